import type { Blending } from '@streetdate/core/portable';
import { entriesAround } from '../../compare/entries-around.ts';
import { isWhole, type PlacedRendition } from '../../copy/rendition.ts';

/** One interval: the times of a copy's frames in seconds, and the values of the copy and two renditions there, each minus its mean. */
export interface BlendingInterval {
  readonly times: readonly number[];
  readonly copy: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** Mean of the first one's values minus the second one's, before their means were subtracted. */
  readonly nearer: number;
}

/** Fewest frames of an interval that all three have. */
const LEAST_FRAMES = 12;
/** Entries nearer than this are of one moment, milliseconds: half a frame at 20 a second. */
const SAME_MS = 25;
/** Shifts to try, milliseconds. Alignments are exact to about a frame. */
const SHIFTS = Array.from({ length: 13 }, (_, at) => 10 * (at - 6));

/**
 * Cross-correlates a copy's values with those of two renditions and pairs them moment by moment.
 * @returns The intervals with enough values of all three.
 */
export function correlateBlending(copy: readonly Blending[], first: PlacedRendition, second: PlacedRendition): BlendingInterval[] {
  const [one, other] = [first, second].map((rendition) => bestCorrelated(copy, rendition));
  return copy.flatMap(({ timesMs, nearness }, interval): BlendingInterval[] => {
    const known = [...timesMs.keys()].filter((at) => one![interval]![at] !== undefined && other![interval]![at] !== undefined);
    if (known.length < LEAST_FRAMES) return [];
    const of = (values: ArrayLike<number | undefined>) => known.map((at) => values[at]!);
    const [ours, theirs] = [of(one![interval]!), of(other![interval]!)];
    return [
      {
        times: known.map((at) => timesMs[at]! / 1000),
        copy: withoutMean(of(nearness)),
        first: withoutMean(ours),
        second: withoutMean(theirs),
        nearer: ours.reduce((sum, value, at) => sum + value - theirs[at]!, 0) / known.length,
      },
    ];
  });
}

/** A rendition's values at the copy's times, at the shift with the highest correlation; undefined where it has none. */
function bestCorrelated(copy: readonly Blending[], { fingerprint: { blending }, segments }: PlacedRendition): (number | undefined)[][] {
  const whole = segments.filter(isWhole);
  const shifted = SHIFTS.map((shift) =>
    copy.map(({ timesMs }) =>
      Array.from(timesMs, (timeMs) => {
        const segment = whole.find(({ queryStart, queryEnd }) => timeMs >= 1000 * queryStart && timeMs < 1000 * queryEnd);
        if (segment === undefined || blending === undefined) return undefined;
        const place = 1000 * segment.referenceStart + segment.speed * (timeMs - 1000 * segment.queryStart) + shift;
        return entryAt(blending, place);
      }),
    ),
  );
  const correlations = shifted.map((intervals) => {
    let sum = 0;
    for (const [interval, values] of intervals.entries()) {
      const known = [...values.keys()].filter((at) => values[at] !== undefined);
      const [ours, theirs] = [withoutMean(known.map((at) => copy[interval]!.nearness[at]!)), withoutMean(known.map((at) => values[at]!))];
      const both = Math.sqrt(energy(ours) * energy(theirs));
      if (both > 0) sum += ours.reduce((product, value, at) => product + value * theirs[at]!, 0) / both;
    }
    return sum;
  });
  return shifted[correlations.indexOf(Math.max(...correlations))]!;
}

/** The value nearest to a time, if one is near. */
function entryAt({ timesMs, nearness }: Blending, timeMs: number): number | undefined {
  const between = entriesAround(timesMs, timeMs);
  if (between === undefined) return undefined;
  const nearest = between.share < 0.5 ? between.after - 1 : between.after;
  return Math.abs(timesMs[nearest]! - timeMs) <= SAME_MS ? nearness[nearest] : undefined;
}

function withoutMean(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Sum of squares. */
export const energy = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
