import { type Fingerprint, findTrack } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { TIMELINE_SPEEDS } from '../../align/speeds.ts';
import type { TimeMap } from '../../align/time-map.ts';
import type { Proposer } from '../proposer.ts';
import { DecoyScores, surest, type TimelineCandidate } from '../timeline-candidates.ts';
import { isAnythingLeft } from '../vote.ts';
import { alignShotCuts, type CutEvidence } from './align-cuts.ts';
import { type IntervalRange, KEY_INTERVALS, type ShotCutIndex, shotCutIndexOf } from './cut-index.ts';
import { detectShotCuts, type ShotCuts } from './detect-cuts.ts';
import { sharpenCuts } from './sharpen-cuts.ts';

/** A reference that shares the cuts of a query interval, from the first shared cut to the last. */
export interface ShotCutCandidate extends TimelineCandidate {
  /** Number of shared cuts. */
  readonly cuts: number;
}

/**
 * Independent intervals for each pair of a query cut and a library cut at each speed: Karlin and Altschul's K. Measured on a thousand
 * generated films with realistic shot lengths.
 */
const INDEPENDENT_SHARE = 0.06;
/** Library entries read for each cut of the query, the rarest keys first. */
const ENTRIES_A_CUT = 4000;
/** Most false query cuts inside a key. */
const MOST_PASSED = 2;
/** Tolerance for the time between two cuts beside the known uncertainty of each, seconds. */
const SLACK = 0.04;
/** Searched share of the combined uncertainty of two times: both are seldom wrong by the most, in opposite directions. */
const SEARCHED_SHARE = 0.8;
/** Alignments that differ by less are one, seconds. */
const SAME_LINE = 0.25;
/** Selections of cuts for a key, as steps from the first: consecutive ones, then with one or two false ones in between. */
const CHOICES: readonly (readonly number[])[] = stepsOf(KEY_INTERVALS, MOST_PASSED);

function stepsOf(intervals: number, passed: number): number[][] {
  if (intervals === 0) return [[0]];
  return Array.from({ length: passed + 1 }, (_, here) =>
    stepsOf(intervals - 1, passed - here).map((steps) => [0, ...steps.map((step) => step + here + 1)]),
  ).flat();
}

/**
 * Finds references by the timeline of their cuts. It ignores the pictures, so it finds rotated, cropped and filmed copies; it needs about a
 * minute of film. A few intervals between cuts propose an alignment. The best interval of cuts around it is scored against the decoy
 * results of the same query. A result only prioritises a reference; it is no match.
 * @param options - `share`: share of the library that the index holds, 0 to 1. @defaultValue 1
 * @returns The references, most certain first.
 */
export function findByShotCuts(
  query: Fingerprint,
  index: ReferenceIndex,
  { share = 1 }: { readonly share?: number } = {},
): ShotCutCandidate[] {
  const track = findTrack(query, index.algorithm);
  if (track === undefined || query.kind === 'still') return [];
  const cuts = sharpenCuts(detectShotCuts(track, 'query'), query.luma);
  if (cuts.times.length <= KEY_INTERVALS) return [];
  const library = shotCutIndexOf(index);
  const intervals = INDEPENDENT_SHARE * cuts.times.length * library.cutCount * TIMELINE_SPEEDS.length;
  let decoy = 0;
  for (const { score } of weighPlaces(reversed(cuts), library, 0).values()) decoy = Math.max(decoy, score);
  const chances = new DecoyScores(decoy, intervals, share);
  return surest(
    [...weighPlaces(cuts, library, chances.least)].map(([reference, { score, shared, map }]) => {
      const { id, times } = library.at(reference);
      const timeOf = (cut: number) => (times[cut]! - map.offset) / map.speed;
      const [queryStart, queryEnd] = [timeOf(shared[0]!), timeOf(shared[shared.length - 1]!)];
      return { referenceId: id, cuts: shared.length, ...map, queryStart, queryEnd, expectedFalse: chances.expectedFalse(score) };
    }),
  );
}

function reversed({ times, reach }: ShotCuts): ShotCuts {
  const last = times[times.length - 1]!;
  return { times: times.map((time) => last - time).reverse(), reach: reach.slice().reverse() };
}

interface CutInterval extends CutEvidence {
  readonly map: TimeMap;
}

/** The best interval of each reference, if its score is at least `least`. */
function weighPlaces(query: ShotCuts, library: ShotCutIndex, least: number): Map<number, CutInterval> {
  const best = new Map<number, CutInterval>();
  const weigh = (cuts: readonly number[], reference: number, places: readonly number[], speed: number) => {
    const film = library.at(reference);
    const map = { offset: offsetOf(query, cuts, film, places, speed), speed };
    const known = best.get(reference);
    if (known !== undefined && isOn(known, map, places[0]!)) return;
    const interval = { map, ...alignShotCuts(query, film, { queryCut: cuts[0]!, referenceCut: places[0]!, ...map }) };
    if (interval.score >= Math.max(least, known?.score ?? 0)) best.set(reference, interval);
  };
  let left = ENTRIES_A_CUT * query.times.length;
  for (const { cuts, speed, intervals } of keysOf(query, library)) {
    left -= library.visitLike(intervals, (reference, places) => weigh(cuts, reference, places, speed));
    if (left <= 0) break;
  }
  return best;
}

interface Key {
  readonly cuts: readonly number[];
  readonly speed: number;
  readonly intervals: readonly IntervalRange[];
}

/** The keys of a query, the rarest in the library first. */
function keysOf(query: ShotCuts, library: ShotCutIndex): Key[] {
  const keys: (Key & { readonly entries: number })[] = [];
  for (let first = 0; first < query.times.length; first++) {
    for (const steps of CHOICES) {
      if (first + steps[KEY_INTERVALS]! >= query.times.length) continue;
      const cuts = steps.map((step) => first + step);
      for (const speed of TIMELINE_SPEEDS) {
        const intervals = intervalsOf(query, cuts, speed);
        keys.push({ cuts, speed, intervals, entries: library.estimate(intervals) });
      }
    }
  }
  return keys.sort((one, other) => one.entries - other.entries);
}

function isOn({ map, shared }: CutInterval, { offset, speed }: TimeMap, referenceCut: number): boolean {
  if (map.speed !== speed || Math.abs(map.offset - offset) > SAME_LINE) return false;
  return referenceCut >= shared[0]! && referenceCut <= shared[shared.length - 1]!;
}

/** The ranges of time between some cuts, in seconds of the reference. */
function intervalsOf({ times, reach }: ShotCuts, cuts: readonly number[], speed: number): IntervalRange[] {
  return cuts.slice(1).map((cut, at) => {
    const from = cuts[at]!;
    const interval = times[cut]! - times[from]!;
    const unsure = SEARCHED_SHARE * (reach[cut]! + reach[from]!);
    return { least: speed * (interval - unsure) - SLACK, most: speed * (interval + unsure) + SLACK };
  });
}

/** The offset that fits some pairs of cuts best: the middle of the range that all of them allow. */
function offsetOf(query: ShotCuts, cuts: readonly number[], film: ShotCuts, places: readonly number[], speed: number): number {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (const [at, cut] of cuts.entries()) {
    const offset = film.times[places[at]!]! - speed * query.times[cut]!;
    const unsure = speed * query.reach[cut]! + film.reach[places[at]!]!;
    least = Math.max(least, offset - unsure);
    most = Math.min(most, offset + unsure);
  }
  return (least + most) / 2;
}

/** Proposes references by their shot cuts, which survive rotation, crops and missing audio. */
export const shotCuts: Proposer = {
  name: 'shot-cuts',
  purpose: 'Prioritises references whose shot cuts have the same intervals, whatever was done to the picture.',
  requires: 'a minute of film with at least five shot cuts',
  needs: ({ kind }) => kind !== 'still',
  cost: () => 0,
  trials: () => TIMELINE_SPEEDS.length,
  *propose(search) {
    if (!isAnythingLeft(search)) return;
    const { query, index, share } = search;
    for (const candidate of findByShotCuts(query, index, { share })) yield { kind: 'timeline', ...candidate };
  },
};
