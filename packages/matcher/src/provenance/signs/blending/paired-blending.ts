import type { Blending } from '@streetdate/core/portable';
import type { PlacedRendition } from '../../copy/rendition.ts';
import { ratesOf } from '../rate/rate.ts';
import { energy, type LaidStretch, layStretches } from './correlate-blending.ts';

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
  const [[ofFirst, ...filmOfFirst], [ofSecond, ...filmOfSecond]] = rates as [number[], number[]];
  if (ofFirst === undefined || ofSecond === undefined) return undefined;
  const [between] = beatsOf(ofFirst, [ofSecond]);
  const stretches = between === undefined ? [] : layStretches(copy, first, second);
  if (between === undefined || stretches.length === 0) return undefined;
  // Of what either was made of, where the other one may be of the same: an NTSC disc may be of a film.
  const tried = [
    { beat: between, mixed: stretches.reduce((sum, { nearer }) => sum + nearer, 0) >= 0 ? ('first' as const) : ('second' as const) },
    ...beatsOf(ofFirst, filmOfSecond).map((beat) => ({ beat, mixed: 'first' as const })),
    ...beatsOf(ofSecond, filmOfFirst).map((beat) => ({ beat, mixed: 'second' as const })),
  ].map((each) => ({ ...each, prominence: prominenceOf(stretches, each.beat) }));
  const { beat, mixed, prominence } = tried.reduce((most, each) => (most.prominence >= each.prominence ? most : each));
  const clean = mixed === 'first' ? 'second' : 'first';
  const ownShare = powerIn(stretches, beat, (stretch) => apart(stretch.copy, stretch[clean])) / powerIn(stretches, beat, differenceOf);
  return { beat: 1 / beat, mixed, prominence, ownShare, ...follow(stretches, beat) };
}

const apart = (one: readonly number[], other: readonly number[]) => one.map((value, at) => value - other[at]!);

const differenceOf = ({ first, second }: LaidStretch) => apart(first, second);

/** How often a second a rate comes together with others, as far as that can be told. */
function beatsOf(rate: number, others: readonly number[]): number[] {
  return others.map((other) => Math.abs(rate - other)).filter((beat) => beat >= BEATS.slowest && beat <= BEATS.fastest);
}

/** By how many times the two renditions differ more in a beat than in others. */
function prominenceOf(stretches: readonly LaidStretch[], beat: number): number {
  const others: number[] = [];
  for (let other: number = BEATS.slowest; other <= BEATS.fastest; other += OTHERS.step) {
    if (Math.abs(other - beat) >= OTHERS.apart && Math.abs(other - 2 * beat) >= OTHERS.apart)
      others.push(powerIn(stretches, other, differenceOf));
  }
  return (powerIn(stretches, beat, differenceOf) * others.length) / others.reduce((sum, each) => sum + each, 0);
}

/** How much of something there is in a beat, over all stretches. */
function powerIn(stretches: readonly LaidStretch[], beat: number, of: (stretch: LaidStretch) => readonly number[]): number {
  return stretches.reduce((sum, stretch) => sum + energy(inBeat(stretch.times, of(stretch), beat)), 0);
}

/** With which of the two the copy goes, in the beat in which they differ. */
function follow(stretches: readonly LaidStretch[], beat: number): Pick<PairedBlending, 'agreement' | 'stretches' | 'stretchesWon'> {
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
