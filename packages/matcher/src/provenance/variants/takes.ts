import { findTrack, type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { type ComparedFrame, compareFrames } from '../compare/compared-frames.ts';
import { footageOf } from '../compare/differences.ts';
import { median } from '../compare/median.ts';
import type { PlacedCopy, PlacedRendition } from '../copy/rendition.ts';

/** Share of the bits by which two takes differ: 0.15 to 0.48 for one man before one camera; two encodes of one take differ by 0.02. */
const APART = 0.1;
/** Share of the bits by which two variants may differ at most moments. Separate transfers differ by more everywhere. */
const ALIKE = 0.04;
/** How much nearer the copy must be to its take than to the other, as a share. */
const NEARER = 0.5;
/**
 * How much earlier or later the other's picture may come, milliseconds. Frames are sampled ten times a second, and
 * alignments are exact to a tenth.
 */
const SOON_MS = 300;
/** Seconds after which a lasting frame of the copy is compared again. */
const AGAIN = 0.25;
/** Shortest take, and longest pause in one, seconds. A single frame may resemble another. */
const [SHORTEST, PAUSE] = [1.5, 0.75];

/**
 * Intervals in which the copy has the one's take and the other has a similar take. Both show one scene before one
 * camera, so alike that the alignment runs through, or that the search finds it in the other. Footage that the other
 * lacks is a difference of the films and does not count here.
 */
export function takePoints(copy: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  const [ours, theirs] = [one, other].map(({ fingerprint }) => findTrack(fingerprint, copy.algorithm));
  if (ours === undefined || theirs === undefined) return 0;
  const frames = [...compareFrames(copy, one, other, { again: AGAIN })];
  if (median(frames.map(({ apart }) => apart)) > ALIKE * ours.bits) return 0;
  const differing = frames.filter((frame) => frame.near <= NEARER * frame.far && isAnother(frame, ours, theirs));
  const followed = lengthsOf(differing).filter((seconds) => seconds >= SHORTEST);
  const left = [...footageOf(copy, one, other, APART)].length - [...footageOf(copy, one, other)].length;
  return followed.length + left;
}

/** Whether the second rendition has no frame like the first one's near that time. */
function isAnother({ beside: [here, there] }: ComparedFrame, ours: HashTrack, theirs: HashTrack): boolean {
  const words = ours.bits / 32;
  const isLike = (frame: number) => hammingDistance(ours.hashes, here * words, theirs.hashes, frame * words, words) < APART * ours.bits;
  const isSoon = (frame: number) => Math.abs((theirs.timesMs[frame] ?? Number.NaN) - theirs.timesMs[there]!) <= SOON_MS;
  for (let frame = there; isSoon(frame); frame--) if (isLike(frame)) return false;
  for (let frame = there + 1; isSoon(frame); frame++) if (isLike(frame)) return false;
  return true;
}

/** Seconds of each run of frames that follow each other. */
function lengthsOf(frames: readonly ComparedFrame[]): number[] {
  const intervals: { start: number; end: number }[] = [];
  for (const { start, end } of frames) {
    const last = intervals.at(-1);
    if (last !== undefined && start >= last.start && start - last.end <= PAUSE) last.end = Math.max(last.end, end);
    else intervals.push({ start, end });
  }
  return intervals.map(({ start, end }) => end - start);
}
