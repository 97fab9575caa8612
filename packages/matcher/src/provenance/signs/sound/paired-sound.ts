import { AUDIO_ALGORITHM, popcount32, retimingOf, speedOfView } from '@streetdate/core/internal';
import { findTrack, type HashTrack } from '@streetdate/core/portable';
import { AudioGrid } from '../../../evidence/audio/audio-grid.ts';
import type { Segment } from '../../../match.ts';
import type { PlacedCopy, PlacedRendition } from '../../copy/rendition.ts';

/** Audio codes of a copy and of two renditions. */
export interface PairedSound {
  /** Codes compared. */
  readonly codes: number;
  /** Mean share of the bits in which the two renditions differ, 0 to 1. */
  readonly apart: number;
  /** Mean share of the bits in which the copy differs from the first. */
  readonly distance: number;
  /** Share of the bits in which the two differ and the copy agrees with the first. */
  readonly agreement: number;
  /** Intervals of three seconds in which the copy agrees with one of the two in more bits. */
  readonly intervals: number;
  /** Of these, the intervals in which it agrees with the first. */
  readonly intervalsWon: number;
}

/** Most codes to compare: an even selection of longer copies. */
const MOST_CODES = 1200;
/** A code describes 2.7 s, so an interval counts once. Seconds. */
const INTERVAL = 3;
/** Speeds nearer than this are coded as one. */
const SAME_SPEED = 0.002;
/** A retimed track fits a segment's speed within this. */
const CODED_SPEED = 0.003;
/** Sound may be early or late against the picture. Seconds to try. */
const SHIFTS = Array.from({ length: 19 }, (_, at) => (at - 9) * 0.04);

/**
 * Compares the copy's audio codes with those of two renditions, where both run at one speed for which the copy's sound
 * is coded.
 * @returns Undefined where nothing can be compared.
 */
export function pairSound({ query }: PlacedCopy, first: PlacedRendition, second: PlacedRendition): PairedSound | undefined {
  const [one, other] = [first, second].map(({ fingerprint }) => findTrack(fingerprint, AUDIO_ALGORITHM, 'sound'));
  if (one === undefined || other === undefined) return undefined;
  const grids = [new AudioGrid(one), new AudioGrid(other)] as const;
  const sums = { codes: 0, apart: 0, distance: 0, agreeing: 0 };
  const intervals = new Map<number, number>();
  for (const here of first.segments) {
    for (const there of second.segments) {
      if (Math.abs(here.speed / there.speed - 1) > SAME_SPEED) continue;
      const start = Math.max(here.queryStart, there.queryStart);
      const end = Math.min(here.queryEnd, there.queryEnd);
      const track = trackOf(query.tracks, here.speed);
      if (track === undefined || end <= start) continue;
      const codes = codesWithin(track, start, end);
      const [shown, rival] = [codesAt(track, codes, grids[0], here), codesAt(track, codes, grids[1], there)];
      for (const [at, code] of codes.entries()) {
        if (shown[at]! < 0 || rival[at]! < 0) continue;
        const [copied, near, far] = [track.hashes[code]!, one.hashes[shown[at]!]!, other.hashes[rival[at]!]!];
        const differing = near ^ far;
        sums.codes++;
        sums.apart += popcount32(differing);
        sums.distance += popcount32(copied ^ near);
        sums.agreeing += popcount32(differing & ~(copied ^ near));
        const interval = Math.floor(track.timesMs[code]! / 1000 / INTERVAL);
        intervals.set(interval, (intervals.get(interval) ?? 0) + popcount32(copied ^ far) - popcount32(copied ^ near));
      }
    }
  }
  if (sums.codes === 0) return undefined;
  const told = [...intervals.values()].filter((gain) => gain !== 0);
  return {
    codes: sums.codes,
    apart: sums.apart / sums.codes / 32,
    distance: sums.distance / sums.codes / 32,
    agreement: sums.apart === 0 ? 0.5 : sums.agreeing / sums.apart,
    intervals: told.length,
    intervalsWon: told.filter((gain) => gain > 0).length,
  };
}

/** Distances between a copy's sound and a rendition's, at the times that the pictures give. */
export interface SoundDistances {
  /** Differing bits of 32 of each code, ascending. */
  readonly bits: Uint8Array;
  /** Whether the rendition runs at another speed, so that the copy's sound was retimed before comparing. */
  readonly isRetimed: boolean;
}

/**
 * Compares a copy's sound with a rendition's, at the rendition's speed. At another speed the copy's retimed tracks are
 * compared, with the pitch kept and without. Empty where nothing can be compared.
 */
export function soundDistances({ query }: PlacedCopy, { segments, fingerprint }: PlacedRendition): SoundDistances[] {
  const sound = findTrack(fingerprint, AUDIO_ALGORITHM, 'sound');
  if (sound === undefined) return [];
  const grid = new AudioGrid(sound);
  const isPlain = ({ speed }: Segment) => Math.abs(speed - 1) <= SAME_SPEED;
  return soundTracks(query.tracks).map((track) => {
    const coded = speedOfView(track.view)!;
    const fitting = segments.filter((segment) => (isPlain(segment) ? coded === 1 : isCodedFor(track, segment.speed)));
    const bits = fitting.flatMap((segment) => {
      const codes = codesWithin(track, segment.queryStart, segment.queryEnd);
      const beside = codesAt(track, codes, grid, segment);
      return codes.flatMap((code, at) => (beside[at]! < 0 ? [] : [popcount32(track.hashes[code]! ^ sound.hashes[beside[at]!]!)]));
    });
    return { bits: Uint8Array.from(bits).sort(), isRetimed: coded !== 1 };
  });
}

function codesWithin({ timesMs }: HashTrack, start: number, end: number): number[] {
  const codes = [...timesMs.keys()].filter((at) => timesMs[at]! >= 1000 * start && timesMs[at]! < 1000 * end);
  const stride = Math.ceil(codes.length / MOST_CODES);
  return codes.filter((_, at) => at % stride === 0);
}

/** The copy's codes retimed for a segment's speed by resampling, which changes the pitch as PAL discs do. */
function trackOf(tracks: readonly HashTrack[], speed: number): HashTrack | undefined {
  return soundTracks(tracks).find((track) => retimingOf(track.view)?.kind !== 'pitch-kept' && isCodedFor(track, speed));
}

const soundTracks = (tracks: readonly HashTrack[]) =>
  tracks.filter(({ algorithm, view }) => algorithm === AUDIO_ALGORITHM && speedOfView(view) !== undefined);

const isCodedFor = ({ view }: HashTrack, speed: number) => Math.abs(speedOfView(view)! / speed - 1) <= CODED_SPEED;

/** Indexes of the rendition's codes at the times of some of the copy's, at the shift that fits best; below 0 for none. */
function codesAt(track: HashTrack, codes: readonly number[], grid: AudioGrid, segment: Segment): Int32Array {
  const offset = segment.referenceStart - segment.speed * segment.queryStart;
  let best = new Int32Array(codes.length).fill(-1);
  let least = Number.POSITIVE_INFINITY;
  for (const shift of SHIFTS) {
    const beside = Int32Array.from(codes, (code) => grid.codeAt(offset + shift + (segment.speed * track.timesMs[code]!) / 1000));
    const compared = codes.flatMap((code, at) =>
      beside[at]! < 0 ? [] : [popcount32(track.hashes[code]! ^ grid.track.hashes[beside[at]!]!)],
    );
    const mean = compared.reduce((sum, each) => sum + each, 0) / compared.length;
    if (compared.length > 0.9 * codes.length && mean < least) {
      least = mean;
      best = beside;
    }
  }
  return best;
}
