import type { Library } from '@streetdate/engine';
import { type AuditEvent, audited } from '../../accounts/audit.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { createOnce, idempotencyHeader } from '../idempotency.ts';
import { operation } from '../operation.ts';
import { next, pageOf, pageQuery } from '../paging.ts';
import { Problem } from '../problem.ts';
import { sayingWhatIsWrong } from '../reading.ts';
import { type AllowedSourceAnswer, allowedSource, allowedSourceAnswers } from '../records.ts';
import { z } from '../schema.ts';
import { chosenId } from './titles.ts';

const params = z.object({ id: chosenId });

const time = (what: string, example: string) =>
  z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(what)
    .meta({ examples: [example] });

/** A place to allow. */
const newAllowedSource = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .max(255)
      .describe('A host name, or *. and one: any host under it')
      .meta({ examples: ['video.example'] }),
    account: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .describe('The account on that host, as sightings state it or as the path of a link begins')
      .meta({ examples: ['studio'] }),
    titleId: chosenId.optional().describe('The only title that is allowed there; by default every title'),
    from: time('From when on: ISO 8601 with an offset, or local', '2026-12-01'),
    fromTimeZone: time('IANA time zone of a local from', 'America/New_York'),
    until: time('The first instant at which it is no longer allowed', '2027-01-01'),
    untilTimeZone: time('IANA time zone of a local until', 'America/New_York'),
    wholeHost: z.boolean().default(false).describe('Whether every account of the host is allowed, instead of one'),
    reason: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('Why, for whoever reads it later')
      .meta({ examples: ['Their own channel.'] }),
  })
  .meta({
    id: 'NewAllowedSource',
    description: 'A place where copies are to be allowed. It has an account, or wholeHost',
    examples: [{ host: 'video.example', account: 'studio', titleId: 'film', from: '2026-12-01', fromTimeZone: 'America/New_York' }],
  });

/** A stored place that cannot be read. */
const unreadableSource = z
  .object({ id: z.string(), source: z.string().describe('What of it is there'), fault: z.string().describe('Why it cannot be read') })
  .meta({
    id: 'UnreadableAllowedSource',
    description: 'A stored place that cannot be read. It allows nothing',
    examples: [{ id: '9f86d081884c7d65', source: '*, account studio, every title', fault: 'source.host must be a host name' }],
  });

/** Places where copies are allowed. */
export const allowedSourceRoutes: Routes = (server, { service }) => {
  const { database } = service;

  server.get(
    '/v1/allowed-sources',
    operation(
      {
        id: 'listAllowedSources',
        summary: 'List where copies are allowed, ordered by host and account',
        description: 'Places of the organisation. The first page also names those that are stored and cannot be read.',
        tag: 'titles',
        action: 'titles.read',
      },
      {
        querystring: z.object(pageQuery),
        response: { 200: z.object({ allowedSources: z.array(allowedSource), unreadable: z.array(unreadableSource).optional(), next }) },
      },
    ),
    async ({ query, actor }) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const { sources, unreadable } = await library.allowedSources();
        const { page, ...rest } = pageOf(sources, query);
        const faulty = query.cursor === undefined && unreadable.length > 0 && { unreadable: [...unreadable] };
        return { allowedSources: await allowedSourceAnswers(library, page), ...faulty, ...rest };
      });
    },
  );

  server.post(
    '/v1/allowed-sources',
    operation(
      {
        id: 'allowSource',
        summary: 'Allow copies at a place',
        description: 'The same place again changes nothing, but for the reason if another one is given.',
        tag: 'titles',
        action: 'titles.write',
        problems: [409, 415, 422],
      },
      { headers: idempotencyHeader, body: newAllowedSource, response: { 200: allowedSource } },
    ),
    async (request, reply) => {
      return service.libraries.use(request.actor.organisationId, async (library) => {
        const { resourceId, isRepeated } = await createOnce(service, request, undefined, async (note) => {
          const { source } = await sayingWhatIsWrong(() => library.allow(given(request.body)));
          const [{ words }] = (await allowedSourceAnswers(library, [source])) as [AllowedSourceAnswer];
          // It lies in the library's own rows, so that its entry follows it.
          await audited(database, auditSource(request), sourceEvent(source.id, { allows: words }), service.now(), (transaction) =>
            note(transaction, source.id),
          );
          return source.id;
        });
        if (isRepeated) reply.header('idempotency-replayed', 'true');
        return knownSource(library, resourceId);
      });
    },
  );

  server.delete(
    '/v1/allowed-sources/:id',
    operation(
      {
        id: 'disallowSource',
        summary: 'Allow copies no longer at a place',
        description: 'One that cannot be read is removed too.',
        tag: 'titles',
        action: 'titles.write',
        problems: [415],
      },
      { params, response: { 204: z.any() } },
    ),
    async (request, reply) => {
      const { params, actor } = request;
      await service.libraries.use(actor.organisationId, async (library) => {
        if (!(await library.disallow(params.id))) throw unknownSource(params.id);
        await audited(database, auditSource(request), sourceEvent(params.id, { isRemoved: true }), service.now(), async () => {});
      });
      return reply.code(204).send();
    },
  );
};

function sourceEvent(id: string, detail: NonNullable<AuditEvent['detail']>): AuditEvent {
  return { action: 'titles.write', target: { kind: 'allowed-source', id }, detail };
}

/** The place with that id. @throws Problem 404 */
async function knownSource(library: Library, id: string): Promise<AllowedSourceAnswer> {
  const found = (await library.allowedSources()).sources.find((source) => source.id === id);
  if (found === undefined) throw unknownSource(id);
  const [answer] = await allowedSourceAnswers(library, [found]);
  return answer!;
}

function unknownSource(id: string): Problem {
  return new Problem(404, 'unknown-allowed-source', `there is no allowed source ${JSON.stringify(id)}`);
}

/** What the engine takes: without what is undefined, and a wholeHost that is false. */
function given({ wholeHost, ...facts }: z.infer<typeof newAllowedSource>): Parameters<Library['allow']>[0] {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as { readonly host: string };
  return { ...known, ...(wholeHost && { wholeHost }) };
}
