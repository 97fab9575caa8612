import { checkInteger, checkObject, checkRange } from '../../check.ts';
import { StreetdateError } from '../../errors.ts';
import type { Damage } from '../damage.ts';
import { confinementFor } from '../decoder/confinement/choose-confinement.ts';
import { decodingBudget, overBudget } from '../decoder/decoder-budget.ts';
import { INPUT_LIMITS, LONGEST_FILM } from '../decoder/decoder-limits.ts';
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
  /**
   * Called once at the end when a second or more could not be decoded: the decoder failed, or it reported errors and left holes, or the audio
   * ends before the length that the container states. Of a film the picture may be longer than its audio. Not called when the loop is left
   * early, nor if `end` is reached.
   */
  readonly onDamage?: ((damage: Damage) => void) | undefined;
}

/**
 * Decodes the first audio stream to mono samples of 16 bits. The first sample belongs to the start of the presentation: silence fills holes
 * and a late start, and audio before the start is cut. Audio after damage that ffmpeg cannot pass is missing, which is no error: see
 * {@link AudioOptions.onDamage}.
 *
 * The decoder works while blocks are pulled, a few seconds ahead. It ends when the loop is left in any way.
 * @param input - The film: a file, or a stream. Only this is read, as with {@link decodeFrames}.
 * @returns Blocks that belong to the receiver; none for a file without audio.
 * @throws StreetdateError as {@link probe}, and `decoder-stalled` or `decoder-limit`. RangeError for an option out of range.
 */
export function decodeAudio(input: MediaInput, options: AudioOptions = {}): AsyncGenerator<Int16Array, void, undefined> {
  checkObject('options', options);
  const { sampleRate = 11_025, end = Number.POSITIVE_INFINITY, stallSeconds = 60 } = options;
  checkInput(input);
  checkInteger('sampleRate', sampleRate, 1000, 192_000);
  checkRange('end', end, 0, Number.POSITIVE_INFINITY);
  checkRange('stallSeconds', stallSeconds, 0.001, 86_400);
  return decode(input, { ...options, sampleRate, end, stallSeconds });
}

/** Containers without an index or timestamps: ffprobe guesses their length from the first bytes and the size of the file. */
const GUESSED_LENGTH = new Set(['mp3', 'aac', 'ac3', 'eac3', 'dts', 'truehd', 'amr']);

/** The components that report a line, with their addresses. */
const SPEAKERS = /^(?:\[[^\]]* @ (?:0x)?[0-9a-f]+\] )*/;

/** Missing audio up to this is no damage, seconds: the incomplete block at the end is lost, lengths are rounded, and files end with tags. */
const LEAST_LOSS = 1;

type CheckedOptions = AudioOptions & { readonly [K in 'sampleRate' | 'end' | 'stallSeconds']: number };

async function* decode(input: MediaInput, options: CheckedOptions): AsyncGenerator<Int16Array, void, undefined> {
  const { sampleRate, stallSeconds, signal } = options;
  const media = options.media ?? (await probe(input, { signal, stallSeconds }));
  const [stream] = media.audio;
  if (stream === undefined) return;
  signal?.throwIfAborted();
  // What is read of a stream without timestamps cannot jump, and its length is a guess from its first bytes.
  const stated = GUESSED_LENGTH.has(media.container) ? 0 : media.duration;
  const end = Math.min(options.end, longestAudio(stated));
  // In containers whose clock may jump, ffmpeg counts from the start of what it decodes; in all others from the container's start.
  const clockOffset = JOINED_CONTAINERS.has(media.container) ? Math.max(0, stream.start) : 0;
  const { ffmpegPath } = locateDecoder();
  const confinement = await confinementFor(ffmpegPath);
  signal?.throwIfAborted();
  const budget = decodingBudget(media);
  const feed = feedOf(input);
  let firstError: string | undefined;
  const holes = new Holes();
  const run = startFfmpeg({
    program: ffmpegPath,
    confinement,
    budget,
    feed,
    inputOptions: ['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', ...INPUT_LIMITS],
    outputOptions: audioOutput({ stream, sampleRate, clockOffset }),
    blockBytes: AUDIO_BLOCK_BYTES,
    mostBlocks: MOST_AUDIO_BLOCKS,
    onLine: (line) => {
      firstError ??= line.replace(SPEAKERS, '').trim() || undefined;
      reader.signOfLife();
    },
  });
  const reader = new FrameReader(run.output, { stallSeconds, waitSeconds: budget.waitSeconds, signal });
  try {
    let taken = 0;
    for (; taken < end * sampleRate; taken += AUDIO_BLOCK) {
      const bytes = await reader.read();
      if (bytes === undefined) {
        if (feed.fault() !== undefined) throw feed.fault();
        break;
      }
      const samples = samplesOf(bytes);
      holes.take(samples);
      yield samples;
      signal?.throwIfAborted();
    }
    const seconds = taken / sampleRate;
    if (taken >= end * sampleRate) {
      if (end === LONGEST_FILM) options.onDamage?.({ reason: 'what comes after 24 hours is not decoded', secondsCovered: seconds });
      return;
    }
    const overrun = run.overrun();
    if (overrun !== undefined) throw overBudget(nameOfInput(input), overrun, budget);
    const failure = run.failure();
    const missing = Math.max(0, (firstError === undefined ? stated : media.duration) - seconds);
    const lost = firstError === undefined ? 0 : holes.samples / sampleRate;
    if (failure === undefined && missing + lost <= LEAST_LOSS) return;
    const reason = firstError ?? failure?.message ?? `the sound ends at ${seconds.toFixed(1)} s of ${stated.toFixed(1)} s`;
    options.onDamage?.({ reason: oneLine(reason), secondsCovered: seconds - lost });
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

/** Zeros in a row that are a hole: a packet of the shortest codec, at any sample rate. */
const HOLE = 64;

/** Counts the samples that ffmpeg filled in. They are exactly zero, as those of digital silence are. */
class Holes {
  samples = 0;
  #run = 0;

  take(block: Int16Array): void {
    for (let at = 0; at < block.length; at++) {
      if (block[at] !== 0) this.#run = 0;
      else if (++this.#run >= HOLE) this.samples += this.#run === HOLE ? HOLE : 1;
    }
  }
}
