import { VERDICT_KINDS } from '@streetdate/matcher/internal';
import { z } from './schema.ts';

const counts = {
  accused: z.int().describe('Scans that were called a leak, at some time'),
  corrected: z.int().describe('Those that were taken back'),
};
const by = z.array(z.object({ of: z.string(), ...counts }));
const reason = z.enum([...VERDICT_KINDS, 'rejected']).describe('The verdict that took its place; rejected if a person rejected it');

/** What `streetdate stats --json` prints. */
export const statsRecord = z.object({
  type: z.literal('stats'),
  all: z.object(counts),
  byTitle: by,
  byHost: by,
  byReason: z.array(z.object({ of: reason, corrected: z.int() })),
  corrections: z.array(
    z.object({
      scanId: z.string(),
      accusedAt: z.int().describe('Position of the entry of the ledger with the verdict of a leak'),
      correctedAt: z.int().describe('Position of the entry that took it back'),
      reason,
      at: z.string().describe('ISO 8601, UTC'),
      by: z.string().describe('Who had it recorded'),
      bundles: z.array(z.string()).describe('Bundles that were made in between. They may have carried the old verdict out of the house'),
      letters: z
        .array(
          z.object({
            position: z.int().describe('Position of the entry of the ledger'),
            template: z.string().describe('The kind of letter'),
            host: z.string().describe('The host; case for a letter about all copies'),
          }),
        )
        .describe('Letters that were written in between and name the scan. They may have been sent'),
    }),
  ),
});

/** The figures of `streetdate stats`. */
export type StatsRecord = z.infer<typeof statsRecord>;
