import { z } from './schema.ts';

/** What `streetdate case add-server --json` prints. */
export const serverRecord = z.object({
  type: z.literal('server'),
  id: z.string(),
  name: z.string(),
  country: z.string().describe('ISO 3166-1 alpha-2'),
  custodian: z.string().optional(),
  source: z.enum(['folder', 'listing']),
  path: z.string(),
  seenAt: z.string().optional().describe('When it was seized, mirrored or listed'),
  addedAt: z.string(),
  files: z.int().describe('Files, with films in archives'),
  bytes: z.number(),
  digested: z.int().describe('Files with a digest'),
  unread: z.int().describe('Files that could not be read'),
  unreadPlaces: z.int().describe('Folders and archives that could not be read, and links to nothing'),
  scanned: z.int().describe('Contents that were scanned now'),
  unscanned: z.int().describe('Contents that could not be scanned now'),
  seconds: z.number().describe('How long it took'),
});
