import { findTrack, type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { footageOf } from '../compare/differences.ts';
import { framesBesideBoth, type PairedFrame } from '../compare/frame-pairs.ts';
import { median } from '../compare/median.ts';
import type { PlacedCopy, PlacedRendition } from '../copy/rendition.ts';

/** Share of the bits by which two takes differ: of one man before one camera 0.15 to 0.48, of one take in two encodes 0.02. */
const APART = 0.1;
/** Share of the bits by which two variants may differ at most moments: more are transfers of their own, which differ everywhere. */
const ALIKE = 0.04;
/** A copy is so much nearer to its take than to the other, as a share. */
const NEARER = 0.5;
/** Frames were sampled at other moments, ten a second, and lines are known within a tenth: the other’s picture may come so much later or sooner, milliseconds. */
const SOON_MS = 300;
/** Seconds after which a frame of the copy that holds is held against both again. */
const AGAIN = 0.25;
/** Shortest take that is told, and the longest pause in one, seconds: one frame may look like another. */
const [SHORTEST, PAUSE] = [1.5, 0.75];

/**
 * Stretches at which the copy has the one's take, and the other has another take that is like it: what stands before one camera in both is so alike that a line runs on over it, or that the other seems
 * to have it somewhere. A stretch of which the other has nothing like is a difference of the films, and none of these.
 */
export function takePoints(copy: PlacedCopy, one: PlacedRendition, other: PlacedRendition): number {
  const [ours, theirs] = [one, other].map(({ fingerprint }) => findTrack(fingerprint, copy.algorithm));
  if (ours === undefined || theirs === undefined) return 0;
  const frames = [...framesBesideBoth(copy, one, other, { again: AGAIN })];
  if (median(frames.map(({ apart }) => apart)) > ALIKE * ours.bits) return 0;
  const differing = frames.filter((frame) => frame.near <= NEARER * frame.far && isAnother(frame, ours, theirs));
  const followed = lengthsOf(differing).filter((seconds) => seconds >= SHORTEST);
  const left = [...footageOf(copy, one, other, APART)].length - [...footageOf(copy, one, other)].length;
  return followed.length + left;
}

/** Whether the second rendition has nothing like the first one's frame about there. */
function isAnother({ beside: [here, there] }: PairedFrame, ours: HashTrack, theirs: HashTrack): boolean {
  const words = ours.bits / 32;
  const isLike = (frame: number) => hammingDistance(ours.hashes, here * words, theirs.hashes, frame * words, words) < APART * ours.bits;
  const isSoon = (frame: number) => Math.abs((theirs.timesMs[frame] ?? Number.NaN) - theirs.timesMs[there]!) <= SOON_MS;
  for (let frame = there; isSoon(frame); frame--) if (isLike(frame)) return false;
  for (let frame = there + 1; isSoon(frame); frame++) if (isLike(frame)) return false;
  return true;
}

/** Seconds from the first to the last of frames that follow each other. */
function lengthsOf(frames: readonly PairedFrame[]): number[] {
  const stretches: { start: number; end: number }[] = [];
  for (const { start, end } of frames) {
    const last = stretches.at(-1);
    if (last !== undefined && start >= last.start && start - last.end <= PAUSE) last.end = Math.max(last.end, end);
    else stretches.push({ start, end });
  }
  return stretches.map(({ start, end }) => end - start);
}
