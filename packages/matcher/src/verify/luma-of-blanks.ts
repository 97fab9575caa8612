import { type Fingerprint, findTrack, type HashTrack, type LumaSeries } from '@streetdate/core/portable';
import { lastUpTo } from '@streetdate/index/internal';

/** Longest time between a moment and the luma entry that stands for it, milliseconds. */
const LONGEST_ENTRY_MS = 1000;

/** Mean luma of a film's blank picture at a time, seconds, 0 to 255; undefined where the picture is not blank, or luma is unknown. */
export type LumaOfBlanks = (time: number) => number | undefined;

/**
 * Tells where a film is blank: black, plain, or in a fade. Such pictures have no hashes.
 * @returns Undefined for a fingerprint without luma or without hashes of the algorithm.
 */
export function lumaOfBlanks(film: Fingerprint, algorithm: string): LumaOfBlanks | undefined {
  const { luma } = film;
  const track = findTrack(film, algorithm);
  if (luma === undefined || track === undefined || luma.timesMs.length === 0) return undefined;
  return (time) => (isHashed(track, 1000 * time) ? undefined : meanAt(luma, 1000 * time));
}

/** Whether a hash stands for the picture at a time. */
function isHashed({ timesMs, spansMs }: HashTrack, timeMs: number): boolean {
  const frame = timesMs.length === 0 ? 0 : lastUpTo(timesMs, timeMs, 0);
  const [start, span] = [timesMs[frame] ?? Infinity, spansMs[frame] ?? 0];
  return timeMs >= start && timeMs < start + span;
}

function meanAt({ timesMs, means }: LumaSeries, timeMs: number): number | undefined {
  const entry = lastUpTo(timesMs, timeMs, 0);
  return Math.abs(timeMs - timesMs[entry]!) > LONGEST_ENTRY_MS ? undefined : means[entry]! / 256;
}
