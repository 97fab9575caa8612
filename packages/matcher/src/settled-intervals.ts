import { joinSpans, subtractSpans } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type HashTrack, type TimeSpan } from '@streetdate/core/portable';
import { isEqual } from './equal-values.ts';
import { audioTracksOf } from './propose/audio/audio.ts';
import type { FoundSegments } from './search.ts';

/** A pass over a film that was searched. */
export interface SearchedPass {
  /** The film's fingerprint in that pass. */
  readonly query: Fingerprint;
  /** Intervals with evidence, which a later pass searches again: see {@link evidenceOf}. Seconds. */
  readonly evidence: readonly TimeSpan[];
}

/** Seconds around a new frame in which proposers may see something new: a block of a proposer, and a little. */
const AROUND_FRAME = 15;
/** Seconds around a segment in which it may grow. */
const AROUND_SEGMENT = 30;

/**
 * The intervals of a film that one of some earlier passes has settled.
 * @param passes - Passes over any films, latest first, all in the present state of the index.
 * @param algorithm - Of the index.
 * @returns Intervals in order of time, seconds; empty when no pass was of this film.
 */
export function settledBy(passes: readonly SearchedPass[], query: Fingerprint, algorithm: string): TimeSpan[] {
  for (const pass of passes) {
    const settled = settledIntervals(query, pass, algorithm);
    if (settled.length > 0) return settled;
  }
  return [];
}

/**
 * The intervals of a film in which an earlier pass found nothing, and which have no new frame since. To search them again would find
 * nothing again.
 * @returns Empty when the pass was of another film.
 */
function settledIntervals(query: Fingerprint, { query: before, evidence }: SearchedPass, algorithm: string): TimeSpan[] {
  const [track, known] = [query, before].map((film) => findTrack(film, algorithm));
  if (track === undefined || known === undefined || query.duration !== before.duration) return [];
  // Audio prioritises references. Where it is new, pictures have to be compared with those.
  if (!isEqual(audioTracksOf(query), audioTracksOf(before))) return [];
  const added = addedFrames(track, known);
  // Another film: most of the frames that were searched are missing.
  if (2 * (track.timesMs.length - added.length) < known.timesMs.length) return [];
  const isNew = added.map((frame) => around(track.timesMs[frame]! / 1000, track.timesMs[frame]! / 1000, AROUND_FRAME));
  return subtractSpans([{ start: 0, end: query.duration }], joinSpans([...isNew, ...evidence]));
}

/** The intervals of a film with evidence: segments and matching audio, and the seconds around them into which they may grow. */
export function evidenceOf({ segments, audioRuns }: FoundSegments): TimeSpan[] {
  return joinSpans([
    ...[...segments.values()].flat().map(({ queryStart, queryEnd }) => around(queryStart, queryEnd, AROUND_SEGMENT)),
    ...[...audioRuns.values()]
      .flat()
      .map(({ track, start, end }) => around(track.timesMs[start]! / 1000, track.timesMs[end - 1]! / 1000, AROUND_SEGMENT)),
  ]);
}

function around(start: number, end: number, seconds: number): TimeSpan {
  return { start: start - seconds, end: end + seconds };
}

/** Frames of a track that another track has not, at their time and with their hash. Both are in order of time. */
function addedFrames(track: HashTrack, known: HashTrack): number[] {
  const words = track.bits / 32;
  const added: number[] = [];
  let other = 0;
  for (let frame = 0; frame < track.timesMs.length; frame++) {
    while (other < known.timesMs.length && known.timesMs[other]! < track.timesMs[frame]!) other++;
    const isKnown = known.timesMs[other] === track.timesMs[frame] && isSameHash(track, frame * words, known, other * words, words);
    if (!isKnown) added.push(frame);
  }
  return added;
}

function isSameHash({ hashes }: HashTrack, at: number, { hashes: others }: HashTrack, otherAt: number, words: number): boolean {
  for (let word = 0; word < words; word++) if (hashes[at + word] !== others[otherAt + word]) return false;
  return true;
}
