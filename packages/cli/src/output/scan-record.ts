import { z } from 'zod';

/** One stretch of the query that shows one stretch of a reference; times in seconds, ends exclusive. */
export const segmentRecord = z.object({
  queryStart: z.number(),
  queryEnd: z.number(),
  referenceStart: z.number(),
  referenceEnd: z.number(),
  speed: z.number().describe('Seconds of reference that pass in one second of query'),
  mirrored: z.boolean(),
  meanDistance: z.number().describe('Mean share of differing bits, 0 to 1'),
  framesCompared: z.number().int(),
  independentFrames: z.number(),
  score: z.number(),
});

/** One enrolled reference that the file shows. */
export const matchRecord = z.object({
  referenceId: z.string(),
  titleId: z.string(),
  title: z.string(),
  score: z.number().describe('Minus the decimal logarithm of expectedFalseMatches, at least 0'),
  expectedFalseMatches: z.number(),
  strength: z.enum(['strong', 'weak']),
  segments: z.array(segmentRecord).min(1),
  secondOpinion: z
    .object({
      algorithm: z.string(),
      framesCompared: z.number().int(),
      meanDistance: z.number(),
      vote: z.enum(['agrees', 'disagrees', 'silent']),
    })
    .optional(),
});

/** What the verdict says; fields beside `kind` depend on it. */
export const verdictRecord = z.looseObject({
  kind: z.enum(['no-match', 'needs-review', 'pre-release-leak', 'released-copy']),
  summary: z.string().describe('One sentence for a person'),
});

/** One scanned file: the line that `scan --json` prints. */
export const scanRecord = z.object({
  type: z.literal('scan'),
  path: z.string(),
  kind: z.enum(['film', 'still']),
  duration: z.number().describe('Seconds'),
  scannedAt: z.string().describe('ISO 8601, UTC'),
  damage: z.object({ reason: z.string(), secondsCovered: z.number() }).optional(),
  matches: z.array(matchRecord),
  verdict: verdictRecord,
});

/** A file that could not be scanned. The rest of the batch goes on. */
export const errorRecord = z.object({
  type: z.literal('error'),
  path: z.string(),
  code: z.string(),
  message: z.string(),
});

/** One scanned file. */
export type ScanRecord = z.infer<typeof scanRecord>;
/** One file that failed. */
export type ErrorRecord = z.infer<typeof errorRecord>;
