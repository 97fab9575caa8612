import { z } from './schema.ts';

/** A line of `streetdate allow remove --json`. */
export const disallowedRecord = z.object({
  type: z.literal('disallowed-source'),
  id: z.string().describe('The id of what was removed'),
});

/** The last line of `streetdate allow import --json`, after the places that are allowed. */
export const allowImportRecord = z.object({
  type: z.literal('allow-import'),
  path: z.string(),
  added: z.int().describe('Places that are new'),
  known: z.int().describe('Places that were allowed before'),
  badRows: z.int().describe('Rows that were left out'),
});
