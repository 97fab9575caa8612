import { z } from './schema.ts';

/** The last line of `streetdate title avails --json`, after the titles whose windows were set. */
export const availsRecord = z.object({
  type: z.literal('avails'),
  path: z.string(),
  windows: z.int().describe('Windows that were set'),
  titles: z.int().describe('Titles that they are of'),
  unknown: z.array(z.string()).describe('Works that are no title of the library, in a few words each'),
  badRows: z.int().describe('Rows that were left out and that somebody should look at'),
});
