import { z } from './schema.ts';

/** A line of `streetdate find --json`. */
export const findRecord = z.object({
  type: z.literal('find'),
  iscc: z.string().describe('The ISCC that was asked for'),
  referenceId: z.string(),
  titleId: z.string(),
  title: z.string(),
  unit: z.enum(['audio', 'video', 'data', 'instance']).describe('The unit that both have'),
  code: z.string().describe('The stored unit'),
  distance: z.int().describe('Bits that differ; 0 for an equal unit'),
  bits: z.int().describe('Bits that were compared'),
});
