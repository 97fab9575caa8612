/**
 * What the shipped benchmark measured, benchmarks/results/2026-12-01-lawful.json: lawful uploads that were accused, and leaks that were found. A test
 * compares these numbers with the file. The share that may still be wrong at 95 %, where none
 * of n was, is 1 − 0.05^(1/n), rounded up.
 */
export const ERROR_RATES = {
  /** Where it is, for a reader. */
  source: 'benchmarks/results, “lawful”',
  /** Lawful uploads, and how many of them were called a leak. */
  lawful: { of: 48, accused: 0, atMostPercent: 7 },
  /** Leaks, and how many were found. */
  leaks: { of: 24, found: 24, atLeastPercent: 88 },
  /** Re-uploads of trailers that nobody had enrolled, and how many were called a leak. */
  unknownTrailers: { of: 12, accused: 0, atMostPercent: 23 },
} as const;
