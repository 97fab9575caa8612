import type { LumaFrame } from '@streetdate/core/portable';
import { median } from '../../compare/median.ts';
import { signTestChance } from '../../compare/sign-test.ts';

/** In how many stretches of a film the fields of 2:3 pulldown were found, merged into frames. */
export interface Cadence {
  /** Stretches in which enough moves for it to be told. */
  readonly stretches: number;
  /** Those of them in which two frames of five are merged from fields of two pictures. */
  readonly merged: number;
}

/** Frames of one group: four pictures of film, at NTSC's rate (SMPTE RP 197). */
const GROUP = 5;
/** Groups of a stretch at least. */
const LEAST_GROUPS = 8;
/**
 * What is left of the relation where it holds, as a share of what moves: up to 0.24 in copies made smaller or blended, and from 0.3 on where it does not hold. Copies that were enlarged with
 * combs and grain had 0.29 to 0.39 and are passed over, as programs that mix frames come as near.
 */
const MOST_LEFT = 0.25;
/** Chance that any place of the group is the best of the five so often, if each were as good. */
const CHANCE = 1e-3;
/** What is mixed of the pictures before and after by a program that brings 24 frames to 30 is a fifth; of fields it is nothing. */
const MOST_MIXED = 0.1;
/** Mean square of what moves from frame to frame, codes of luma, below which nothing is told. */
const LEAST_MOTION = 0.5;

/**
 * Looks for what 2:3 pulldown leaves in frames whose fields were merged, by scaling or blending, and never separated again. Of four pictures A, B, C and D it makes five frames,
 * A, B, B and C, C and D, and D. With fields merged the third and the fourth are means, C is nowhere by itself, and twice the third less the fourth is the second less the
 * fifth, whatever the pictures show: at one place of every five frames, and at no other. Programs that mix frames for another rate come near to that, but mix in a fifth of
 * the pictures around; frames that are repeated or re-timed have nothing of it. Means over rows stay so under scaling and encoding.
 * @param stretches - Consecutive frames, every one, of some stretches of the film; of one size.
 */
export function measureCadence(stretches: readonly (readonly LumaFrame[])[]): Cadence {
  const said = stretches.map(isMerged).filter((each) => each !== undefined);
  return { stretches: said.length, merged: said.filter(Boolean).length };
}

/** Whether the relation holds at one place of the group alone; undefined where too little moves. */
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

/** The relation of the second to the fifth of six frames. */
interface Relation {
  /** What is left of it, as a share of what moves. */
  readonly left: number;
  /** Mean square of what moves from one frame to the next, codes of luma. */
  readonly motion: number;
  /** What is left, beside how the sixth frame differs from the first; */
  readonly mixed: number;
  /** and the square of that difference. */
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
