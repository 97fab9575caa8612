import type { Library, TitleWithWindows } from '@streetdate/engine';
import { formatWindow, parseWindow, type ReleaseWindow } from '@streetdate/matcher';
import { PROMO_STATES } from '@streetdate/matcher/internal';
import { type AuditEvent, audited } from '../../accounts/audit.ts';
import { eraseFromLibrary } from '../../work/erase-reference.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { createOnce, idempotencyHeader } from '../idempotency.ts';
import { operation } from '../operation.ts';
import { cutPage, next, pageQuery, unknownCursor } from '../paging.ts';
import { Problem } from '../problem.ts';
import { sayingWhatIsWrong } from '../reading.ts';
import { releaseWindow, type TitleAnswer, title, titleAnswer } from '../records.ts';
import { z } from '../schema.ts';

/** An id that its owner chose, such as a title's. */
export const chosenId = z
  .string()
  .min(1)
  .max(200)
  .meta({ examples: ['film'] });

const params = z.object({ id: chosenId });

/** One id or several. */
const someIds = z.union([chosenId, z.array(chosenId).max(200)]);

const facts = {
  name: z
    .string()
    .min(1)
    .max(500)
    .meta({ examples: ['Film'] }),
  year: z
    .number()
    .int()
    .min(1)
    .max(9999)
    .optional()
    .describe('Year of first release')
    .meta({ examples: [2027] }),
  eidr: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('EIDR content id')
    .meta({ examples: ['10.5240/7791-8534-2C23-9030-8610-5'] }),
  isan: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('ISAN (ISO 15706)')
    .meta({ examples: ['0000-0000-14A9-0000-K-0000-0000-6'] }),
  promos: z
    .enum(PROMO_STATES)
    .optional()
    .describe(
      'none: no promo was published; complete: all of them are enrolled. Unknown if it was never given: short pieces then need review',
    )
    .meta({ examples: ['complete'] }),
  windows: z.array(releaseWindow).max(1000).default([]).describe('Each replaces the one with its territory, channel and party'),
};

/** A title to store. */
const newTitle = z.object(facts).meta({
  id: 'NewTitle',
  description: 'Facts about a title to store',
  examples: [{ name: 'Film', year: 2027, windows: [{ territory: 'US', channel: 'disc', opensAt: '2027-03-09' }] }],
});

/** Windows to store. */
const newWindows = z.object({ windows: facts.windows }).meta({
  id: 'NewWindows',
  description: 'Release windows to store',
  examples: [{ windows: [{ territory: 'US', channel: 'disc', opensAt: '2027-03-09', timeZone: 'America/New_York' }] }],
});

/** An interval of a reference that proves nothing. */
const heldBack = z
  .object({
    referenceId: z.string(),
    start: z.number().describe('Seconds of the reference'),
    end: z.number().describe('Seconds of the reference, exclusive'),
    why: z.enum(['excluded', 'shared', 'undecided']),
    reason: z.string(),
  })
  .meta({
    id: 'HeldBack',
    description: 'An interval of a reference that proves nothing: somebody excluded it, or another title has it too',
    examples: [{ referenceId: 'film-1', start: 0, end: 12.5, why: 'excluded', reason: 'the distributor’s logo' }],
  });

/** Titles and their release windows. */
export const titleRoutes: Routes = (server, { service }) => {
  const { database } = service;

  server.get(
    '/v1/titles',
    operation(
      {
        id: 'listTitles',
        summary: 'List titles, ordered by name',
        description: 'Titles of the organisation with their release windows and the ids of their references.',
        tag: 'titles',
        action: 'titles.read',
      },
      {
        querystring: z.object({ ...pageQuery, id: someIds.optional().describe('Only those with these ids; repeat it for several') }),
        response: { 200: z.object({ titles: z.array(title), next }) },
      },
    ),
    async ({ query, actor }) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const { catalogue } = library;
        const { cursor, most, id: ids } = query;
        if (cursor !== undefined && (await catalogue.title(cursor))?.id !== cursor) throw unknownCursor();
        const found =
          ids === undefined
            ? await catalogue.titlePage({ after: cursor, most: most + 1 })
            : await titlesWith(library, [ids].flat(), cursor);
        const { page, ...rest } = cutPage(found, most);
        const references = await catalogue.referenceIds(page.map(({ id }) => id));
        return { titles: page.map((each) => titleAnswer(each, references.get(each.id) ?? [])), ...rest };
      });
    },
  );

  server.get(
    '/v1/titles/:id',
    operation(
      {
        id: 'getTitle',
        summary: 'Get a title with its windows',
        description: 'The title with that id.',
        tag: 'titles',
        action: 'titles.read',
      },
      { params, response: { 200: title } },
    ),
    async ({ params, actor }) => service.libraries.use(actor.organisationId, (library) => knownTitle(library, params.id)),
  );

  server.get(
    '/v1/titles/:id/held-back',
    operation(
      {
        id: 'listHeldBack',
        summary: 'List what of a title proves nothing',
        description: 'Intervals of its references that were excluded, or that other titles have too, in order of reference and time.',
        tag: 'titles',
        action: 'titles.read',
      },
      { params, response: { 200: z.object({ intervals: z.array(heldBack) }) } },
    ),
    async ({ params, actor }) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const { referenceIds } = await knownTitle(library, params.id);
        const all = await library.catalogue.provesNothing();
        const own = [...referenceIds]
          .sort()
          .flatMap((referenceId) => (all.get(referenceId) ?? []).map((span) => ({ referenceId, ...span })));
        return { intervals: own.map(({ referenceId, start, end, why, reason }) => ({ referenceId, start, end, why, reason })) };
      });
    },
  );

  server.post(
    '/v1/titles',
    operation(
      {
        id: 'addTitle',
        summary: 'Add a title',
        description: 'Its id is made from its name. A title with that name is updated: given facts and windows replace the known ones.',
        tag: 'titles',
        action: 'titles.write',
        problems: [409, 415, 422],
      },
      { headers: idempotencyHeader, body: newTitle, response: { 200: title } },
    ),
    async (request, reply) => {
      return service.libraries.use(request.actor.organisationId, async (library) => {
        const { windows, ...rest } = request.body;
        const { resourceId, isRepeated } = await createOnce(service, request, undefined, async (note) => {
          const { id } = await sayingWhatIsWrong(() => library.putTitle(given(rest), windows.map(checked)));
          // Titles lie in the library's own rows, so that their entry follows them.
          await audited(database, auditSource(request), titleEvent(id, rest.name, windows), service.now(), (transaction) =>
            note(transaction, id),
          );
          return id;
        });
        if (isRepeated) reply.header('idempotency-replayed', 'true');
        return knownTitle(library, resourceId);
      });
    },
  );

  server.put(
    '/v1/titles/:id',
    operation(
      {
        id: 'putTitle',
        summary: 'Add or update a title by its id',
        description: 'Given facts and windows replace the known ones. Windows of other territories and channels stay.',
        tag: 'titles',
        action: 'titles.write',
        problems: [409, 415, 422],
      },
      { params, body: newTitle, response: { 200: title } },
    ),
    async (request) => {
      const { params, body, actor } = request;
      return service.libraries.use(actor.organisationId, async (library) => {
        const { windows, ...rest } = body;
        await sayingWhatIsWrong(() => library.putTitle({ ...given(rest), id: params.id }, windows.map(checked)));
        await audited(database, auditSource(request), titleEvent(params.id, rest.name, windows), service.now(), async () => {});
        return knownTitle(library, params.id);
      });
    },
  );

  server.delete(
    '/v1/titles/:id',
    operation(
      {
        id: 'deleteTitle',
        summary: 'Remove a title and all that was kept of it',
        description:
          'With its windows, its references with their fingerprints, its discs and the places where it is allowed. Verdicts that name it stay until ' +
          'their uploads are removed. One under a legal hold is refused, and so is one with a reference that is held.',
        tag: 'titles',
        action: 'titles.delete',
        problems: [409, 415],
      },
      { params, response: { 204: z.any() } },
    ),
    async (request, reply) => {
      const { params, actor } = request;
      const target = { kind: 'title', id: params.id } as const;
      const isGone = await eraseFromLibrary(service, actor.organisationId, target, () =>
        audited(database, auditSource(request), { action: 'titles.delete', target }, service.now(), async () => {}),
      );
      if (!isGone) throw new Problem(404, 'unknown-title', `there is no title ${JSON.stringify(params.id)}`);
      return reply.code(204).send();
    },
  );

  server.get(
    '/v1/titles/:id/windows',
    operation(
      {
        id: 'listWindows',
        summary: 'List the windows of a title',
        description: 'Ordered by territory and channel.',
        tag: 'titles',
        action: 'titles.read',
      },
      { params, response: { 200: z.object({ windows: z.array(releaseWindow) }) } },
    ),
    async ({ params, actor }) => {
      const { windows } = await service.libraries.use(actor.organisationId, (library) => knownTitle(library, params.id));
      return { windows };
    },
  );

  server.put(
    '/v1/titles/:id/windows',
    operation(
      {
        id: 'putWindows',
        summary: 'Set windows of a title',
        description: 'All of them are set, or none if one is wrong. Each replaces the one with its territory and channel.',
        tag: 'titles',
        action: 'titles.write',
        problems: [415, 422],
      },
      { params, body: newWindows, response: { 200: title } },
    ),
    async (request) => {
      const { params, body, actor } = request;
      return service.libraries.use(actor.organisationId, async (library) => {
        const { id, name } = await knownTitle(library, params.id);
        await sayingWhatIsWrong(() => library.putWindows(new Map([[id, body.windows.map(checked)]])));
        await audited(database, auditSource(request), titleEvent(id, name, body.windows), service.now(), async () => {});
        return knownTitle(library, id);
      });
    },
  );
};

/** What stands in the audit log of a title that was added or changed. */
function titleEvent(titleId: string, name: string, windows: readonly z.infer<typeof releaseWindow>[]): AuditEvent {
  const detail = { name, windows: windows.map((window) => formatWindow(given(window))) };
  return { action: 'titles.write', target: { kind: 'title', id: titleId }, detail };
}

/** The title with that id. @throws Problem 404 */
export async function knownTitle(library: Library, titleId: string): Promise<TitleAnswer> {
  const found = await library.catalogue.title(titleId);
  // A catalogue finds titles by name too.
  if (found?.id !== titleId) throw new Problem(404, 'unknown-title', `there is no title ${JSON.stringify(titleId)}`);
  return titleAnswer(found, (await library.catalogue.referenceIds([titleId])).get(titleId) ?? []);
}

/** A window that a verdict can be made by. @throws RangeError or TypeError that says what is wrong with it. */
function checked(window: z.infer<typeof releaseWindow>): ReleaseWindow {
  const text = formatWindow(given(window));
  const read = parseWindow(text);
  if (formatWindow(read) !== text) throw new RangeError(`window must be as it is stored: ${formatWindow(read)}, got ${text}`);
  return read;
}

/** An object without what is undefined in it. */
function given<T extends object>(facts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** The titles with some ids, ordered by name, from behind one on. */
async function titlesWith({ catalogue }: Library, ids: readonly string[], after: string | undefined): Promise<TitleWithWindows[]> {
  // A title is also found by its name.
  const found = await Promise.all([...new Set(ids)].map(async (id) => [id, await catalogue.title(id)] as const));
  const titles = found.flatMap(([id, each]) => (each?.id === id ? [each] : []));
  titles.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : one.id < other.id ? -1 : 1));
  return titles.slice(titles.findIndex(({ id }) => id === after) + 1);
}
