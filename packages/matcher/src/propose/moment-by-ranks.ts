import type { MotionVote } from '../match.ts';
import { boundChance } from '../statistics/null-samples.ts';
import { logFisherTail } from '../statistics/p-values.ts';

/** Seconds of a reference on both sides of a place, in which a scene is looked for. */
export const REACH_SECONDS = 120;
/** Fewest moments of a scene. */
export const FEWEST_MOMENTS = 16;
/** Most pictures of a query that are compared; more are subsampled evenly. */
export const MOST_PICTURES = 64;
/** Fewest moments among which one is ranked. */
const FEWEST_RANKED = 8;
/** Seconds between two tested alignments. */
const STEP = 0.25;
/** Seconds after which another alignment is a trial of its own. */
const APART = 0.5;
/** Share of the pictures that an alignment must compare. */
const LEAST_COMPARED = 0.6;
/** Least distance of an alignment from the best one to show what chance gives, seconds. */
const AWAY = 2;
/** Fewest of them. */
const FEWEST_AWAY = 24;
/** Seconds after which a picture of a static scene is an independent observation. */
const INDEPENDENT_AFTER = 2 / 3;

/** A picture of the query, and how much each moment of a scene is like it. */
export interface LikenessRow {
  /** Seconds. */
  readonly time: number;
  /** For each moment; undefined where the picture cannot be compared. */
  readonly likeness: Float64Array | undefined;
}

/** Where in a static scene a query plays. */
export interface SceneMoment {
  /** Reference time minus `speed` times query time, seconds, within a quarter of a second. */
  readonly offset: number;
  readonly evidence: MotionVote;
  /** Alignments that were tested, half a second apart. */
  readonly tested: number;
}

/** How moments are compared. */
export interface RankOptions {
  /** Farthest moment that stands for a time, seconds: half the time between two moments. */
  readonly farthest: number;
  /** Seconds to both sides of a moment, among whose moments it is ranked: a person returns to a posture, and drifts from one to another. */
  readonly around: number;
  /** Seconds of the reference in a second of the query, above 0. @defaultValue 1 */
  readonly speed?: number;
}

/**
 * Finds the moment of a static scene that a query shows, where every moment resembles it. The likeness of each picture is ranked among the moments
 * around it. At the right alignment the pictures rank first, one after the other; in another take their ranks are spread evenly. The ranks are
 * combined as p-values (Fisher 1932), over as many independent pictures as the alignments away from the best one show (Brown, "A method for combining
 * non-independent, one-sided tests of significance", 1975).
 * @param rows - In order of time.
 * @param times - The moments of the scene, seconds, in order.
 * @returns Undefined where too little is known to tell.
 */
export function findMomentByRanks(
  rows: readonly LikenessRow[],
  times: readonly number[],
  { farthest, around, speed = 1 }: RankOptions,
): SceneMoment | undefined {
  const ranked = rows.map(({ time, likeness }) => ({ time: speed * time, surprise: likeness && surprises(likeness, times, around) }));
  const alignments = alignmentsOf(ranked, times, farthest);
  const best = alignments.reduce<Alignment | undefined>(
    (most, each) => (most === undefined || each.surprise > most.surprise ? each : most),
    undefined,
  );
  if (best === undefined) return undefined;
  const away = alignments.filter(({ offset }) => Math.abs(offset - best.offset) >= AWAY).map(({ surprise }) => surprise);
  if (away.length < FEWEST_AWAY) return undefined;
  const level = away.reduce((sum, surprise) => sum + surprise, 0) / away.length;
  const variance = away.reduce((sum, surprise) => sum + (surprise - level) ** 2, 0) / away.length;
  const seconds = rows.at(-1)!.time - rows[0]!.time;
  const independent = Math.floor(Math.min(1 / variance, best.compared, seconds / INDEPENDENT_AFTER));
  if (independent < 1) return undefined;
  const logChance = boundChance(logFisherTail(independent, independent * best.surprise));
  const evidence = { seenIn: 'pictures' as const, moments: best.compared, correlation: best.correlation, logChance };
  return { offset: best.offset, evidence, tested: Math.ceil((alignments.length * STEP) / APART) };
}

/** The rank of each moment among those around it. */
interface Surprise {
  /** Negative natural logarithm of the share that is as much alike, divided by its mean by chance; NaN where too few are around. */
  readonly surprise: Float64Array;
  /** 1 for the most alike, -1 for the least. */
  readonly rank: Float64Array;
}

function surprises(likeness: Float64Array, times: readonly number[], around: number): Surprise {
  const surprise = new Float64Array(times.length).fill(Number.NaN);
  const rank = new Float64Array(times.length);
  let [first, end] = [0, 0];
  for (const [at, time] of times.entries()) {
    while (times[first]! < time - around) first++;
    while (end < times.length && times[end]! <= time + around) end++;
    const count = end - first;
    if (count < FEWEST_RANKED) continue;
    let better = 0;
    for (let other = first; other < end; other++) {
      if (likeness[other]! > likeness[at]!) better++;
      else if (other !== at && likeness[other] === likeness[at]) better += 0.5;
    }
    surprise[at] = -Math.log((better + 0.5) / count) / meanSurprise(count);
    rank[at] = 1 - (2 * better) / (count - 1);
  }
  return { surprise, rank };
}

/** Mean of the surprise among so many moments. */
function meanSurprise(count: number): number {
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sum -= Math.log((rank + 0.5) / count);
  return sum / count;
}

/** An alignment with the scene. */
interface Alignment {
  readonly offset: number;
  /** Mean surprise of its pictures: 1 by chance. */
  readonly surprise: number;
  /** Mean rank of its pictures: 0 by chance, 1 if each is most alike at its moment. */
  readonly correlation: number;
  readonly compared: number;
}

/** Every alignment on which enough pictures show the scene. */
function alignmentsOf(
  rows: readonly { readonly time: number; readonly surprise: Surprise | undefined }[],
  times: readonly number[],
  farthest: number,
): Alignment[] {
  const [from, to] = [times[0]! - rows.at(-1)!.time, times.at(-1)! - rows[0]!.time];
  const alignments: Alignment[] = [];
  for (let offset = from; offset <= to; offset += STEP) {
    let [surprise, rank, compared] = [0, 0, 0];
    let near = 0;
    for (const { time, surprise: row } of rows) {
      const shown = time + offset;
      while (near + 1 < times.length && Math.abs(times[near + 1]! - shown) <= Math.abs(times[near]! - shown)) near++;
      const own = row?.surprise[near];
      if (own === undefined || Number.isNaN(own) || Math.abs(times[near]! - shown) > farthest) continue;
      surprise += own;
      rank += row!.rank[near]!;
      compared++;
    }
    if (compared < LEAST_COMPARED * rows.length) continue;
    alignments.push({ offset, surprise: surprise / compared, correlation: rank / compared, compared });
  }
  return alignments;
}
