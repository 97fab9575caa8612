import { findTrack, type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import { areSameOrientation, uprightTrack } from '../../align/orientation.ts';
import type { Segment } from '../../match.ts';
import { isWhole, type PlacedCopy, type PlacedRendition } from '../copy/rendition.ts';

/** Shifts to try, seconds. Alignments are exact to a sampling interval; without its best shift the less exact rendition would lose. */
const SHIFTS = Array.from({ length: 13 }, (_, at) => (at - 6) * 0.02);

/** A frame of the copy, or a part of its duration, with its differing bits against two renditions. */
export interface ComparedFrame {
  /** When the copy shows it, seconds; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Indexes of the two renditions' frames at that time. */
  readonly beside: readonly [first: number, second: number];
  /** Differing bits between the copy and the first. */
  readonly near: number;
  /** Differing bits between the copy and the second. */
  readonly far: number;
  /** Differing bits between the first and the second. */
  readonly apart: number;
}

/** Which moments of a copy to compare. */
interface ComparedMoments {
  /** Most frames of a pair of segments: an even selection of longer ones. @defaultValue all */
  readonly most?: number;
  /**
   * Seconds after which a lasting frame is compared again with the renditions' current frames. @defaultValue each frame
   * is compared once
   */
  readonly again?: number;
}

/** A moment of the copy: a frame of its track, and the time for which it counts. */
interface Moment {
  readonly frame: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Pairs the copy's frames with those of two renditions, where it shows the whole picture of both. In order of time
 * within each pair of segments.
 */
export function* compareFrames(
  copy: PlacedCopy,
  first: PlacedRendition,
  second: PlacedRendition,
  compared: ComparedMoments = {},
): Generator<ComparedFrame> {
  const plain = findTrack(copy.query, copy.algorithm);
  const [ours, theirs] = [first, second].map(({ fingerprint }) => findTrack(fingerprint, copy.algorithm));
  if (plain === undefined || ours === undefined || theirs === undefined) return;
  const clocks = [new FrameClock(ours), new FrameClock(theirs)] as const;
  const words = plain.bits / 32;
  for (const one of first.segments.filter(isWhole)) {
    for (const other of second.segments.filter(isWhole)) {
      const moments = momentsOfBoth(plain, one, other, compared);
      const track = moments.length > 0 && areSameOrientation(one, other) && uprightTrack(plain, one);
      if (!track) continue;
      const [shown, rival] = [framesAt(track, moments, clocks[0], one), framesAt(track, moments, clocks[1], other)];
      for (const [at, { frame, start, end }] of moments.entries()) {
        const [here, there] = [shown[at]!, rival[at]!];
        if (here === NO_FRAME || there === NO_FRAME) continue;
        yield {
          start,
          end,
          beside: [here, there],
          near: hammingDistance(track.hashes, frame * words, ours.hashes, here * words, words),
          far: hammingDistance(track.hashes, frame * words, theirs.hashes, there * words, words),
          apart: hammingDistance(ours.hashes, here * words, theirs.hashes, there * words, words),
        };
      }
    }
  }
}

/** Moments of the copy that both segments cover. */
function momentsOfBoth({ timesMs, spansMs }: HashTrack, one: Segment, other: Segment, { most, again }: ComparedMoments): Moment[] {
  const start = 1000 * Math.max(one.queryStart, other.queryStart);
  const end = 1000 * Math.min(one.queryEnd, other.queryEnd);
  const frames = [...timesMs.keys()].filter((frame) => timesMs[frame]! >= start && timesMs[frame]! < end);
  const stride = most === undefined ? 1 : Math.ceil(frames.length / most) || 1;
  const chosen = frames.filter((_, at) => at % stride === 0);
  return chosen.flatMap((frame) => {
    const [from, to] = [timesMs[frame]! / 1000, (timesMs[frame]! + spansMs[frame]!) / 1000];
    const parts = again === undefined ? 1 : Math.max(1, Math.floor((to - from) / again));
    const step = (to - from) / parts;
    return Array.from({ length: parts }, (_, part) => ({ frame, start: from + part * step, end: from + (part + 1) * step }));
  });
}

/** Indexes of the rendition's frames at some moments of the copy, at the shift that fits best. */
function framesAt(track: HashTrack, moments: readonly Moment[], clock: FrameClock, segment: Segment): Int32Array {
  const words = track.bits / 32;
  const offset = segment.referenceStart - segment.speed * segment.queryStart;
  let best = new Int32Array(moments.length).fill(NO_FRAME);
  let least = Number.POSITIVE_INFINITY;
  for (const shift of SHIFTS) {
    const beside = Int32Array.from(moments, ({ start }) => clock.frameAt(offset + shift + segment.speed * start));
    let differing = 0;
    let compared = 0;
    for (const [at, { frame }] of moments.entries()) {
      if (beside[at] === NO_FRAME) continue;
      differing += hammingDistance(track.hashes, frame * words, clock.track.hashes, beside[at]! * words, words);
      compared++;
    }
    if (compared > 0.9 * moments.length && differing / compared < least) {
      least = differing / compared;
      best = beside;
    }
  }
  return best;
}
