import { z } from './schema.ts';

/** A line of `streetdate iscc --json`. */
export const isccRecord = z.object({
  type: z.literal('iscc'),
  path: z.string(),
  iscc: z.string().describe('The ISCC-CODE of all units'),
  videoCode: z.string().optional().describe('Alike for films that look alike; with --video'),
  dataCode: z.string().describe('Alike for files that share most of their bytes'),
  instanceCode: z.string().describe('Equal for equal files only'),
  bytes: z.int(),
});
