import type { Blending } from '@streetdate/core/portable';
import { entriesBeside } from '../../compare/entries-around.ts';
import { isWhole, type PlacedRendition } from '../../copy/rendition.ts';

/** One stretch: the times of a copy's frames in seconds, and what the copy and two renditions have there, each less its mean. */
export interface LaidStretch {
  readonly times: readonly number[];
  readonly copy: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** How much nearer the first one's frames are than the second one's, on average. */
  readonly nearer: number;
}

/** Frames of a stretch that must be known of all three. */
const LEAST_FRAMES = 12;
/** Entries nearer than this are of one moment, milliseconds: half a frame at 20 a second. */
const SAME_MS = 25;
/** A line is known to a frame or so: each rendition is shifted to where the copy goes with it best, milliseconds. */
const SHIFTS = Array.from({ length: 13 }, (_, at) => 10 * (at - 6));

/**
 * Lays a copy's frames beside those of two renditions, moment by moment.
 * @returns The stretches in which enough is known of all three.
 */
export function layStretches(copy: readonly Blending[], first: PlacedRendition, second: PlacedRendition): LaidStretch[] {
  const [one, other] = [first, second].map((rendition) => layBeside(copy, rendition));
  return copy.flatMap(({ timesMs, nearness }, stretch): LaidStretch[] => {
    const known = [...timesMs.keys()].filter((at) => one![stretch]![at] !== undefined && other![stretch]![at] !== undefined);
    if (known.length < LEAST_FRAMES) return [];
    const of = (values: ArrayLike<number | undefined>) => known.map((at) => values[at]!);
    const [ours, theirs] = [of(one![stretch]!), of(other![stretch]!)];
    return [
      {
        times: known.map((at) => timesMs[at]! / 1000),
        copy: lessMean(of(nearness)),
        first: lessMean(ours),
        second: lessMean(theirs),
        nearer: ours.reduce((sum, value, at) => sum + value - theirs[at]!, 0) / known.length,
      },
    ];
  });
}

/** A rendition's entries beside the copy's, in the place in which they go together best; undefined where it has none. */
function layBeside(copy: readonly Blending[], { fingerprint: { blending }, segments }: PlacedRendition): (number | undefined)[][] {
  const whole = segments.filter(isWhole);
  const laid = SHIFTS.map((shift) =>
    copy.map(({ timesMs }) =>
      Array.from(timesMs, (timeMs) => {
        const segment = whole.find(({ queryStart, queryEnd }) => timeMs >= 1000 * queryStart && timeMs < 1000 * queryEnd);
        if (segment === undefined || blending === undefined) return undefined;
        const place = 1000 * segment.referenceStart + segment.speed * (timeMs - 1000 * segment.queryStart) + shift;
        return entryAt(blending, place);
      }),
    ),
  );
  const together = laid.map((stretches) => {
    let sum = 0;
    for (const [stretch, values] of stretches.entries()) {
      const known = [...values.keys()].filter((at) => values[at] !== undefined);
      const [ours, theirs] = [lessMean(known.map((at) => copy[stretch]!.nearness[at]!)), lessMean(known.map((at) => values[at]!))];
      const both = Math.sqrt(energy(ours) * energy(theirs));
      if (both > 0) sum += ours.reduce((product, value, at) => product + value * theirs[at]!, 0) / both;
    }
    return sum;
  });
  return laid[together.indexOf(Math.max(...together))]!;
}

/** The entry nearest to a time, where one is near. */
function entryAt({ timesMs, nearness }: Blending, timeMs: number): number | undefined {
  const between = entriesBeside(timesMs, timeMs);
  if (between === undefined) return undefined;
  const nearest = between.share < 0.5 ? between.after - 1 : between.after;
  return Math.abs(timesMs[nearest]! - timeMs) <= SAME_MS ? nearness[nearest] : undefined;
}

function lessMean(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** The sum of squares. */
export const energy = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
