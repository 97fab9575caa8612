import { z } from './schema.ts';

/** What `streetdate recipients --json` prints. */
export const recipientsRecord = z.object({
  type: z.literal('recipients'),
  deliveries: z.int().describe('Rows that were read'),
  badRows: z.int().describe('Rows that were left out'),
  variants: z.int(),
  seen: z.int().describe('Variants that were seen too early'),
  meaning: z.string().describe('What the ranking says, and what it does not'),
  noneChance: z.number().describe('Chance that nobody on the list is the source, before anything was seen: an assumption'),
  method: z.enum(['exact', 'sampled']),
  intervalMeaning: z.string().describe('What the intervals are'),
  convergence: z.number().describe('Above 1.05 the sampler has not converged; 1 where exact'),
  someoneElse: z.number().describe('Chance that none of them passed anything on'),
  sources: z.array(
    z.object({
      source: z.string().describe('A recipient, or "warehouse NAME"'),
      probability: z.number(),
      interval: z.tuple([z.number(), z.number()]).describe('See intervalMeaning'),
      seenHeld: z.int().describe('Variants that were seen and that it held in time'),
      likelihoodRatio: z.number().describe('How much likelier what was seen is if it passed copies on than if it did not'),
      support: z.string().describe('The same in words of the scale'),
    }),
  ),
  scale: z.array(z.object({ from: z.number(), words: z.string() })).describe('The verbal scale of ENFSI, 2015, by likelihood ratio'),
  byNoneChance: z
    .array(
      z.object({
        noneChance: z.number(),
        someoneElse: z.number(),
        sources: z.array(z.object({ source: z.string(), probability: z.number() })),
      }),
    )
    .describe('How the ranking depends on the chance that nobody on the list is the source'),
});
