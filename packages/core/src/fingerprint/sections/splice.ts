import type { TimeSpan } from '../time-spans.ts';
import type { Cut } from './section.ts';

/** Whole milliseconds. */
export function toMs(seconds: number): number {
  return Math.round(1000 * seconds);
}

/**
 * Visits the entries of all cuts in the joined film's order. Entries outside their cut are left out, and so are those that do not come
 * after the one before.
 * @param timesOf - Times of a fingerprint's entries, milliseconds, ascending; undefined when it has none.
 * @param keep - Called with each entry that stays: its fingerprint and its number there.
 * @returns Times of the entries in the joined film, milliseconds.
 */
export function spliceEntries<P>(
  cuts: readonly Cut<P>[],
  timesOf: (fingerprint: P) => Uint32Array | undefined,
  keep: (fingerprint: P, at: number) => void,
): Uint32Array {
  const timesMs: number[] = [];
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    for (const [at, timeMs] of timesOf(fingerprint)?.entries() ?? []) {
      const placed = timeMs - startMs + placeMs;
      if (timeMs < startMs || timeMs >= endMs || placed <= (timesMs.at(-1) ?? -1)) continue;
      timesMs.push(placed);
      keep(fingerprint, at);
    }
  }
  return Uint32Array.from(timesMs);
}

/** The spans of all cuts at the times of the joined film, each as far as its cut has it. */
export function spliceSpans<P, T extends TimeSpan>(cuts: readonly Cut<P>[], spansOf: (fingerprint: P) => readonly T[]): T[] {
  const spliced: T[] = [];
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    for (const span of spansOf(fingerprint)) {
      const [from, to] = [Math.max(toMs(span.start), startMs), Math.min(toMs(span.end), endMs)];
      if (to > from) spliced.push({ ...span, start: (from - startMs + placeMs) / 1000, end: (to - startMs + placeMs) / 1000 });
    }
  }
  return spliced;
}

/** Pictures of one size, and when each is shown. */
export interface TimedPictures {
  /** Presentation time of each, milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** The pictures, one after the other. */
  readonly pixels: Uint8Array;
}

/**
 * The pictures of all cuts, at the times of the joined film.
 * @param bytes - Bytes in a picture.
 * @param picturesOf - A fingerprint's pictures; undefined when it has none of this size.
 */
export function splicePictures<P>(
  cuts: readonly Cut<P>[],
  bytes: number,
  picturesOf: (fingerprint: P) => TimedPictures | undefined,
): TimedPictures {
  const kept: Uint8Array[] = [];
  const timesMs = spliceEntries(
    cuts,
    (fingerprint) => picturesOf(fingerprint)?.timesMs,
    (fingerprint, at) => kept.push(picturesOf(fingerprint)!.pixels.subarray(at * bytes, (at + 1) * bytes)),
  );
  return { timesMs, pixels: packPictures(bytes, kept) };
}

/** Copies pictures of one size into one array. */
export function packPictures(bytes: number, pictures: readonly Uint8Array[]): Uint8Array {
  const pixels = new Uint8Array(bytes * pictures.length);
  for (const [at, picture] of pictures.entries()) pixels.set(picture, bytes * at);
  return pixels;
}
