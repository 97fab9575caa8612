import { z } from './schema.ts';

/** What `streetdate replay --json` prints. */
export const replayRecord = z.object({
  type: z.literal('replay'),
  path: z.string(),
  media: z.string(),
  isConfirmed: z.boolean().describe('Whether every stated match was found again, no other was, and the verdicts are the same'),
  findings: z.array(z.object({ kind: z.enum(['equal', 'differs']), sentence: z.string() })),
});
