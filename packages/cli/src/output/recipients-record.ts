import { z } from './schema.ts';

/** What `streetdate recipients --json` prints. */
export const recipientsRecord = z.object({
  type: z.literal('recipients'),
  deliveries: z.int().describe('Rows that were read'),
  badRows: z.int().describe('Rows that were left out'),
  variants: z.int(),
  seen: z.int().describe('Variants that were seen too early'),
  method: z.enum(['exact', 'sampled']),
  convergence: z.number().describe('Above 1.05 the sampler has not converged; 1 where exact'),
  someoneElse: z.number().describe('Chance that none of them passed anything on'),
  sources: z.array(
    z.object({
      source: z.string().describe('A recipient, or "warehouse NAME"'),
      probability: z.number(),
      interval: z.tuple([z.number(), z.number()]).describe('95 %, as far as the sampler knows it'),
      seenHeld: z.int().describe('Variants that were seen and that it held in time'),
    }),
  ),
});
