import type { Fingerprint } from '@streetdate/core/portable';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { findByCuts } from './find-by-cuts.ts';
import { findByLight, lightCost } from './find-by-light.ts';
import { surest, type TimelineFinding } from './timeline-finding.ts';

/** Options of {@link findByTimeline}. */
export interface TimelineOptions {
  /** References on which no work is spared. */
  readonly hot: ReadonlySet<string>;
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
export function findByTimeline(query: Fingerprint, index: ReferenceIndex, { hot, maxComparisons }: TimelineOptions): TimelineFinding[] {
  const only = lightCost(query) * index.duration <= LIGHT_SHARE * maxComparisons ? undefined : hot;
  return surest([...findByCuts(query, index), ...findByLight(query, index, { only })]);
}
