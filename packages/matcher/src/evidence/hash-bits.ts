import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { NOT_COMPARED, UNRELATED_SHARE } from '../align/distances.ts';
import type { AlignedRun } from '../align/extend.ts';
import { type FrameClock, NO_FRAME } from '../align/frame-clock.ts';
import { ISSUED_SPEEDS } from '../align/speeds.ts';
import type { TimeMap } from '../align/time-map.ts';
import { logUpperTail } from '../statistics/p-values.ts';
import { rankedValue } from '../statistics/ranked-value.ts';
import { countIndependent, countMotion, countShots, everyFrameBetween, SHORTEST_SHOT } from './independent-frames.ts';
import { BACKGROUND_GUARD, spreadOfShiftedAlignments } from './shifted-alignments.ts';

/** The score of an alignment and its background. */
export interface HashEvidence {
  /** Mean share of differing bits over the frames compared, 0 to 1. */
  readonly meanDistance: number;
  /** Mean share of differing bits between the same query frames and other moments of the reference, 0 to 1: the background. */
  readonly backgroundDistance: number;
  /** Frames compared. */
  readonly framesCompared: number;
  /** Independent observations among them. */
  readonly independentFrames: number;
  /** Decimal logarithm of the expected number of equally good false alignments in an hour of unrelated library. */
  readonly logFalseMatchesAnHour: number;
}

/**
 * Smallest and largest standard deviation of the distance to unrelated pictures, as a share of the bits. Measured on unrelated films: 0.04
 * to 0.05 a picture. The ceiling covers material with similar compositions.
 */
const SPREAD = { least: 0.03, most: 0.06 } as const;
/** Moments of the reference that each query frame is compared with for the background. */
const BACKGROUND_FRAMES = 64;
/** Quantile of the background that counts as its level. A quarter of a reference may show the same set and the same faces. */
const BACKGROUND_QUANTILE = 0.25;
/** Query frames whose background is measured; longer runs are subsampled evenly. */
const MOST_BACKGROUNDS = 200;

/**
 * Most evidence of one independent picture, in powers of ten. Two films can share an equal picture (a title card, a logo, a test card, the
 * same still life). They do not share many different ones in the same order, nor one that moves in step.
 */
const MOST_PER_PICTURE = 4;

/**
 * Standard deviation of the similarity that lasts for a whole shot, as a share of the background level. Two takes of one scene, two talking
 * heads or two horizons stay equally similar throughout their shots. There the shot is the independent observation, not the picture.
 * Measured on takes of one person in one place, which stay 40 of 115 bits below their background.
 */
const SHOT_SPREAD = 0.11;
/** Possible start and end frames of an interval in a block. Choosing the best interval is a choice among many. */
const INTERVALS_OF = 32;

/** Independent alignments of a query with one hour of library: 4 places a second, 2 orientations. */
const PLACES_AN_HOUR = 3600 * 4 * 2;
/** Distinguishable speeds: few standard ones, many others. */
const SPEEDS = { issued: 3, any: 36 } as const;
/** Seconds of interval for each further distinguishable standard speed. */
const ONE_MORE_SPEED = 6;

/**
 * Copies are much closer than chance. On 35 kinds of copies the distance was under half the background at the right speed and geometry. An
 * alignment that is only somewhat close on very many frames is more likely an unknown similarity (rolling credits, water, crowds). From
 * this share of the background on, each further tenth costs so many powers of ten. A copy at a non-standard speed is as close as any other,
 * and two rolls of credits fit somehow at some speed, so its limit is lower.
 */
const COPY = { share: 0.5, lossATenth: { issued: 1.2, any: 3 } } as const;

/**
 * Scores an alignment. It measures how much closer the query's frames are to their frames on the alignment than to the rest of the same
 * reference, in units of that background's standard deviation, over the number of independent pictures. The background gives the test the
 * same meaning for every material. Another take of the same scene is as close to wrong moments as to the right one; a copy of a film with a
 * fixed camera is slightly but always closer to the right ones.
 * This is score normalisation as in speaker verification (Auckenthaler, Carey, Lloyd-Thomas, "Score normalization for text-independent
 * speaker verification systems", 2000), with the reference's own other moments as the cohort.
 * @param track - The query's track in the orientation of the alignment.
 * @param run - The alignment. Frames without a frame of the reference are not compared.
 * @param trials - Number of hypotheses that the alignment's proposer tests at each place and speed.
 * @param worthlessFrom - False matches an hour, a decimal logarithm of at most 0, from which on the alignment is worthless. Their exact
 * number is then not computed, and the one returned may be too small. @defaultValue 0
 */
export function valueHashBits(
  track: HashTrack,
  clock: FrameClock,
  { map, start, distances, fixedCrop }: AlignedRun,
  trials: number,
  worthlessFrom = 0,
): HashEvidence {
  const queryFrames: number[] = [];
  const referenceFrames: number[] = [];
  let differing = 0;
  for (let at = 0; at < distances.length; at++) {
    if (distances[at] === NOT_COMPARED) continue;
    const shown = clock.frameAt(map.offset + map.speed * (track.timesMs[start + at]! / 1000));
    if (shown === NO_FRAME) continue;
    queryFrames.push(start + at);
    referenceFrames.push(shown);
    differing += distances[at]!;
  }
  const framesCompared = queryFrames.length;
  const kind = ISSUED_SPEEDS.includes(map.speed) ? 'issued' : 'any';
  const logTrials = logTrialsAnHour(map.speed) + Math.log10(trials);
  if (framesCompared === 0) {
    return {
      meanDistance: 0,
      backgroundDistance: 0,
      framesCompared,
      independentFrames: 0,
      logFalseMatchesAnHour: logTrials,
    };
  }
  const meanDistance = differing / framesCompared / track.bits;
  const seconds = (track.timesMs[queryFrames[framesCompared - 1]!]! - track.timesMs[queryFrames[0]!]!) / 1000;
  const hopeless = fewestFalseMatches({ meanDistance, frames: framesCompared, shots: 1 + seconds / SHORTEST_SHOT });
  if (hopeless >= 0) {
    return { meanDistance, backgroundDistance: UNRELATED_SHARE, framesCompared, independentFrames: 0, logFalseMatchesAnHour: hopeless };
  }
  const background = measureBackground(track, clock, queryFrames, referenceFrames);
  const fixedFrames = fixedCrop && framesAt(fixedCrop, track, map, queryFrames);
  const independent = [
    countIndependent(track, queryFrames, background.level),
    countIndependent(clock.track, referenceFrames, background.level),
    ...(fixedCrop && fixedFrames ? [countIndependent(fixedCrop.track, fixedFrames, background.level)] : []),
  ];
  const shots = [
    countShots(track, queryFrames, background.level),
    countShots(clock.track, everyFrameBetween(referenceFrames), background.level),
    ...(fixedCrop && fixedFrames?.length ? [countShots(fixedCrop.track, everyFrameBetween(fixedFrames), background.level)] : []),
  ];
  const independentFrames = Math.min(...independent);
  // Variance components: variation from picture to picture averages over the pictures, variation from shot to shot over the shots.
  const modelled = background.spread ** 2 / independentFrames + (SHOT_SPREAD * background.level) ** 2 / Math.min(...shots);
  const choices = choicesOf(framesCompared);
  const loss = COPY.lossATenth[kind] * 10 * Math.max(0, meanDistance / background.level - COPY.share);
  const weighed = (chance: number): HashEvidence => ({
    meanDistance,
    backgroundDistance: background.level,
    framesCompared,
    independentFrames,
    logFalseMatchesAnHour: logTrials + choices + loss + chance,
  });
  const chanceAt = (variance: number) => logUpperTail((background.level - meanDistance) / Math.sqrt(variance));
  // Most alignments are chance, and the rest of this function takes most of their time.
  const atBest = weighed(chanceAt(modelled));
  if (atBest.logFalseMatchesAnHour >= worthlessFrom) return atBest;
  const variance = Math.max(modelled, spreadOfShiftedAlignments(track, clock, map, queryFrames, background.level) ** 2);
  // Under a crop that moves, other moments differ by their crop alone.
  const motion = fixedCrop === undefined ? 1 + countMotion(track, clock, map, queryFrames, background.level) : 0;
  const pictures = Math.max(independentFrames, motion);
  return weighed(Math.max(chanceAt(variance), -MOST_PER_PICTURE * pictures));
}

/** The frames of another track of the reference that some query frames show, in order; frames that it lacks are left out. */
function framesAt(clock: FrameClock, track: HashTrack, map: TimeMap, queryFrames: readonly number[]): number[] {
  return queryFrames
    .map((frame) => clock.frameAt(map.offset + map.speed * (track.timesMs[frame]! / 1000)))
    .filter((shown) => shown !== NO_FRAME);
}

/** The part of an alignment's measurement that needs no background. */
export interface DistanceFacts {
  /** Mean share of differing bits, 0 to 1. */
  readonly meanDistance: number;
  /** Frames compared. */
  readonly frames: number;
  /** Upper bound of its number of shots. */
  readonly shots: number;
}

/**
 * Lower bound of the false matches an hour that {@link valueHashBits} can return, as a decimal logarithm: everything else is assumed
 * optimal. From 0 on the alignment is not worth scoring.
 */
export function fewestFalseMatches({ meanDistance, frames, shots }: DistanceFacts): number {
  // The evidence grows with the background level, which never exceeds that of unrelated pictures.
  const level = UNRELATED_SHARE;
  const variance = SPREAD.least ** 2 / frames + (SHOT_SPREAD * level) ** 2 / shots;
  const chance = logUpperTail((level - meanDistance) / Math.sqrt(variance));
  const loss = COPY.lossATenth.issued * 10 * Math.max(0, meanDistance / level - COPY.share);
  return Math.log10(PLACES_AN_HOUR * SPEEDS.issued) + choicesOf(frames) + loss + chance;
}

/**
 * Decimal logarithm of the number of distinguishable alignments at such a speed between an interval of a query and one hour of library.
 * Over six seconds, two speeds that differ by 4 % move the ends by an eighth of a second, half the spacing of two places.
 * @param seconds - Length of the interval. @defaultValue that of the blocks of the frame proposers, which distinguish all speeds
 */
export function logTrialsAnHour(speed: number, seconds: number = Number.POSITIVE_INFINITY): number {
  const speeds = ISSUED_SPEEDS.includes(speed) ? Math.min(SPEEDS.issued, 1 + seconds / ONE_MORE_SPEED) : SPEEDS.any;
  return Math.log10(PLACES_AN_HOUR * speeds);
}

function choicesOf(frames: number): number {
  return 2 * Math.log10(Math.max(1, INTERVALS_OF / frames));
}

/**
 * Standard deviation of the distance between single unrelated pictures, as a share of the bits. It is wider than over an alignment, where
 * extremes average out.
 */
const PICTURE_SPREAD = 0.0625;
/** Pictures compared in an hour of library: ten a second, in two orientations. */
const PICTURES_AN_HOUR = 3600 * 10 * 2;

/** Scores a still: its nearest look-alike among all pictures of a library of so many hours. */
export function valueStill(distance: number, libraryHours: number): { readonly score: number; readonly backgroundDistance: number } {
  const chance = logUpperTail((UNRELATED_SHARE - distance) / PICTURE_SPREAD);
  return { score: Math.max(0, -(chance + Math.log10(PICTURES_AN_HOUR * libraryHours))), backgroundDistance: UNRELATED_SHARE };
}

/**
 * Level and standard deviation of the distance between some query frames and moments of the reference away from the alignment, shares of
 * bits.
 */
function measureBackground(
  track: HashTrack,
  clock: FrameClock,
  queryFrames: readonly number[],
  referenceFrames: readonly number[],
): { level: number; spread: number } {
  const { timesMs, hashes } = clock.track;
  const words = track.bits / 32;
  const stride = Math.max(1, Math.floor(queryFrames.length / MOST_BACKGROUNDS));
  const step = Math.max(1, Math.floor(timesMs.length / BACKGROUND_FRAMES));
  /** How many moments are at each distance. */
  const counts = new Uint32Array(track.bits + 1);
  let levels = 0;
  let spreads = 0;
  let measured = 0;
  for (let at = 0; at < queryFrames.length; at += stride) {
    const shownMs = timesMs[referenceFrames[at]!]!;
    counts.fill(0);
    let others = 0;
    // The selection shifts with the frame, so that together the frames cover the whole reference.
    for (let frame = at % step; frame < timesMs.length; frame += step) {
      if (Math.abs(timesMs[frame]! - shownMs) < BACKGROUND_GUARD * 1000) continue;
      counts[hammingDistance(track.hashes, queryFrames[at]! * words, hashes, frame * words, words)]!++;
      others++;
    }
    if (others < 4) continue;
    const level = rankedValue(counts, Math.floor(others * BACKGROUND_QUANTILE));
    levels += level;
    // Only the lower half of the background: its upper half may come from another kind of scene.
    spreads += (level - rankedValue(counts, Math.floor(others * 0.02))) / QUANTILE_DISTANCE;
    measured++;
  }
  if (measured === 0) return { level: UNRELATED_SHARE, spread: SPREAD.most };
  return {
    level: Math.min(UNRELATED_SHARE, levels / measured / track.bits),
    spread: Math.min(SPREAD.most, Math.max(Math.min(SPREAD.least, levels / measured / track.bits / 4), spreads / measured / track.bits)),
  };
}

/** Standard deviations between the 2 % and the 25 % quantile of a normal distribution. */
const QUANTILE_DISTANCE = 1.379;
