import { AUDIO_ALGORITHM, speedOfView } from '@streetdate/core/internal';
import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import type { TimeMap } from '../../align/time-map.ts';
import { bestCodeRun, measureAudio } from '../../evidence/audio/audio-grid.ts';
import { type AudioEvidence, valueAudio } from '../../evidence/audio/value-audio.ts';
import { audioIndexOf, type IndexedAudio } from './audio-index.ts';
import { extendAudio } from './extend-audio.ts';

/** A query interval whose audio matches a reference's. */
export interface AudioRun extends AudioEvidence {
  readonly referenceId: string;
  /** The query's track: the re-timing that found it. */
  readonly track: HashTrack;
  readonly map: TimeMap;
  /** First code of the interval. */
  readonly start: number;
  /** Code after its last one. */
  readonly end: number;
  /** Minus the decimal logarithm of the expected number of equally good false runs in the whole search; 0 to 300. */
  readonly score: number;
}

/** Width of a bin of votes, seconds: two codes, because re-timed tracks have every other code only. */
const BIN = 0.25;
/** Places of a reference that are verified over all re-timings, most votes first. */
const MOST_PLACES = 24;
/** Fewest votes for a place. */
const FEWEST_VOTES = 2;
/** Independent places in an hour: codes change within half a second. */
const PLACES_AN_HOUR = 7200;

/** The runs of each reference, best first. */
export type AudioRuns = ReadonlyMap<string, readonly AudioRun[]>;

/**
 * Finds the references whose audio a query contains. Codes that share three bytes of four propose places under each re-timing. The mean
 * distance of all codes on the alignment is then scored.
 * @param hours - Hours of film in the library, at least 1.
 * @returns The runs of each reference, best first. Runs that overlap stronger ones in the query are left out.
 */
export function findByAudio(query: Fingerprint, index: ReferenceIndex, hours: number): AudioRuns {
  const views = audioTracksOf(query);
  return views.length === 0 ? new Map() : searchAudio(views, index, hours);
}

/** The query's audio tracks: plain, and at other speeds. */
export function audioTracksOf({ tracks }: Fingerprint): HashTrack[] {
  return tracks.filter(({ algorithm }) => algorithm === AUDIO_ALGORITHM);
}

function searchAudio(views: readonly HashTrack[], index: ReferenceIndex, hours: number): AudioRuns {
  const found = new Map<string, AudioRun[]>();
  const sounds = audioIndexOf(index);
  if (sounds.empty) return found;
  const alignments = Math.log10(PLACES_AN_HOUR * hours * views.length);
  for (const [reference, places] of proposePlaces(views, sounds)) {
    const sound = sounds.at(reference);
    const runs: AudioRun[] = [];
    for (const { track, map } of places) {
      if (runs.some((run) => explains(run, track, map))) continue;
      const run = verify(track, sound, map, alignments);
      if (run !== undefined) runs.push(run);
    }
    runs.sort((one, other) => rankOf(other) - rankOf(one));
    const kept = runs.filter((run, at) => !runs.slice(0, at).some((other) => overlap(other, run) > MOST_COVERED));
    if (kept.length > 0) found.set(sound.id, kept);
  }
  return found;
}

interface Place {
  readonly track: HashTrack;
  readonly map: TimeMap;
  readonly votes: number;
}

/** Counts look-alike codes at each offset, for each reference and re-timing. */
function proposePlaces(views: readonly HashTrack[], sounds: ReturnType<typeof audioIndexOf>): Map<number, Place[]> {
  const places = new Map<number, Place[]>();
  for (const track of views) {
    const speed = speedOfView(track.view);
    if (speed === undefined) continue;
    const votes = new Map<number, Map<number, number>>();
    for (let at = 0; at < track.hashes.length; at++) {
      const code = track.hashes[at]!;
      // Constant sound would vote for all of its places with every code.
      if (at > 0 && code === track.hashes[at - 1]) continue;
      const time = track.timesMs[at]! / 1000;
      sounds.visitLike(code, (reference, other) => {
        const bins = votes.get(reference) ?? new Map<number, number>();
        votes.set(reference, bins);
        const bin = Math.round((sounds.at(reference).grid.track.timesMs[other]! / 1000 - speed * time) / BIN);
        bins.set(bin, (bins.get(bin) ?? 0) + 1);
      });
    }
    for (const [reference, bins] of votes) {
      const known = places.get(reference) ?? [];
      for (const [bin, count] of bins) {
        const [before, after] = [bins.get(bin - 1) ?? 0, bins.get(bin + 1) ?? 0];
        // Only the peak: its neighbours are the same place.
        if (before > count || after >= count + 1 || count + before + after < FEWEST_VOTES) continue;
        known.push({ track, map: { offset: bin * BIN, speed }, votes: count + Math.max(before, after) });
      }
      known.sort((one, other) => other.votes - one.votes);
      places.set(reference, known.slice(0, MOST_PLACES));
    }
  }
  return places;
}

function verify(track: HashTrack, { id, grid }: IndexedAudio, proposed: TimeMap, alignments: number): AudioRun | undefined {
  const scratch = new Uint8Array(track.hashes.length);
  measureAudio(track, grid, proposed, 0, track.hashes.length, scratch);
  const seed = bestCodeRun(scratch, 0, track.hashes.length);
  if (seed.gain <= 0) return undefined;
  const { map, start, end } = extendAudio(track, grid, proposed, seed, scratch);
  if (end <= start) return undefined;
  const evidence = valueAudio(track, grid, map, start, end, scratch);
  // The best interval was chosen among all that fit into the query, squared because both ends are free.
  const intervals = 2 * Math.log10(Math.max(1, track.hashes.length / (end - start)));
  const score = Math.min(300, -(evidence.logChance + alignments + intervals));
  return score <= 0 ? undefined : { referenceId: id, track, map, start, end, score, ...evidence };
}

/** Unchanged audio is preferred to a slightly better re-timing: a few seconds of steady sound fit any speed. */
function rankOf({ track, score }: AudioRun): number {
  return track.view === 'sound' ? 1.1 * score + 1 : score;
}

/** Share of a run that better ones may claim before it is dropped. */
const MOST_COVERED = 0.2;

/** Share of a run's query seconds that another one covers. */
function overlap(one: AudioRun, other: AudioRun): number {
  const [start, end] = [secondsAt(other, other.start), secondsAt(other, other.end - 1)];
  return Math.max(0, Math.min(secondsAt(one, one.end - 1), end) - Math.max(secondsAt(one, one.start), start)) / Math.max(0.1, end - start);
}

function secondsAt({ track }: AudioRun, code: number): number {
  return track.timesMs[code]! / 1000;
}

/** Whether a place is known already: an earlier run passes within a second and fits at least as well at another re-timing. */
function explains(run: AudioRun, track: HashTrack, map: TimeMap): boolean {
  const middle = (secondsAt(run, run.start) + secondsAt(run, run.end - 1)) / 2;
  return run.track === track && Math.abs(run.map.offset + run.map.speed * middle - (map.offset + map.speed * middle)) < 1;
}
