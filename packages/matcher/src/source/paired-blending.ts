import type { Blending } from '@streetdate/core/portable';
import { ratesOf } from './rate.ts';
import { isWhole, type PlacedRendition } from './rendition.ts';

/** A copy's frames beside those of two renditions of other rates: how near each is to the mean of its neighbours, in the beat of the two rates. */
export interface PairedBlending {
  /** Seconds from one mixed frame to the next, of the copy's time. */
  readonly beat: number;
  /** Whose frames are mixed in that beat: the first one's, or the second one's. */
  readonly mixed: 'first' | 'second';
  /** By how many times the two differ more in that beat than in others. */
  readonly prominence: number;
  /** How far the copy goes with the first one in it, on average: 1 for just as that, 0 for just as the second one. */
  readonly agreement: number;
  /** Stretches that were compared, */
  readonly stretches: number;
  /** and those of them that go with the first one. */
  readonly stretchesWon: number;
  /** How far the copy's own frames are mixed in that beat, at whatever moments: how much it differs in it from the one that is not mixed, as a share of how much the two do. */
  readonly ownShare: number;
}

/** Beats that a stretch of two seconds tells from what moves, a second: slower ones are not over in it, faster ones are more than half the frames of a film. */
export const BEATS = { slowest: 0.6, fastest: 11 } as const;
/** Step between the other beats that a beat is held against, and how near to it or to twice it none of them may be, a second. */
const OTHERS = { step: 0.45, apart: 0.5 } as const;
/** Frames of a stretch that must be known of all three. */
const LEAST_FRAMES = 12;
/** Entries nearer than this are of one moment, milliseconds: half a frame at 20 a second. */
const SAME_MS = 25;
/** A line is known to a frame or so: each rendition is shifted to where the copy goes with it best, milliseconds. */
const SHIFTS = Array.from({ length: 13 }, (_, at) => 10 * (at - 6));

/** One stretch: the times of a copy's frames in seconds, and what the copy and two renditions have there, each less its mean. */
interface Stretch {
  readonly times: readonly number[];
  readonly copy: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** How much nearer the first one's frames are than the second one's, on average. */
  readonly nearer: number;
}

/**
 * Lays what a copy's frames have of the means of their neighbours beside what two renditions' have. What the film's own movement does to it is in all three; what a conversion of the rate does to it is in the one rendition, in the beat
 * of the two rates: of 24 pictures a second made 25 frames, one in a second is all mixed and one is not at all. So the difference of the two renditions is taken in that beat alone, which what encoders do does not keep.
 * @param copy - Of each stretch that was looked at.
 * @returns Undefined where the renditions have one rate, or too little moves in both.
 */
export function pairBlending(copy: readonly Blending[], first: PlacedRendition, second: PlacedRendition): PairedBlending | undefined {
  const rates = [first, second].map((rendition) =>
    ratesOf(rendition.fingerprint).map((rate) => rate * (rendition.segments[0]?.speed ?? 1)),
  );
  const [[ofFirst], [ofSecond]] = rates as [number[], number[]];
  if (ofFirst === undefined || ofSecond === undefined || beatsOf([ofFirst], [ofSecond]).length === 0) return undefined;
  const stretches = layStretches(copy, first, second);
  if (stretches.length === 0) return undefined;
  // The one's frames, of any picture that the other may have been made of: those of an NTSC disc are of a film, or its own.
  const tried = [...beatsOf([ofFirst], rates[1]!), ...beatsOf(rates[0]!, [ofSecond])].map((beat) => ({
    beat,
    prominence: prominenceOf(stretches, beat, ({ first, second }) => apart(first, second)),
  }));
  const best = tried.reduce<(typeof tried)[number] | undefined>(
    (most, each) => (most && most.prominence >= each.prominence ? most : each),
    undefined,
  );
  if (best === undefined) return undefined;
  const { beat, prominence } = best;
  const mixed = stretches.reduce((sum, { nearer }) => sum + nearer, 0) >= 0 ? 'first' : 'second';
  const clean = mixed === 'first' ? 'second' : 'first';
  const ownShare =
    powerIn(stretches, beat, (stretch) => apart(stretch.copy, stretch[clean])) /
    powerIn(stretches, beat, (stretch) => apart(stretch.first, stretch.second));
  return { beat: 1 / beat, mixed, prominence, ownShare, ...follow(stretches, beat) };
}

const apart = (one: readonly number[], other: readonly number[]) => one.map((value, at) => value - other[at]!);

/** How often a second two rates come together, of each pair of them, as far as that can be told. */
function beatsOf(some: readonly number[], others: readonly number[]): number[] {
  const beats = some.flatMap((one) => others.map((other) => Math.abs(one - other)));
  return beats.filter((beat) => beat >= BEATS.slowest && beat <= BEATS.fastest);
}

/** By how many times there is more of something in a beat than in others. */
function prominenceOf(stretches: readonly Stretch[], beat: number, of: (stretch: Stretch) => readonly number[]): number {
  const others: number[] = [];
  for (let other: number = BEATS.slowest; other <= BEATS.fastest; other += OTHERS.step) {
    if (Math.abs(other - beat) >= OTHERS.apart && Math.abs(other - 2 * beat) >= OTHERS.apart) others.push(powerIn(stretches, other, of));
  }
  return (powerIn(stretches, beat, of) * others.length) / others.reduce((sum, each) => sum + each, 0);
}

/** How much of something there is in a beat, over all stretches. */
function powerIn(stretches: readonly Stretch[], beat: number, of: (stretch: Stretch) => readonly number[]): number {
  return stretches.reduce((sum, stretch) => sum + energy(inBeat(stretch.times, of(stretch), beat)), 0);
}

/** With which of the two the copy goes, in the beat in which they differ. */
function follow(stretches: readonly Stretch[], beat: number): Pick<PairedBlending, 'agreement' | 'stretches' | 'stretchesWon'> {
  let [agreeing, all, won] = [0, 0, 0];
  for (const { times, copy, first, second } of stretches) {
    const differing = inBeat(times, apart(first, second), beat);
    const gain = differing.reduce((sum, each, at) => sum + each * (copy[at]! - (first[at]! + second[at]!) / 2), 0);
    agreeing += gain;
    all += energy(differing);
    if (gain > 0) won++;
  }
  return { agreement: 0.5 + agreeing / all, stretches: stretches.length, stretchesWon: won };
}

/** The wave of so many beats a second that comes nearest to some values, by least squares. */
function inBeat(times: readonly number[], values: readonly number[], beat: number): number[] {
  const angles = times.map((time) => 2 * Math.PI * beat * time);
  let [cc, cs, ss, vc, vs] = [0, 0, 0, 0, 0];
  for (const [at, angle] of angles.entries()) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    cc += cos * cos;
    cs += cos * sin;
    ss += sin * sin;
    vc += values[at]! * cos;
    vs += values[at]! * sin;
  }
  const determinant = cc * ss - cs * cs;
  const [across, along] = [(vc * ss - vs * cs) / determinant, (vs * cc - vc * cs) / determinant];
  return angles.map((angle) => across * Math.cos(angle) + along * Math.sin(angle));
}

const energy = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);

/** The stretches in which enough is known of all three. */
function layStretches(copy: readonly Blending[], first: PlacedRendition, second: PlacedRendition): Stretch[] {
  const [one, other] = [first, second].map((rendition) => layBeside(copy, rendition));
  return copy.flatMap(({ timesMs, nearness }, stretch): Stretch[] => {
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
  let [from, to] = [0, timesMs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (timesMs[middle]! < timeMs) from = middle + 1;
    else to = middle;
  }
  const near = [from - 1, from].filter((at) => Math.abs((timesMs[at] ?? Number.POSITIVE_INFINITY) - timeMs) <= SAME_MS);
  if (near.length === 0) return undefined;
  const [one = 0, other = one] = near;
  return nearness[Math.abs(timesMs[one]! - timeMs) <= Math.abs(timesMs[other]! - timeMs) ? one : other];
}

function lessMean(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
