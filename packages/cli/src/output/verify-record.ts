import { z } from './schema.ts';

/** What `streetdate verify --json` prints. */
export const verifyRecord = z.object({
  type: z.literal('verify'),
  path: z.string(),
  holds: z.boolean().describe('Whether nothing failed and a trusted key signed the bundle'),
  findings: z.array(
    z.object({
      kind: z.enum(['notice', 'holds', 'fails', 'asserted', 'unknown']),
      about: z.enum(['file', 'bag', 'signature', 'time-stamp', 'ledger', 'numbers', 'verdict', 'case', 'pictures']),
      sentence: z.string(),
    }),
  ),
});
