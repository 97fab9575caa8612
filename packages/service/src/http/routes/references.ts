import type { Library, StoredDisc } from '@streetdate/engine';
import { ISCC_KINDS } from '@streetdate/engine/internal';
import { audited } from '../../accounts/audit.ts';
import { indexFactsOf } from '../../search/index-facts.ts';
import { eraseFromLibrary } from '../../work/erase-reference.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { cutPage, next, pageOf, pageQuery, unknownCursor } from '../paging.ts';
import { Problem } from '../problem.ts';
import { sayingWhatIsWrong } from '../reading.ts';
import { disc, reference, referenceAnswers } from '../records.ts';
import { z } from '../schema.ts';
import { chosenId } from './titles.ts';

const params = z.object({ id: chosenId });

/** A reference whose ISCC is near the one that was asked for. */
const isccMatch = z
  .object({
    referenceId: z.string(),
    titleId: z.string(),
    title: z.string(),
    unit: z.enum(ISCC_KINDS.map(({ unit }) => unit)).describe('The kind of unit that both have'),
    code: z.string().describe('The stored unit'),
    distance: z.number().int().describe('How many bits differ'),
    bits: z.number().int().describe('How many bits were compared'),
  })
  .meta({
    id: 'IsccMatch',
    description: 'A reference whose stored ISCC (ISO 24138) is near the one that was asked for',
    examples: [{ referenceId: 'film-1', titleId: 'film', title: 'Film', unit: 'data', code: 'GAA…', distance: 2, bits: 64 }],
  });

/** The library in numbers. */
const libraryFacts = z
  .object({
    titles: z.number().int(),
    references: z.number().int(),
    stills: z.number().int().describe('References that are stills'),
    seconds: z.number().describe('Length of all references together'),
    discs: z.number().int(),
    unenrolled: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .describe('Titles without a reference, at most 50: none of their copies is found'),
    damaged: z.array(z.string()).describe('References that were not read to their end, at most 50'),
    duplicates: z
      .array(z.object({ ids: z.array(z.string()), titleId: z.string() }))
      .describe('References of one title with the same fingerprint, at most 50'),
    undecided: z.number().int().describe('Intervals that two titles share, and nobody has decided whose they are'),
    revision: z.number().int().describe('Grows with each change of the library; indexes name the one that they were made at'),
    index: z
      .object({
        segments: z.number().int().describe('Files that it consists of'),
        bytes: z.number().int().describe('Bytes in these files'),
        frames: z.number().int().optional().describe('Frames of its references; absent where searchers hold it'),
        references: z.number().int().describe('References that it has'),
        missing: z.number().int().describe('Enrolled references that it lacks: the next search takes them in'),
        surplus: z.number().int().describe('Its references that are enrolled no more: the next search takes them out'),
        damaged: z
          .number()
          .int()
          .optional()
          .describe('Segments that cannot be read: the next search builds it again from the fingerprints; absent where searchers hold it'),
      })
      .optional()
      .describe('The index that searches use; absent before the first search, and where other processes search, each with its own'),
  })
  .meta({
    id: 'LibraryFacts',
    description: 'What the library has, and what of it needs somebody’s care',
    examples: [
      {
        ...{ titles: 1, references: 2, stills: 0, seconds: 5520, discs: 1, undecided: 0, revision: 3 },
        ...{ unenrolled: [], damaged: [], duplicates: [] },
        index: { segments: 1, bytes: 2_800_000, frames: 22_080, references: 2, missing: 0, surplus: 0, damaged: 0 },
      },
    ],
  });

/** Most of each that the facts of a library name. */
const MOST_NAMED = 50;

/** References and discs: what is enrolled. */
export const referenceRoutes: Routes = (server, { service }) => {
  server.get(
    '/v1/references',
    operation(
      {
        id: 'listReferences',
        summary: 'List references, ordered by id',
        description: 'Enrolled renditions of the organisation’s titles.',
        tag: 'references',
        action: 'titles.read',
      },
      {
        querystring: z.object({ ...pageQuery, title: chosenId.optional().describe('Only those of the title with this id') }),
        response: { 200: z.object({ references: z.array(reference), next }) },
      },
    ),
    async ({ query, actor }) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const { cursor, most, title } = query;
        if (cursor !== undefined && (await library.catalogue.reference(cursor)) === undefined) throw unknownCursor();
        const found = await library.catalogue.referencePage({ after: cursor, most: most + 1, titleId: title });
        const { page, ...rest } = cutPage(found, most);
        return { references: await referenceAnswers(library, page), ...rest };
      });
    },
  );

  server.get(
    '/v1/library',
    operation(
      {
        id: 'getLibrary',
        summary: 'Get the library in numbers',
        description:
          'How much is enrolled, what of it needs care (titles without a reference, damage, duplicates, undecided shared footage), and the size ' +
          'and health of the index that searches use.',
        tag: 'references',
        action: 'titles.read',
      },
      { response: { 200: libraryFacts } },
    ),
    async ({ actor }) =>
      service.libraries.use(actor.organisationId, async (library) => {
        const facts = await factsOf(library);
        const place = { database: service.database, hasSearchers: service.searchers !== undefined };
        const index = await indexFactsOf(place, actor.organisationId, library, facts.references);
        return { ...facts, ...(index !== undefined && { index }) };
      }),
  );

  server.get(
    '/v1/references/:id',
    operation(
      {
        id: 'getReference',
        summary: 'Get a reference',
        description: 'The enrolled rendition with that id.',
        tag: 'references',
        action: 'titles.read',
      },
      { params, response: { 200: reference } },
    ),
    async ({ params, actor }) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const found = await library.catalogue.reference(params.id);
        if (found === undefined) throw new Problem(404, 'unknown-reference', `there is no reference ${JSON.stringify(params.id)}`);
        const [answer] = await referenceAnswers(library, [found]);
        return answer!;
      });
    },
  );

  server.delete(
    '/v1/references/:id',
    operation(
      {
        id: 'deleteReference',
        summary: 'Remove a reference and all that was kept of it',
        description:
          'With its fingerprint, and its disc if that has no other. The index is built again by the next search. Verdicts that name it stay until ' +
          'their uploads are removed. One under a legal hold is refused.',
        tag: 'references',
        action: 'titles.delete',
        problems: [409, 415],
      },
      { params, response: { 204: z.any() } },
    ),
    async (request, reply) => {
      const { params, actor } = request;
      const target = { kind: 'reference', id: params.id } as const;
      const isGone = await eraseFromLibrary(service, actor.organisationId, target, () =>
        audited(service.database, auditSource(request), { action: 'titles.delete', target }, service.now(), async () => {}),
      );
      if (!isGone) throw new Problem(404, 'unknown-reference', `there is no reference ${JSON.stringify(params.id)}`);
      return reply.code(204).send();
    },
  );

  server.get(
    '/v1/discs',
    operation(
      {
        id: 'listDiscs',
        summary: 'List discs, ordered by id',
        description: 'Enrolled discs, each with the references of its features.',
        tag: 'references',
        action: 'titles.read',
      },
      { querystring: z.object(pageQuery), response: { 200: z.object({ discs: z.array(disc), next }) } },
    ),
    async ({ query, actor }) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const { page, ...rest } = pageOf(await library.discs(), query);
        return { discs: page.map(discAnswer), ...rest };
      });
    },
  );

  server.get(
    '/v1/discs/:id',
    operation(
      {
        id: 'getDisc',
        summary: 'Get a disc',
        description: 'The enrolled disc with that id.',
        tag: 'references',
        action: 'titles.read',
      },
      { params, response: { 200: disc } },
    ),
    async ({ params, actor }) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const found = (await library.discs()).find(({ id }) => id === params.id);
        if (found === undefined) throw new Problem(404, 'unknown-disc', `there is no disc ${JSON.stringify(params.id)}`);
        return discAnswer(found);
      });
    },
  );

  server.get(
    '/v1/iscc',
    operation(
      {
        id: 'findByIscc',
        summary: 'Find references by ISCC',
        description: 'References whose stored ISCC (ISO 24138) is that of another content, or near it. Nearest first.',
        tag: 'references',
        action: 'titles.read',
        problems: [422],
      },
      {
        querystring: z.object({
          code: z
            .string()
            .min(1)
            .max(500)
            .describe('An ISCC-CODE, or one unit')
            .meta({ examples: ['ISCC:GAAW2PRCRS5LNVZV'] }),
          distance: z.coerce
            .number()
            .int()
            .min(0)
            .max(32)
            .default(10)
            .describe('Most bits that may differ, of 64')
            .meta({ examples: [10] }),
        }),
        response: { 200: z.object({ matches: z.array(isccMatch) }) },
      },
    ),
    async ({ query, actor }) => {
      return service.libraries.use(actor.organisationId, async (library) => {
        const found = await sayingWhatIsWrong(() => library.findByIscc(query.code, { distance: query.distance }));
        const names = await library.catalogue.titleNames([...new Set(found.map(({ reference }) => reference.titleId))]);
        return {
          matches: found.map(({ reference: { id, titleId }, unit, code, distance, bits }) => ({
            ...{ referenceId: id, titleId, title: names.get(titleId) ?? titleId },
            ...{ unit, code, distance, bits },
          })),
        };
      });
    },
  );
};

async function factsOf(library: Library): Promise<z.infer<typeof libraryFacts>> {
  const [titles, references, discs, conflicts] = await Promise.all([
    library.titles(),
    library.references(),
    library.discs(),
    library.conflicts(),
  ]);
  const enrolled = new Set(references.map(({ titleId }) => titleId));
  const alike = new Map<string, { ids: string[]; titleId: string }>();
  for (const { id, titleId, fingerprintSha256 } of references) {
    const known = alike.get(`${titleId} ${fingerprintSha256}`);
    if (known === undefined) alike.set(`${titleId} ${fingerprintSha256}`, { ids: [id], titleId });
    else known.ids.push(id);
  }
  return {
    ...{ titles: titles.length, references: references.length, discs: discs.length },
    stills: references.filter(({ duration }) => duration === 0).length,
    seconds: references.reduce((sum, { duration }) => sum + duration, 0),
    unenrolled: titles
      .filter(({ id }) => !enrolled.has(id))
      .slice(0, MOST_NAMED)
      .map(({ id, name }) => ({ id, name })),
    damaged: references.flatMap(({ id, damage }) => (damage === undefined ? [] : [id])).slice(0, MOST_NAMED),
    duplicates: [...alike.values()].filter(({ ids }) => ids.length > 1).slice(0, MOST_NAMED),
    undecided: conflicts.filter(({ decision }) => decision === 'undecided').length,
    revision: await library.catalogue.revision(),
  };
}

/** The record of a disc, without paths of the service's own files. */
function discAnswer({ path: _, stamp: __, ids, features, ...facts }: StoredDisc): z.infer<typeof disc> {
  return { ...facts, ids: [...ids], features: [...features] };
}
