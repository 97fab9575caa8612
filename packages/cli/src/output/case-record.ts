import { z } from './schema.ts';

const imageFields = {
  format: z.enum(['raw', 'ewf', 'iso']),
  bytes: z.number().describe('Of the disk that it is of'),
  sha256: z.string(),
  sha1: z.string(),
  md5: z.string(),
  statedMd5: z.string().optional().describe('As the image states it, which was compared'),
  statedSha1: z.string().optional(),
};

/** What `streetdate case add-server --json` prints. */
export const serverRecord = z.object({
  type: z.literal('server'),
  id: z.string(),
  name: z.string(),
  country: z.string().describe('ISO 3166-1 alpha-2'),
  custodian: z.string().optional(),
  source: z.enum(['folder', 'image', 'listing']),
  image: z.object(imageFields).optional().describe('The image that it was read from'),
  images: z
    .array(z.object({ path: z.string().describe('As the paths of its files begin'), ...imageFields }))
    .optional()
    .describe('Images among its files whose bytes are no file of it: E01, in pieces, or in an archive; absent if there are none'),
  path: z.string(),
  seenAt: z.string().optional().describe('When it was seized, mirrored or listed'),
  addedAt: z.string(),
  files: z.int().describe('Files, with films in archives'),
  bytes: z.number(),
  digested: z.int().describe('Files with a digest'),
  unread: z.int().describe('Files that could not be read'),
  fingerprints: z.int().optional().describe('Files that are fingerprints, which are no copies; absent if there are none'),
  unreadPlaces: z.int().describe('Folders and archives that could not be read, and links to nothing'),
  scanned: z.int().describe('Contents that were scanned now'),
  unscanned: z.int().describe('Contents that could not be scanned now'),
  seconds: z.number().describe('How long it took'),
  ledgerEntry: z.int().optional().describe('The new entry of the ledger; absent if the ledger has the server as it is'),
});

const clock = z.object({
  seconds: z.number().describe('Seconds by which its file times are ahead'),
  spreadSeconds: z.number().describe('Uncertainty, to either side'),
  contents: z.int().describe('Shared contents that it was estimated from'),
  basis: z.enum(['right-clock', 'middle']).describe('What was taken as true time'),
});

/** What `streetdate case report --json` prints. */
export const caseReportRecord = z.object({
  type: z.literal('case-report'),
  generatedAt: z.string(),
  version: z.string(),
  servers: z.array(
    serverRecord.omit({ type: true, scanned: true, unscanned: true, seconds: true, ledgerEntry: true }).extend({
      digestedBytes: z.number(),
      films: z.int(),
      isFingerprintList: z.literal(true).optional().describe('It has fingerprints and no film: a list of fingerprints, not copies'),
      days: z.tuple([z.string(), z.string()]).optional().describe('First and last day of its files, by their own times'),
      clock: clock.optional().describe('Absent if it shares too little with others'),
      gaps: z.array(z.object({ from: z.string(), days: z.int(), chance: z.number() })),
      filesAfterSeen: z.int().describe('Files that are dated after the server was seen'),
    }),
  ),
  titles: z.array(
    z.object({
      titleId: z.string(),
      title: z.string(),
      servers: z
        .array(
          z.object({
            serverId: z.string(),
            country: z.string(),
            fileTime: z.string().describe('As the file system has it'),
            time: z.string().describe("Without the clock's error"),
            spreadSeconds: z.number().optional(),
            path: z.string(),
            digest: z.string(),
            release: z.string().optional(),
            group: z.string().optional(),
            copies: z.int(),
            sameAsEarlier: z.int().describe('Contents that an earlier server has as well'),
          }),
        )
        .describe('The first copy on each server, earliest first'),
      first: z.array(z.string()).describe('Servers that may have had it first'),
      windows: z.array(
        z.object({
          territory: z.string(),
          channel: z.string(),
          opensAt: z.string(),
          timeZone: z.string().optional(),
          daysEarly: z.int().describe('Negative if it was open already'),
        }),
      ),
      contents: z.int(),
      undated: z.int(),
    }),
  ),
  overlaps: z.array(
    z.object({
      servers: z.tuple([z.string(), z.string()]),
      contents: z.int(),
      bytes: z.number(),
      share: z.number().describe("Share of the smaller server's distinct files"),
      titles: z.int(),
    }),
  ),
  unmatched: z.int(),
  unscanned: z.int(),
});

/** What `streetdate case log --json` prints. */
export const caseLogRecord = z.object({
  type: z.literal('case-log'),
  serverId: z.string(),
  form: z.enum(['xferlog', 'glftpd', 'access']),
  zone: z.string().optional().describe('The offset that was taken; absent where the lines have their own'),
  sha256: z.string().describe('Of the log'),
  bytes: z.number(),
  lines: z.int(),
  events: z.int(),
  bad: z.int().describe('Lines that are none of the form'),
  badLines: z.array(z.object({ line: z.int(), reason: z.string() })).describe('The first of them'),
  clock: clock.optional(),
  copies: z.array(
    z.object({
      line: z.int(),
      at: z.string().describe('As the log has it'),
      time: z.string().describe("Without the clock's error"),
      spreadSeconds: z.number().optional(),
      action: z.enum(['upload', 'download', 'delete', 'make-folder', 'other']),
      isDone: z.boolean(),
      path: z.string(),
      bytes: z.number().optional(),
      account: z.string().optional().describe('A name on the server. It is no person'),
      address: z.string().optional(),
      file: z.string().describe('The copy on the server'),
      digest: z.string(),
      titles: z.array(z.string()),
    }),
  ),
  ledgerEntry: z.int().optional().describe('The new entry of the ledger; absent if it has the log already'),
});

/** What `streetdate case groups --json` prints. */
export const caseGroupsRecord = z.object({
  type: z.literal('case-groups'),
  releases: z.array(
    z.object({
      id: z.string().describe('SHA-256 of its film'),
      serverId: z.string().describe('The server that had it first'),
      path: z.string(),
      name: z.string().optional(),
      group: z.string().optional().describe('The group that its name claims'),
    }),
  ),
  links: z
    .array(
      z.object({
        releases: z.tuple([z.string(), z.string()]),
        ratio: z.number().describe('Likelihood ratio: one group made both, against two groups did'),
        traits: z.array(z.object({ name: z.string(), ratio: z.number() })),
      }),
    )
    .describe('Strongest first'),
  clusters: z.array(z.array(z.string())).describe('Releases that hang together by links, largest first'),
  pairs: z.int(),
  mostFalse: z.number().describe('Bound of the expected number of false links'),
  dependence: z.number().describe('Power of the product of all traits'),
  learntFrom: z.object({ groups: z.int(), pairs: z.int() }),
});
