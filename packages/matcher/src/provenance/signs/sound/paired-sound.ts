import { AUDIO_ALGORITHM, popcount32, speedOfView } from '@streetdate/core/internal';
import { findTrack, type HashTrack } from '@streetdate/core/portable';
import { AudioGrid } from '../../../evidence/audio/audio-grid.ts';
import type { Segment } from '../../../match.ts';
import type { PlacedCopy, PlacedRendition } from '../../copy/rendition.ts';

/** A copy's sound beside that of two renditions. */
export interface PairedSound {
  /** Codes compared. */
  readonly codes: number;
  /** Mean share of the bits in which the sounds of the two renditions differ, 0 to 1. */
  readonly apart: number;
  /** Mean share of the bits in which the copy differs from the first. */
  readonly distance: number;
  /** Share of the bits in which the two differ in which the copy has the first one's. */
  readonly agreement: number;
  /** Stretches of three seconds in which the copy has more of the one's bits than of the other's, */
  readonly stretches: number;
  /** and those of them that the first one has. */
  readonly stretchesWon: number;
}

/** Codes that are compared; of longer copies an even selection. */
const MOST_CODES = 1200;
/** A code describes 2.7 s: what is independent is a stretch, seconds. */
const STRETCH = 3;
/** Speeds that are coded as one. */
const SAME_SPEED = 0.002;
/** Speeds of a re-timing are as good as a segment's within this. */
const CODED_SPEED = 0.003;
/** Sound may be early or late against the picture by so much, seconds. */
const SHIFTS = Array.from({ length: 19 }, (_, at) => (at - 9) * 0.04);

/**
 * Lays each code of the copy's sound beside those of two renditions, where the pictures put them and both run at one speed under which the copy's sound was coded.
 * @returns Undefined where nothing can be compared.
 */
export function pairSound({ query }: PlacedCopy, first: PlacedRendition, second: PlacedRendition): PairedSound | undefined {
  const [one, other] = [first, second].map(({ fingerprint }) => findTrack(fingerprint, AUDIO_ALGORITHM, 'sound'));
  if (one === undefined || other === undefined) return undefined;
  const grids = [new AudioGrid(one), new AudioGrid(other)] as const;
  const sums = { codes: 0, apart: 0, distance: 0, agreeing: 0 };
  const stretches = new Map<number, number>();
  for (const here of first.segments) {
    for (const there of second.segments) {
      if (Math.abs(here.speed / there.speed - 1) > SAME_SPEED) continue;
      const start = Math.max(here.queryStart, there.queryStart);
      const end = Math.min(here.queryEnd, there.queryEnd);
      const track = trackOf(query.tracks, here.speed);
      if (track === undefined || end <= start) continue;
      const codes = codesWithin(track, start, end);
      const [shown, rival] = [codesBeside(track, codes, grids[0], here), codesBeside(track, codes, grids[1], there)];
      for (const [at, code] of codes.entries()) {
        if (shown[at]! < 0 || rival[at]! < 0) continue;
        const [heard, near, far] = [track.hashes[code]!, one.hashes[shown[at]!]!, other.hashes[rival[at]!]!];
        const differing = near ^ far;
        sums.codes++;
        sums.apart += popcount32(differing);
        sums.distance += popcount32(heard ^ near);
        sums.agreeing += popcount32(differing & ~(heard ^ near));
        const stretch = Math.floor(track.timesMs[code]! / 1000 / STRETCH);
        stretches.set(stretch, (stretches.get(stretch) ?? 0) + popcount32(heard ^ far) - popcount32(heard ^ near));
      }
    }
  }
  if (sums.codes === 0) return undefined;
  const told = [...stretches.values()].filter((gain) => gain !== 0);
  return {
    codes: sums.codes,
    apart: sums.apart / sums.codes / 32,
    distance: sums.distance / sums.codes / 32,
    agreement: sums.apart === 0 ? 0.5 : sums.agreeing / sums.apart,
    stretches: told.length,
    stretchesWon: told.filter((gain) => gain > 0).length,
  };
}

/** How far a copy's sound is from that of a rendition where the pictures put it. */
export interface SoundDistances {
  /** Bits of 32 by which each code differs, ascending. */
  readonly bits: Uint8Array;
  /** Whether the rendition runs at another speed, so that the copy's sound is compared as it was before a re-timing. */
  readonly isRetimed: boolean;
}

/**
 * Compares a copy's sound with that of a rendition: at the rendition's own speed, and where the copy runs at another, with that undone, be it with its pitch or without. Empty where nothing can be compared.
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
      const beside = codesBeside(track, codes, grid, segment);
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

/** The copy's codes under the re-timing that a segment's speed asks for: resampled, as pitch is of PAL discs. */
function trackOf(tracks: readonly HashTrack[], speed: number): HashTrack | undefined {
  return soundTracks(tracks).find((track) => track.view.startsWith('sound') && isCodedFor(track, speed));
}

const soundTracks = (tracks: readonly HashTrack[]) =>
  tracks.filter(({ algorithm, view }) => algorithm === AUDIO_ALGORITHM && speedOfView(view) !== undefined);

const isCodedFor = ({ view }: HashTrack, speed: number) => Math.abs(speedOfView(view)! / speed - 1) <= CODED_SPEED;

/** The rendition's codes beside some of the copy's, on the parallel of the segment's line that fits best; below 0 for none. */
function codesBeside(track: HashTrack, codes: readonly number[], grid: AudioGrid, segment: Segment): Int32Array {
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
