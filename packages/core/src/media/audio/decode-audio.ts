import { checkInteger, checkRange } from '../../check.ts';
import { StreetdateError } from '../../errors.ts';
import { confinementFor } from '../decoder/confinement/choose-confinement.ts';
import { decodingBudget, overBudget } from '../decoder/decoder-budget.ts';
import { INPUT_LIMITS } from '../decoder/decoder-limits.ts';
import { locateDecoder } from '../decoder/decoder-programs.ts';
import { feedOf } from '../decoder/feed.ts';
import { startFfmpeg } from '../decoder/ffmpeg.ts';
import { FrameReader, StallError, WaitError } from '../decoder/frame-reader.ts';
import { JOINED_CONTAINERS } from '../frames/decode-plan.ts';
import { oneLine } from '../media-file.ts';
import { checkInput, type MediaInput, nameOfInput } from '../media-input.ts';
import { type MediaProbe, probe } from '../probe.ts';
import { AUDIO_BLOCK, AUDIO_BLOCK_BYTES, audioOutput, longestAudio, MOST_AUDIO_BLOCKS, samplesOf } from './audio-output.ts';

/** Options for {@link decodeAudio}. */
export interface AudioOptions {
  /** Samples a second, 1000 to 192000. @defaultValue 11025 */
  readonly sampleRate?: number | undefined;
  /** Audio from this time on is not taken, in seconds. @defaultValue the end of the film, and a day at most */
  readonly end?: number | undefined;
  /** The file's probe, when it is known already. @defaultValue it is probed */
  readonly media?: MediaProbe | undefined;
  /** Seconds to wait for a sample before the decoder is stopped; up to a day. @defaultValue 60 */
  readonly stallSeconds?: number | undefined;
  /** Stops decoding; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decodes the first audio stream to mono samples of 16 bits. The first sample belongs to the start of the presentation: silence fills holes
 * and a late start, and audio before the start is cut. Audio after damage that ffmpeg cannot pass is missing, which is no error.
 *
 * The decoder works while blocks are pulled, a few seconds ahead. It ends when the loop is left in any way.
 * @param input - The film: a file, or a stream. Only this is read, as with {@link decodeFrames}.
 * @returns Blocks that belong to the receiver; none for a file without audio.
 * @throws StreetdateError as {@link probe}, and `decoder-stalled` or `decoder-limit`. RangeError for an option out of range.
 */
export function decodeAudio(input: MediaInput, options: AudioOptions = {}): AsyncGenerator<Int16Array, void, undefined> {
  const { sampleRate = 11_025, end = Number.POSITIVE_INFINITY, stallSeconds = 60 } = options;
  checkInput(input);
  checkInteger('sampleRate', sampleRate, 1000, 192_000);
  checkRange('end', end, 0, Number.POSITIVE_INFINITY);
  checkRange('stallSeconds', stallSeconds, 0.001, 86_400);
  return decode(input, { ...options, sampleRate, end, stallSeconds });
}

type CheckedOptions = AudioOptions & { readonly [K in 'sampleRate' | 'end' | 'stallSeconds']: number };

async function* decode(input: MediaInput, options: CheckedOptions): AsyncGenerator<Int16Array, void, undefined> {
  const { sampleRate, stallSeconds, signal } = options;
  const media = options.media ?? (await probe(input, { signal, stallSeconds }));
  const [stream] = media.audio;
  if (stream === undefined) return;
  signal?.throwIfAborted();
  const end = Math.min(options.end, longestAudio(media.duration));
  // In containers whose clock may jump, ffmpeg counts from the start of what it decodes; in all others from the container's start.
  const clockOffset = JOINED_CONTAINERS.has(media.container) ? Math.max(0, stream.start) : 0;
  const { ffmpegPath } = locateDecoder();
  const confinement = await confinementFor(ffmpegPath);
  signal?.throwIfAborted();
  const budget = decodingBudget(media);
  const feed = feedOf(input);
  const run = startFfmpeg({
    program: ffmpegPath,
    confinement,
    budget,
    feed,
    inputOptions: ['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', ...INPUT_LIMITS],
    outputOptions: audioOutput({ stream, sampleRate, clockOffset }),
    blockBytes: AUDIO_BLOCK_BYTES,
    mostBlocks: MOST_AUDIO_BLOCKS,
    onLine: () => reader.signOfLife(),
  });
  const reader = new FrameReader(run.output, { stallSeconds, waitSeconds: budget.waitSeconds, signal });
  try {
    for (let taken = 0; taken < end * sampleRate; taken += AUDIO_BLOCK) {
      const bytes = await reader.read();
      if (bytes === undefined) {
        if (feed.fault() !== undefined) throw feed.fault();
        break;
      }
      yield samplesOf(bytes);
      signal?.throwIfAborted();
    }
  } catch (cause) {
    if (cause instanceof WaitError) throw overBudget(nameOfInput(input), 'wait', budget);
    if (!(cause instanceof StallError)) throw cause;
    const reason = `${oneLine(nameOfInput(input))}: ffmpeg gave no sound for ${stallSeconds} s and was stopped`;
    throw new StreetdateError('decoder-stalled', reason, { path: nameOfInput(input), cause });
  } finally {
    reader.close();
    await run.stop();
  }
}
