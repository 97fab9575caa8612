import { z } from './schema.ts';

/** What `streetdate ledger check --json` prints. */
export const ledgerCheckRecord = z.object({
  type: z.literal('ledger-check'),
  whole: z.boolean().describe('Whether nothing is wrong'),
  checkpoint: z.object({ size: z.int(), root: z.string(), peaks: z.array(z.string()) }).describe('The state of the ledger'),
  faults: z.array(
    z.object({
      kind: z.enum(['edited', 'missing', 'doubled', 'moved', 'unchained', 'cut', 'fork']),
      start: z.int().describe('The first entry concerned'),
      end: z.int().describe('The entry after the last one concerned'),
      message: z.string(),
    }),
  ),
  clockSetBack: z.array(z.int()).describe('Entries whose time is before that of the entry before them'),
});
