import { z } from './schema.ts';

/** A line of `streetdate c2pa --json`. */
export const c2paRecord = z.object({
  type: z.literal('c2pa'),
  path: z.string(),
  manifest: z
    .object({
      isIntact: z.boolean().describe('Whether signature, hashes and references hold; the signer may be anybody'),
      faults: z.array(z.string()).describe('Status codes of C2PA'),
      generator: z.string(),
      signer: z.string().optional(),
      issuer: z.string().optional(),
      actions: z.array(z.string()),
      ingredients: z.array(z.object({ title: z.string(), relationship: z.string().optional() })),
      isBound: z.boolean(),
    })
    .nullable()
    .describe('Null for a file without one'),
  contradictions: z.array(z.string()),
});
