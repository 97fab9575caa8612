/** Groups of jobs with workers of their own, so that hours of decoding delay no notice that takes milliseconds. */
export const LANES = ['films', 'fingerprints', 'background', 'short', 'upkeep'] as const;

/** One of {@link LANES}. */
export type Lane = (typeof LANES)[number];
