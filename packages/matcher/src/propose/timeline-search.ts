import type { Fingerprint } from '@streetdate/core/portable';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { findByMeanLuma, meanLumaCost } from './mean-luma/mean-luma.ts';
import { findByShotCuts } from './shot-cuts/shot-cuts.ts';
import { surest, type TimelineCandidate } from './timeline-candidates.ts';

/** Options of {@link findByTimeline}. */
export interface TimelineOptions {
  /** References on which no work is spared. */
  readonly prioritised: ReadonlySet<string>;
  /** Comparisons of two frames that the search of the pictures may take. */
  readonly maxComparisons: number;
}

/** Share of that time in which the brightness of all references is laid beside the query's. */
const LIGHT_SHARE = 1 / 4;

/**
 * Finds references that go by the query's timeline: its cuts are looked up in all of them; its brightness is laid beside all, or beside the hot ones alone
 * where all would take too long.
 * @returns The references, surest first, each once.
 */
export function findByTimeline(
  query: Fingerprint,
  index: ReferenceIndex,
  { prioritised, maxComparisons }: TimelineOptions,
): TimelineCandidate[] {
  const only = meanLumaCost(query) * index.duration <= LIGHT_SHARE * maxComparisons ? undefined : prioritised;
  return surest([...findByShotCuts(query, index), ...findByMeanLuma(query, index, { only })]);
}
