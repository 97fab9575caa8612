import type { Fingerprint } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { referenceMemories } from '@streetdate/index/internal';
import { TIMELINE_SPEEDS } from '../../align/speeds.ts';
import { LUMA_STEP, meanLumaChanges } from '../../luma/mean-luma-changes.ts';
import { resampledLuma } from '../../luma/resampled-luma.ts';
import type { Proposer } from '../proposer.ts';
import type { TimelineCandidate } from '../timeline-candidates.ts';
import { isAnythingLeft } from '../vote.ts';
import { type ChangeSeries, crossCorrelate, spreadIntervals } from './cross-correlate.ts';

/** Options of {@link findByMeanLuma}. */
export interface MeanLumaOptions {
  /** Restricts the search to these references. @defaultValue every one */
  readonly only?: ReadonlySet<string> | undefined;
  /** Share of the library that the index holds, 0 to 1. @defaultValue 1 */
  readonly share?: number;
}

/**
 * Length of an interval that is looked up, seconds. Two minutes of light identify it, and a speed error of a thousandth moves its ends by
 * 0.1 s.
 */
const INTERVAL_SECONDS = 120;
/** Intervals of a long query that are looked up, evenly spread. */
const MOST_INTERVALS = 8;
/** Shortest query that is looked up, and least overlap with a reference, seconds. */
const LEAST_SECONDS = 40;

/** Luma changes of the references: 14 KB an hour of film. Empty if unknown. */
const meanLumaIndexOf = referenceMemories<ChangeSeries>((reference) =>
  reference?.luma ? meanLumaChanges(reference.luma, 0, Math.floor(reference.duration / LUMA_STEP), LUMA_STEP) : new Int8Array(0),
);

/**
 * Finds references by their mean-luma series. It ignores positions within the picture, so it finds copies that were rotated, mirrored or
 * scaled onto a plain background, and films of one long shot without cuts. A result only prioritises a reference; it is no match.
 * @returns The references, most certain first; none for less than 40 s, or without stored luma.
 */
export function findByMeanLuma(query: Fingerprint, index: ReferenceIndex, { only, share = 1 }: MeanLumaOptions = {}): TimelineCandidate[] {
  const { luma, duration } = query;
  if (luma === undefined || duration < LEAST_SECONDS) return [];
  const light = meanLumaIndexOf(index);
  const references = Array.from(only ?? index.ids(), (id) => [id, light.of(id)] as const);
  return crossCorrelate(spreadIntervals(duration, INTERVAL_SECONDS, MOST_INTERVALS), references, {
    step: LUMA_STEP,
    leastSeconds: LEAST_SECONDS,
    share,
    seriesOf: ({ start, end }, step) => meanLumaChanges(resampledLuma(luma), start, Math.floor((end - start) / step), step),
  });
}

/** Cost of {@link findByMeanLuma} for each second of the references, in comparisons of two whole hashes by the kernel. */
export function meanLumaCost({ duration }: Fingerprint): number {
  return duration < LEAST_SECONDS ? 0 : COST_AN_INTERVAL * spreadIntervals(duration, INTERVAL_SECONDS, MOST_INTERVALS).length;
}

/** The same for one interval. */
const COST_AN_INTERVAL = 500;

/** Share of the budget up to which all references are cross-correlated; otherwise the prioritised ones only. */
const BUDGET_SHARE = 1 / 4;

/** Proposes references by their mean-luma series, which survives rotation, mirroring and scaling. */
export const meanLuma: Proposer = {
  name: 'mean-luma',
  purpose: 'Prioritises references whose brightness changes in the same way, also films of one long shot.',
  requires: 'at least 40 s of film',
  needs: ({ kind, luma, duration }) => kind !== 'still' && luma !== undefined && duration >= LEAST_SECONDS,
  cost: (query, index) => meanLumaCost(query) * index.duration,
  trials: () => TIMELINE_SPEEDS.length,
  *propose(search) {
    if (!isAnythingLeft(search)) return;
    const { query, index, budget, audioCandidates, priority, share } = search;
    const costOf = (seconds: number) => meanLumaCost(query) * seconds;
    const covered = budget.draw(costOf(index.duration), BUDGET_SHARE);
    const only = covered ? undefined : new Set([...audioCandidates, ...priority.draw(costOf)]);
    for (const candidate of findByMeanLuma(query, index, { only, share })) yield { kind: 'timeline', ...candidate };
  },
};
