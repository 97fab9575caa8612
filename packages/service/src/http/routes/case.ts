import type { CaseReport } from '@streetdate/evidence';
import { CHANNELS } from '@streetdate/matcher/internal';
import type { Service } from '../../service.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { instant } from '../records.ts';
import { z } from '../schema.ts';

const server = z.object({
  id: z.string(),
  name: z.string(),
  country: z.string().describe('ISO 3166-1 alpha-2'),
  custodian: z.string().optional(),
  source: z.enum(['folder', 'image', 'listing']).describe('Whether its files were read, or only a list of them'),
  seenAt: z.string().optional().describe('When it was seized, mirrored or listed'),
  files: z.number().int(),
  bytes: z.number().int(),
  films: z.number().int(),
  fingerprints: z.number().int().optional().describe('Files that are fingerprints, which are no copies; absent if there are none'),
  unread: z.number().int().describe('Files that could not be read'),
  clockErrorSeconds: z.number().optional().describe('By how much its clock is ahead; absent if unknown'),
});

const firstCopy = z.object({
  serverId: z.string(),
  country: z.string(),
  time: instant.describe('Of its earliest file that shows the title, without the clock’s error'),
  fileTime: instant.describe('The same, as the file system has it'),
  spreadSeconds: z.number().optional().describe('Uncertainty of the time to either side; absent if nothing is known of the clock'),
  release: z.string().optional().describe('The release that its path claims'),
  group: z.string().optional().describe('The group that its path claims'),
  copies: z.number().int().describe('Files on the server that show the title'),
  sameAsEarlier: z.number().int().describe('How many of its contents an earlier server has too, byte for byte'),
});

const spread = z.object({
  titleId: z.string(),
  title: z.string(),
  servers: z.array(firstCopy).describe('Earliest first'),
  first: z.array(z.string()).describe('Ids of the servers that may have had it first, whatever the clocks'),
  windows: z.array(
    z.object({
      territory: z.string(),
      channel: z.enum(CHANNELS),
      opensAt: z.string(),
      timeZone: z.string().optional(),
      daysEarly: z.number().describe('Days from the first copy to the opening; negative if it was open'),
    }),
  ),
});

const caseRecord = z
  .object({
    generatedAt: instant,
    servers: z.array(server),
    titles: z.array(spread),
    overlaps: z.array(
      z.object({
        servers: z.tuple([z.string(), z.string()]),
        contents: z.number().int().describe('Distinct files that both have, byte for byte'),
        share: z.number().describe('Share of the smaller server’s distinct files, 0 to 1'),
        titles: z.number().int().describe('Titles that both have, whatever the encoding'),
      }),
    ),
    unmatched: z.number().int().describe('Contents that show no enrolled title'),
    unscanned: z.number().int().describe('Films that were not scanned, or could not be'),
    ledgerEntries: z.number().int().describe('How many entries the ledger has'),
  })
  .meta({
    id: 'Case',
    description: 'What the servers of a case tell together: which title was where and when, and what servers share',
    examples: [
      {
        generatedAt: '2027-02-07T12:00:00.000Z',
        servers: [{ id: 'ftp-1', name: 'FTP-1', country: 'NL', source: 'folder', files: 120, bytes: 7_340_032, films: 3, unread: 0 }],
        titles: [
          {
            titleId: 'film',
            title: 'Film',
            servers: [
              {
                ...{ serverId: 'ftp-1', country: 'NL', time: '2027-02-01T09:00:00.000Z', fileTime: '2027-02-01T09:00:00.000Z' },
                ...{ copies: 1, sameAsEarlier: 0 },
              },
            ],
            first: ['ftp-1'],
            windows: [{ territory: 'US', channel: 'disc', opensAt: '2027-03-09', timeZone: 'America/New_York', daysEarly: 35 }],
          },
        ],
        overlaps: [],
        unmatched: 0,
        unscanned: 0,
        ledgerEntries: 4,
      },
    ],
  });

/** How long an answer serves all who ask: a large case takes seconds. */
const KEPT_MS = 30_000;

/** The servers of a case, which the command takes in. */
export const caseRoutes: Routes = (server, { service, stopping }) => {
  const kept = new Map<string, { readonly madeMs: number; readonly record: Promise<z.infer<typeof caseRecord>> }>();

  server.get(
    '/v1/case',
    operation(
      {
        id: 'getCase',
        summary: 'Get what the servers of the case tell together',
        description:
          'Servers are taken in where the library lies. The answer is up to half a minute old. Times of files are claims of whoever ran a server.',
        tag: 'references',
        action: 'case.read',
      },
      { response: { 200: caseRecord } },
    ),
    async ({ actor: { organisationId } }) => {
      const now = service.now().getTime();
      const known = kept.get(organisationId);
      if (known !== undefined && now - known.madeMs < KEPT_MS) return known.record;
      for (const [id, { madeMs }] of kept) if (now - madeMs >= KEPT_MS) kept.delete(id);
      const record = makeRecord(service, organisationId, stopping);
      kept.set(organisationId, { madeMs: now, record });
      record.catch(() => kept.delete(organisationId));
      return record;
    },
  );
};

async function makeRecord({ libraries, now }: Service, organisationId: string, signal: AbortSignal): Promise<z.infer<typeof caseRecord>> {
  // Few services have a case: nobody else waits for its code.
  const { makeCaseReport } = await import('@streetdate/evidence');
  return libraries.use(organisationId, async (library) =>
    recordOf(await makeCaseReport(library, { now, signal }), await library.catalogue.ledgerSize()),
  );
}

/** The report without paths: those of the service's machine and those on the servers. */
function recordOf({ generatedAt, servers, titles, overlaps, unmatched, unscanned }: CaseReport, ledgerEntries: number) {
  return {
    generatedAt,
    servers: servers.map(({ id, name, country, custodian, source, seenAt, files, bytes, films, fingerprints, unread, clock }) => ({
      ...{ id, name, country, source, files, bytes, films, unread },
      ...(custodian !== undefined && { custodian }),
      ...(seenAt !== undefined && { seenAt }),
      ...(fingerprints !== undefined && { fingerprints }),
      ...(clock !== undefined && { clockErrorSeconds: clock.seconds }),
    })),
    titles: titles.map(({ titleId, title, servers: copies, first, windows }) => ({
      titleId,
      title,
      servers: copies.map(({ path: _, digest: __, ...copy }) => copy),
      first: [...first],
      windows: [...windows],
    })),
    overlaps: overlaps.map(({ servers: [one, other], contents, share, titles: both }) => ({
      servers: [one, other] as [string, string],
      ...{ contents, share, titles: both },
    })),
    ...{ unmatched, unscanned, ledgerEntries },
  };
}
