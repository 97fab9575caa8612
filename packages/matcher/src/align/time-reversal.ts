import { AUDIO_ALGORITHM } from '@streetdate/core/internal';
import type { Fingerprint, HashTrack, LumaSeries, TimeSpan } from '@streetdate/core/portable';
import type { Segment } from '../match.ts';
import { halfInterval } from './frame-clock.ts';
import type { TimeMap } from './time-map.ts';

/**
 * A copy that is played backwards is a plain copy of the query played backwards. So whatever compares such a copy reverses the query, works
 * as for any other copy, and reverses the segments found. Nothing else has to handle a negative speed.
 */

/** Whether a segment plays the reference backwards. */
export function isBackwards({ speed }: Pick<TimeMap, 'speed'>): boolean {
  return speed < 0;
}

/** A film's length in whole milliseconds, as far as reversal counts them. */
const endMsOf = ({ duration }: Fingerprint) => Math.round(1000 * duration);

/** An alignment as one of the reversed query, or back. */
export function reversedMap({ offset, speed }: TimeMap, query: Fingerprint): TimeMap {
  return { offset: offset + (speed * endMsOf(query)) / 1000, speed: -speed };
}

/** An interval of the query as one of the reversed query, or back. */
export function reversedSpan({ start, end }: TimeSpan, query: Fingerprint): TimeSpan {
  const seconds = endMsOf(query) / 1000;
  return { start: seconds - end, end: seconds - start };
}

/** A segment as one of the reversed query, or back. It shows the same of the reference, and ends with the query. */
export function reversedSegment(segment: Segment, query: Fingerprint): Segment {
  const { start, end } = reversedSpan({ start: segment.queryStart, end: segment.queryEnd }, query);
  const endMs = endMsOf(query);
  const [before, after] = [Math.max(0, -start), Math.max(0, end - endMs / 1000)].map((seconds) => seconds * Math.abs(segment.speed));
  const [first, last] = isBackwards(segment) ? [before!, after!] : [after!, before!];
  return {
    ...segment,
    queryStart: Math.max(0, start),
    queryEnd: Math.min(endMs / 1000, end),
    referenceStart: segment.referenceStart + first,
    referenceEnd: segment.referenceEnd - last,
    speed: -segment.speed,
    distances: segment.distances.toReversed(),
    frameTimes: segment.frameTimes.toReversed().map((time) => (endMs - Math.round(1000 * time)) / 1000),
  };
}

/**
 * A query played backwards: its pictures and its luma. Audio codes of reversed sound are other codes, so it has none, nor anything that only
 * proposers of plain copies use.
 */
export function reversedFilm(query: Fingerprint): Fingerprint {
  const { thumbnails: _, luma, look, ...facts } = query;
  return {
    ...facts,
    tracks: query.tracks.filter(({ algorithm }) => algorithm !== AUDIO_ALGORITHM).map((track) => reversedTrack(track, query)),
    areas: reversedSpans(query.areas, query),
    ...(query.insets && { insets: reversedSpans(query.insets, query) }),
    ...(look && { look: { ...look, closer: reversedSpans(look.closer, query) } }),
    ...(luma && { luma: reversedLuma(luma, query) }),
  };
}

/**
 * Longest time for which a frame is a sample at its own time, milliseconds. What is shown for longer is still, and begins with what was its last
 * sample. Of key frames nobody knows for how long they are shown.
 */
const LONGEST_SAMPLE_MS = 500;

function reversedSpans<T extends TimeSpan>(spans: readonly T[], query: Fingerprint): T[] {
  return spans.map((span) => ({ ...span, ...reversedSpan(span, query) })).toReversed();
}

/** A track of a query played backwards. */
export function reversedTrack(track: HashTrack, query: Fingerprint): HashTrack {
  const { timesMs, spansMs, quality, hashes, bits } = track;
  const frames = timesMs.length;
  const words = bits / 32;
  const endMs = endMsOf(query);
  const sampling = Math.round(2 * halfInterval(spansMs));
  const reversed = { timesMs: new Uint32Array(frames), spansMs: new Uint32Array(frames), hashes: new Uint32Array(hashes.length) };
  for (let frame = 0; frame < frames; frame++) {
    const at = frames - 1 - frame;
    const span = spansMs[frame]!;
    const isStill = span > LONGEST_SAMPLE_MS && !query.look;
    reversed.timesMs[at] = Math.max(0, endMs - timesMs[frame]! - (isStill ? span - sampling : 0));
    reversed.spansMs[at] = span;
    reversed.hashes.set(hashes.subarray(frame * words, (frame + 1) * words), at * words);
  }
  return { ...track, ...reversed, quality: quality.toReversed() };
}

function reversedLuma({ timesMs, means, coarseGrid, fineGrid }: LumaSeries, query: Fingerprint): LumaSeries {
  const endMs = endMsOf(query);
  return {
    timesMs: timesMs.toReversed().map((timeMs) => Math.max(0, endMs - timeMs)),
    means: means.toReversed(),
    ...(coarseGrid && { coarseGrid: reversedEntries(coarseGrid, timesMs.length) }),
    ...(fineGrid && { fineGrid: reversedEntries(fineGrid, timesMs.length) }),
  };
}

function reversedEntries(values: Uint8Array, entries: number): Uint8Array {
  const each = entries === 0 ? 0 : values.length / entries;
  const reversed = new Uint8Array(values.length);
  for (let entry = 0; entry < entries; entry++) {
    reversed.set(values.subarray(entry * each, (entry + 1) * each), (entries - 1 - entry) * each);
  }
  return reversed;
}
