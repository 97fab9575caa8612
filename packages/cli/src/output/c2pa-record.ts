import { z } from './schema.ts';

const manifest = z.object({
  isIntact: z.boolean().describe('Whether signature, hashes and references hold; the signer may be anybody'),
  faults: z.array(z.string()).describe('Status codes of C2PA'),
  generator: z.string(),
  signer: z.string().optional(),
  issuer: z.string().optional(),
  actions: z.array(z.string()),
  ingredients: z.array(z.object({ title: z.string(), relationship: z.string().optional() })),
  isBound: z.boolean(),
  hardBinding: z.string().optional().describe('The assertion that binds it to bytes, such as c2pa.hash.bmff.v3'),
  softBindings: z
    .array(z.object({ algorithm: z.string().describe('io.iscc.v0: values are ISCC units'), values: z.array(z.string()) }))
    .describe('What binds it to the content'),
});

/** A line of `streetdate c2pa --json`. */
export const c2paRecord = z.object({
  type: z.literal('c2pa'),
  path: z.string(),
  manifest: manifest.nullable().describe('Null for a file without one'),
  contradictions: z.array(z.string()),
  recovered: z
    .array(z.object({ referenceId: z.string(), title: z.string(), manifest }))
    .describe(
      'Manifests of the masters that the file matches; their hard bindings are to the masters’ bytes and do not hold for this file',
    ),
});

/** The line of `streetdate c2pa sign --json`. */
export const c2paSignRecord = z.object({
  type: z.literal('c2pa-sign'),
  path: z.string().describe('The master, which stays as it is'),
  output: z.string().describe('The new file: a signed copy, or a manifest store'),
  isSidecar: z.boolean().describe('Whether the new file holds the manifest alone'),
  referenceId: z.string(),
  manifest,
});
