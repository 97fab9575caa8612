import { VERDICT_KINDS } from '@streetdate/matcher/internal';
import { z } from './schema.ts';

/** The source that a file's or folder's name claims. A claim decides nothing. */
export const claimRecord = z.object({
  source: z.enum(['disc', 'digital', 'broadcast', 'camera', 'screener']),
  likelihoodRatio: z.number().describe('2 to 4: weak, and judged rather than measured'),
  reason: z.string(),
});

/** The release that a scanned file belongs to: one record for all of its files. */
export const releaseRecord = z.object({
  path: z.string().describe('Its folder'),
  title: z.string().optional(),
  year: z.number().int().optional(),
  seasons: z.array(z.number().int()),
  episodes: z.array(z.number().int()),
  source: z.string().optional().describe('As in the name: DVDSCR, BDRip, WEB-DL'),
  resolution: z.string().optional(),
  editions: z.array(z.string()),
  flags: z.array(z.string()).describe('PROPER, REPACK, INTERNAL, NUKED, …'),
  group: z.string().optional(),
  nfo: z.object({ path: z.string(), encoding: z.string(), text: z.string().describe('At most 20,000 characters') }).optional(),
  sfv: z
    .object({ right: z.number().int(), wrong: z.array(z.string()), missing: z.array(z.string()) })
    .optional()
    .describe('Results of the checksum comparison; present if it was requested and the release has an SFV file'),
  media: z.array(
    z.object({
      path: z.string().describe('In an archive: path of the first volume, two slashes, name of the entry'),
      role: z.enum(['main', 'sample', 'proof', 'extra']),
      disc: z.number().int().optional(),
      scanId: z.string().optional().describe('Present if it was scanned'),
      verdict: z.enum(VERDICT_KINDS).optional(),
    }),
  ),
  subtitles: z.array(z.string()),
});

/** The claims of a name. */
export type ClaimRecord = z.infer<typeof claimRecord>;
/** A release. */
export type ReleaseRecord = z.infer<typeof releaseRecord>;
