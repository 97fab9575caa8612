import { z } from './schema.ts';

/** What a sweep did: the last line that `sweep --json` prints. */
export const sweepRecord = z.object({
  type: z.literal('sweep'),
  queries: z.number().int().describe('Files that were laid beside the library'),
  windows: z.number().int().describe('Their windows of ten seconds'),
  references: z.number().int(),
  frames: z.number().int().describe('Frames of all references'),
  pairs: z.number().int().describe('Pairs of a file and a reference that shared a line and were compared frame by frame'),
  found: z.number().int().describe('Files that show something; each has a line of its own'),
});

/** A finished sweep. */
export type SweepRecord = z.infer<typeof sweepRecord>;
