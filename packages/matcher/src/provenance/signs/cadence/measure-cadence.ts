import type { LumaFrame } from '@streetdate/core/portable';
import { median } from '../../compare/median.ts';
import { signTestChance } from '../../compare/sign-test.ts';

/** How many intervals of a film show 2:3 pulldown with merged fields. */
export interface Cadence {
  /** Intervals with enough motion to tell. */
  readonly intervals: number;
  /** Of these, the intervals in which two frames of five merge fields of two pictures. */
  readonly merged: number;
}

/** Frames of one group: four pictures of film at NTSC's rate (SMPTE RP 197). */
const GROUP = 5;
/** Fewest groups in an interval. */
const LEAST_GROUPS = 8;
/**
 * Largest residual of the relation, as a share of the motion. It was up to 0.24 in downscaled or blended copies, and
 * 0.3 and more without pulldown. Copies that were upscaled while interlaced, with grain, had 0.29 to 0.39; they are
 * missed, since frame-mixing programs come as near.
 */
const MOST_LEFT = 0.25;
/** p-value that one position of the group fits best so often by chance, over all five positions. */
const CHANCE = 1e-3;
/** A program that brings 24 frames to 30 mixes in a fifth of the surrounding pictures; pulldown mixes in none. */
const MOST_MIXED = 0.1;
/** Mean square of the change from frame to frame below which an interval is skipped, luma codes. */
const LEAST_MOTION = 0.5;

/**
 * Recognises 2:3 pulldown in frames whose fields were merged, by scaling or blending, and never separated again.
 * Pulldown makes five frames of four pictures A, B, C and D: A, B, B+C, C+D and D. Merged, the third and fourth frames
 * are means, and C never appears alone. So twice the third minus the fourth equals the second minus the fifth, for any
 * pictures, at one position of every five frames only. Frame-mixing programs come near, but mix in a fifth of the
 * surrounding pictures. Repeated and retimed frames do not have the relation. Means over rows survive scaling and
 * encoding.
 * @param intervals - For each interval all its frames, consecutive and of one size.
 */
export function measureCadence(intervals: readonly (readonly LumaFrame[])[]): Cadence {
  const said = intervals.map(isMerged).filter((each) => each !== undefined);
  return { intervals: said.length, merged: said.filter(Boolean).length };
}

/** Whether the relation holds at one position of the group only; undefined if too little moves. */
function isMerged(frames: readonly LumaFrame[]): boolean | undefined {
  const relations = frames.slice(0, -GROUP).map((_, at) => relate(frames, at));
  const groups = Math.floor(relations.length / GROUP);
  if (groups < LEAST_GROUPS || median(relations.map(({ motion }) => motion)) < LEAST_MOTION) return undefined;
  const places = Array.from({ length: GROUP }, (_, place) => relations.filter((_, at) => at % GROUP === place));
  const left = places.map((place) => median(place.map((each) => each.left)));
  const best = left.indexOf(Math.min(...left));
  if (left[best]! > MOST_LEFT) return false;
  const inGroups = Array.from({ length: groups }, (_, group) =>
    relations.slice(GROUP * group, GROUP * (group + 1)).map((each) => each.left),
  );
  const wins = inGroups.filter((group) => group.indexOf(Math.min(...group)) === best).length;
  const mixed = sumOf(places[best]!, 'mixed') / sumOf(places[best]!, 'around');
  return GROUP * signTestChance(wins, groups, 1 / GROUP) <= CHANCE && Math.abs(mixed) <= MOST_MIXED;
}

/** How the second to fifth of six frames relate. */
interface Relation {
  /** Residual, as a share of the motion. */
  readonly left: number;
  /** Mean square of the change from one frame to the next, luma codes. */
  readonly motion: number;
  /** Residual times the difference between the sixth and the first frame, summed. */
  readonly mixed: number;
  /** Square of that difference, summed. */
  readonly around: number;
}

function relate(frames: readonly LumaFrame[], at: number): Relation {
  const [before, first, second, third, fourth, after] = frames.slice(at, at + GROUP + 1).map(({ pixels }) => pixels);
  let [rest, moved, mixed, around] = [0, 0, 0, 0];
  for (let pixel = 0; pixel < first!.length; pixel++) {
    const [a, b, c, d] = [first![pixel]!, second![pixel]!, third![pixel]!, fourth![pixel]!];
    const wrong = 2 * (b - c) - (a - d);
    const apart = after![pixel]! - before![pixel]!;
    rest += wrong * wrong;
    moved += (b - a) ** 2 + (c - b) ** 2 + (d - c) ** 2;
    mixed += wrong * apart;
    around += apart * apart;
  }
  return { left: rest / Math.max(moved, 1), motion: moved / 3 / first!.length, mixed, around };
}

const sumOf = (relations: readonly Relation[], what: 'mixed' | 'around') => relations.reduce((sum, each) => sum + each[what], 0);
