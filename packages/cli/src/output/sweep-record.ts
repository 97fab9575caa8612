import { z } from './schema.ts';

/** Statistics of a sweep: the last line of `sweep --json`. */
export const sweepRecord = z.object({
  type: z.literal('sweep'),
  queries: z.number().int().describe('Files compared with the library'),
  windows: z.number().int().describe('Their query windows of ten seconds'),
  references: z.number().int(),
  frames: z.number().int().describe('Frames of all references'),
  pairs: z.number().int().describe('Pairs of a file and a reference with a proposed alignment, compared frame by frame'),
  found: z.number().int().describe('Files with matches; each has its own line'),
});

/** A finished sweep. */
export type SweepRecord = z.infer<typeof sweepRecord>;
