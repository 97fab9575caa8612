import { conflictFields, exclusionFields } from '@streetdate/engine/records';
import { z } from './schema.ts';

/** An exclusion: a line of `exclude --json`, of `exclude list --json`, and of what `exclude remove --json` removed. */
export const exclusionRecord = z.object({
  type: z.literal('exclusion'),
  ...exclusionFields,
  titleId: z.string(),
  title: z.string(),
  removed: z.boolean().optional().describe('Present if it was removed now'),
});

/** An exclusion that is not found in a rendition, or not in full: a line of `exclude --json`. */
export const notCarriedRecord = z.object({
  type: z.literal('not-carried'),
  exclusionId: z.string(),
  referenceId: z.string().describe('The rendition that does not show it'),
  spans: z
    .array(z.object({ start: z.number(), end: z.number() }))
    .describe('What is not found, in seconds of the reference that the exclusion was given on'),
});

/** Footage that two titles share: a line of `conflicts --json`. */
export const conflictRecord = z.object({
  type: z.literal('conflict'),
  ...conflictFields,
  title: z.string().describe('The title of the reference'),
  otherTitle: z.string().describe('The title of the other reference'),
  pictures: z.array(z.string()).optional().describe('Files with pictures of both sides, with --pictures'),
});

/** An exclusion. */
export type ExclusionRecord = z.infer<typeof exclusionRecord>;
/** An exclusion that is not found in a rendition. */
export type NotCarriedRecord = z.infer<typeof notCarriedRecord>;
/** Footage that two titles share. */
export type ConflictRecord = z.infer<typeof conflictRecord>;
