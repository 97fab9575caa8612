/** The kinds of source that a copy can be made from. */
export const SOURCES = ['disc', 'digital', 'broadcast', 'camera', 'screener'] as const;

/** One of {@link SOURCES}. */
export type Source = (typeof SOURCES)[number];

/** How much likelier one observation is if the copy was made from one source than if from any other. */
export interface SourceEvidence {
  /** The kind of source that it is about. */
  readonly source: Source;
  /** Likelihood ratio against all other sources together, greater than 0: above 1 for the source, below 1 against it. */
  readonly likelihoodRatio: number;
  /** One sentence for a person. */
  readonly reason: string;
  /** The sign that was read, by its name. @defaultValue none: somebody states it, or an older version read it */
  readonly sign?: string;
}
