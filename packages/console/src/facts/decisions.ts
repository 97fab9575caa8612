/** What a person can decide about a verdict, in the order of their keys. */
export const DECISIONS = ['leak', 'published', 'released', 'not-ours', 'unsure'] as const;

/** One of {@link DECISIONS}. */
export type Decision = (typeof DECISIONS)[number];
