import { checkObject, checkRange } from '@streetdate/core/internal';
import type { DiscSource } from '../source/disc-source.ts';
import type { DiscClip } from '../structure/disc.ts';
import { clipBytes } from './clip-pieces.ts';
import { streamClip } from './clip-stream.ts';
import { sectorPackets } from './dvd-sector.ts';
import { PES_RATE } from './pes-header.ts';
import { sourcePackets } from './source-packets.ts';

/** Bytes of a clip that hold some seconds of it. */
export interface ClipSection {
  /** The first byte, counted in the clip. */
  readonly offset: number;
  /** The byte behind the last one. */
  readonly end: number;
}

/** Seconds of a clip to find. */
export interface ClipSeconds {
  /** The clip's clock where its time is 0, seconds: a decoder states it as the container's start. */
  readonly clock: number;
  /** Start, seconds into the clip. */
  readonly from: number;
  /** End, seconds into the clip. */
  readonly to: number;
}

/** Halving ends where sections are this small: one second of film is about as large. */
const CLOSE_BYTES = 1_000_000;
/** Film always has a time in this many bytes: others are padding, or no film. */
const TIMELESS_BYTES = 16_000_000;
/** Presentation times have 33 bits. */
const TIME_RANGE = 2 ** 33;

/**
 * Finds the bytes of a clip that hold some seconds of it, by halving on the times in its packets: a few reads instead of the whole clip. The
 * section is cut by packets, not by key frames: a decoder shows its first picture up to a group of pictures after `from`.
 * @returns The clip's start, if no packet has a time.
 * @throws StreetdateError `disc-scrambled`, `damaged-disc` if the clip's file is missing, or `file-unreadable`; RangeError if `to` is not
 * after `from`.
 */
export async function findSection(source: DiscSource, clip: DiscClip, seconds: ClipSeconds): Promise<ClipSection> {
  checkObject('source', source);
  checkObject('clip', clip);
  checkObject('seconds', seconds);
  const { clock, from, to } = seconds;
  checkRange('clock', clock, -1e6, 1e6);
  checkRange('from', from, -1e6, 1e6);
  checkRange('to', to, from, 1e6);
  const bytes = clipBytes(clip);
  const timeAt = (offset: number) => timeBehind(source, clip, offset, clock);
  const offset = await lastBefore(bytes, async (at) => (await timeAt(at)) <= from);
  const end = await lastBefore(bytes, async (at) => (await timeAt(at)) <= to, offset);
  return { offset, end: Math.min(bytes, end + 2 * CLOSE_BYTES) };
}

/** The last place, to {@link CLOSE_BYTES}, at which a condition still holds that holds first and then no longer. */
async function lastBefore(bytes: number, holdsAt: (at: number) => Promise<boolean>, from = 0): Promise<number> {
  let [low, high] = [from, bytes];
  while (high - low > CLOSE_BYTES) {
    const middle = Math.floor((low + high) / 2);
    if (await holdsAt(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The time of the first picture or sound behind a place, seconds into the clip; infinite where none follows. */
async function timeBehind(source: DiscSource, clip: DiscClip, offset: number, clock: number): Promise<number> {
  const packetsOf = clip.vobId === undefined ? sourcePackets : sectorPackets;
  for await (const block of streamClip(source, clip, offset, offset + TIMELESS_BYTES)) {
    for (const { time, subtitle } of packetsOf(block)) {
      if (subtitle) continue;
      const ticks = (((time - Math.round(clock * PES_RATE)) % TIME_RANGE) + TIME_RANGE) % TIME_RANGE;
      // What comes just before the clip's start is no day after it.
      return (ticks > TIME_RANGE / 2 ? ticks - TIME_RANGE : ticks) / PES_RATE;
    }
  }
  return Number.POSITIVE_INFINITY;
}
