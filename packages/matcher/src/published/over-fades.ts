import type { HashTrack, LumaSeries, TimeSpan } from '@streetdate/core/portable';
import { firstFrom } from '@streetdate/index/internal';

/** Longest fade, milliseconds. Fading pictures have no hashes. */
const LONGEST_MS = 600;
/** Mean luma of black, times 256. */
const BLACK = 20 * 256;
/** Least change of the mean luma between two entries in a fade, times 256. */
const FALLS_BY = 2 * 256;

/** A run of a track's pictures. */
interface PictureRun {
  readonly start: number;
  readonly end: number;
}

/**
 * Extends a piece over a fade from black before it and a fade to black after it: there are no hashes, but its brightness falls steadily.
 * @param piece - The piece's pictures, by number.
 * @param time - When it is shown, seconds.
 */
export function overFades({ timesMs, spansMs }: HashTrack, luma: LumaSeries | undefined, piece: PictureRun, time: TimeSpan): TimeSpan {
  if (luma === undefined) return { start: time.start, end: time.end };
  const before = piece.start === 0 ? 0 : timesMs[piece.start - 1]! + spansMs[piece.start - 1]!;
  const after = timesMs[piece.end] ?? Number.POSITIVE_INFINITY;
  const [startMs, endMs] = [1000 * time.start, 1000 * time.end];
  const start = fadeFrom(luma, firstFrom(luma.timesMs, startMs), -1, Math.max(before, startMs - LONGEST_MS));
  const end = fadeFrom(luma, firstFrom(luma.timesMs, endMs) - 1, 1, Math.min(after, endMs + LONGEST_MS));
  return { start: Math.min(time.start, (start ?? startMs) / 1000), end: Math.max(time.end, (end ?? endMs) / 1000) };
}

/** Follows a fade entry by entry. @returns Where it is black or ends, milliseconds; undefined if there is none. */
function fadeFrom({ timesMs, means }: LumaSeries, from: number, by: 1 | -1, limitMs: number): number | undefined {
  let reached: number | undefined;
  for (let at = from + by; at >= 0 && at < timesMs.length; at += by) {
    const falls = means[at]! + FALLS_BY <= means[at - by]!;
    if (!falls || (timesMs[at]! - limitMs) * by > 0) break;
    reached = timesMs[at]!;
    if (means[at]! < BLACK) break;
  }
  return reached;
}
