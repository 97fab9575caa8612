import { scanRecord } from '@streetdate/engine/records';
import { z } from './schema.ts';

/** A line of `streetdate sightings --json`: a row of the feed, and what its file shows. */
export const sightingRecord = z.object({
  type: z.literal('sighting'),
  feed: z.string().describe('The feed, as given'),
  line: z.int().describe('Line of the row in the feed, from 1 on'),
  link: z.string().optional(),
  host: z.string().optional(),
  account: z.string().optional(),
  country: z.string().optional().describe('ISO 3166-1 alpha-2'),
  seenAt: z.string(),
  basis: z.enum(['observed', 'reported', 'file-time', 'unknown']),
  scan: scanRecord.describe('The scan of the file, judged by this sighting'),
});

/** A row of a feed of sightings: one file or fingerprint, seen at one place. */
export const sightingRow = z
  .strictObject({
    file: z.string().min(1).describe('A film, still or .sdfp fingerprint on this machine, absolute or relative to the feed'),
    seenAt: z.string().describe('When it was seen: ISO 8601 with an offset'),
    basis: z.enum(['observed', 'reported', 'file-time', 'unknown']).default('reported').describe('How that time is known'),
    link: z.string().min(1).max(8192).optional().describe('Where it was seen. It is kept as text and never opened'),
    host: z.string().min(1).max(253).optional().describe('The server that it was seen on'),
    account: z.string().min(1).max(256).optional().describe('The account there, if it is not the beginning of the path of the link'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a code of ISO 3166-1 such as DE')
      .optional()
      .describe('Where it was seen, ISO 3166-1 alpha-2 in capitals'),
  })
  .refine(({ link, host }) => link !== undefined || host !== undefined, 'needs link or host');

/** A row of a feed of sightings. */
export type SightingRow = z.infer<typeof sightingRow>;
