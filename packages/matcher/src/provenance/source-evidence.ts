/** The kinds of source that a copy can derive from. */
export const SOURCES = ['disc', 'digital', 'broadcast', 'camera', 'screener'] as const;

/** One of {@link SOURCES}. */
export type Source = (typeof SOURCES)[number];

/** How much more likely one observation is under one source than under the others. */
export interface SourceEvidence {
  /** Which kind of source it speaks for or against. */
  readonly source: Source;
  /** Likelihood ratio against all other sources together, greater than 0: above 1 speaks for the source, below 1 against it. */
  readonly likelihoodRatio: number;
  /** One sentence for a person. */
  readonly reason: string;
}
