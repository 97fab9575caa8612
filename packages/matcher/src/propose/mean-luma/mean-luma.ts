import type { Fingerprint } from '@streetdate/core/portable';
import { TIMELINE_SPEEDS } from '../../align/speeds.ts';
import { LUMA_STEP, meanLumaChanges } from '../../luma/mean-luma-changes.ts';
import { resampledLuma } from '../../luma/resampled-luma.ts';
import type { ReferenceIndex } from '../../reference-index/reference-index.ts';
import { referenceMemories } from '../../reference-index/reference-memory.ts';
import type { Proposer } from '../proposer.ts';
import type { TimelineCandidate } from '../timeline-candidates.ts';
import { isAnythingLeft } from '../vote.ts';
import { type Course, crossCorrelate, spreadStretches } from './cross-correlate.ts';

/** Options of {@link findByMeanLuma}. */
export interface MeanLumaOptions {
  /** Looks only at these references. @defaultValue every one */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Length of an interval that is looked up, seconds: the light of two minutes tells it from any other, and a speed that is wrong by a thousandth is off by 0.1 s in it. */
const STRETCH_SECONDS = 120;
/** Stretches of a long query that are looked up, evenly spread. */
const MOST_STRETCHES = 8;
/** Shortest query that is looked up, and least time that it and a reference must have in common, seconds. */
const LEAST_SECONDS = 40;

/** How the luma of references changes: 14 KB an hour of film. Empty where it is not known. */
const meanLumaIndexOf = referenceMemories<Course>((reference) =>
  reference?.luma ? meanLumaChanges(reference.luma, 0, Math.floor(reference.duration / LUMA_STEP), LUMA_STEP) : new Int8Array(0),
);

/**
 * Finds references by how their luma changes: it says nothing of where in the picture something is, so it knows a copy that was turned, mirrored or shown
 * small on a plain ground, and films of one long shot, which have no cuts. What is found is worth a closer look, and no match.
 * @returns The references, surest first; none for less than 40 s, and where the luma was not kept.
 */
export function findByMeanLuma(query: Fingerprint, index: ReferenceIndex, { only }: MeanLumaOptions = {}): TimelineCandidate[] {
  const { luma, duration } = query;
  if (luma === undefined || duration < LEAST_SECONDS) return [];
  const light = meanLumaIndexOf(index);
  const references = Array.from(only ?? index.ids(), (id) => [id, light.of(id)] as const);
  return crossCorrelate(spreadStretches(duration, STRETCH_SECONDS, MOST_STRETCHES), references, {
    step: LUMA_STEP,
    leastSeconds: LEAST_SECONDS,
    courseOf: ({ start, end }, step) => meanLumaChanges(resampledLuma(luma), start, Math.floor((end - start) / step), step),
  });
}

/** Comparisons of two whole hashes by the kernel that {@link findByMeanLuma} takes the time of, for each second of the references. */
export function meanLumaCost({ duration }: Fingerprint): number {
  return duration < LEAST_SECONDS ? 0 : COST_A_STRETCH * spreadStretches(duration, STRETCH_SECONDS, MOST_STRETCHES).length;
}

/** The same for one interval. */
const COST_A_STRETCH = 500;

/** Share of the budget up to which all references are cross-correlated; otherwise the named ones only. */
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
    const { query, index, budget, named } = search;
    const only = budget.affords(meanLumaCost(query) * index.duration, BUDGET_SHARE) ? undefined : named;
    for (const candidate of findByMeanLuma(query, index, { only })) yield { kind: 'timeline', ...candidate };
  },
};
