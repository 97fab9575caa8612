import { StreetdateError } from '../../errors.ts';
import type { LumaFrame } from '../../luma/luma-frame.ts';
import { locateDecoder } from '../decoder/decoder-programs.ts';
import { oneLine } from '../media-file.ts';
import { type MediaInput, nameOfInput } from '../media-input.ts';
import { type MediaProbe, probe, type VideoStream } from '../probe.ts';
import { type DecodeIntoOptions, type DecodeOptions, decodeFramesInto, fieldToKeep } from './decode-frames.ts';
import { FRAMES_AROUND } from './decode-plan.ts';

/** A moment of a film. */
export interface Moment {
  /** The time that was asked for, seconds. */
  readonly time: number;
  /** The frame nearest to it; undefined where there is none within half a second, or it cannot be decoded. */
  readonly frame: LumaFrame | undefined;
}

/** Half the distance of key frames, seconds: what is decoded in vain after a seek. Encoders put up to ten seconds between them. */
const AFTER_SEEK = 2.5;
/** Pixels that are decoded in the time that starting the decoder takes. */
const PIXELS_OF_A_START = 1e8;
/** Most moments of one pass: each is a part of an expression that the decoder reads for every frame. */
const MOST_IN_A_PASS = 256;

/**
 * Decodes the frames at some moments of a film. The film is probed once, its interlace is detected once, and moments that are near each other
 * share a pass of the decoder. A moment far from the one before it is sought.
 * @param times - In seconds, in any order.
 * @returns Each different time once, ascending. Equal frames are the same object.
 * @throws StreetdateError as `probe`, and `no-video`. A moment that cannot be decoded only has no frame.
 */
export async function* decodeMoments(
  input: MediaInput,
  times: readonly number[],
  { longSide, signal }: Pick<DecodeOptions, 'longSide' | 'signal'> = {},
): AsyncGenerator<Moment, void, undefined> {
  const sorted = [...new Set(times)].sort((one, other) => one - other);
  if (sorted.length === 0) return;
  const path = nameOfInput(input);
  const media = await probe(input, { signal });
  const { video } = media;
  if (video === undefined) throw new StreetdateError('no-video', `${oneLine(path)} has no picture`, { path });
  const film = { ...media, video };
  const field = await fieldToKeep(locateDecoder().ffmpegPath, input, film, {
    ...{ deinterlace: 'auto', stallSeconds: 60, field: undefined, crop: undefined, signal },
  });
  for (const moments of passesOf(sorted, film)) {
    yield* onePass(input, moments, { longSide, signal, media, field: field ?? 'none' });
  }
}

/** The moments of each pass: a gap ends a pass where decoding it would take longer than a new start and a seek. */
function passesOf(times: readonly number[], { video }: MediaProbe & { readonly video: VideoStream }): number[][] {
  const longestGap = AFTER_SEEK + PIXELS_OF_A_START / (video.width * video.height * (video.frameRate ?? 25));
  const passes: number[][] = [];
  for (const time of times) {
    const last = passes.at(-1);
    if (last === undefined || time - last.at(-1)! > longestGap || last.length === MOST_IN_A_PASS) passes.push([time]);
    else last.push(time);
  }
  return passes;
}

async function* onePass(input: MediaInput, times: readonly number[], options: DecodeIntoOptions): AsyncGenerator<Moment, void, undefined> {
  const { before, after } = FRAMES_AROUND;
  const isAround = (frame: LumaFrame, time: number) => frame.time >= time - before && frame.time < time + after;
  const range = { start: Math.max(0, times[0]! - before), end: times.at(-1)! + after };
  let done = 0;
  let last: LumaFrame | undefined;
  const settle = (time: number): Moment => ({ time, frame: last && isAround(last, time) ? last : undefined });
  try {
    for await (const frame of decodeFramesInto(undefined, input, { ...options, ...range, moments: times })) {
      // The frames of a moment come in a row, so that the nearest one is the last before they get farther from it.
      for (; done < times.length; done++) {
        const time = times[done]!;
        const isNearer = last === undefined || Math.abs(frame.time - time) < Math.abs(last.time - time);
        if (isNearer && (isAround(frame, time) || frame.time < time)) break;
        yield settle(time);
      }
      last = frame;
      if (done === times.length) return;
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof StreetdateError)) throw error;
  }
  for (; done < times.length; done++) yield settle(times[done]!);
}
