import type { BlockStore } from '../../block-store.ts';
import { StreetdateError } from '../../errors.ts';
import { plainTone } from '../../kernels/tone/plain-tone.ts';
import type { ToneKernel } from '../../kernels/tone/tone-kernel.ts';
import { createWasmTone } from '../../kernels/tone/wasm-tone.ts';
import type { LumaFrame } from '../../luma/luma-frame.ts';
import { AUDIO_BLOCK_BYTES, MOST_AUDIO_BLOCKS, samplesOf } from '../audio/audio-output.ts';
import { BlockSink } from '../decoder/block-sink.ts';
import { confinementFor } from '../decoder/confinement/choose-confinement.ts';
import { type DecoderBudget, overBudget } from '../decoder/decoder-budget.ts';
import type { DecoderLog } from '../decoder/decoder-log.ts';
import { feedOf } from '../decoder/feed.ts';
import { startFfmpeg } from '../decoder/ffmpeg.ts';
import { FrameReader, StallError, WaitError } from '../decoder/frame-reader.ts';
import { oneLine } from '../media-file.ts';
import { type MediaInput, nameOfInput } from '../media-input.ts';
import type { DecodePlan } from './decode-plan.ts';
import { FrameTimes } from './frame-times.ts';

/** A run of ffmpeg for {@link readFrames}. */
export interface ReadRequest {
  /** Path of ffmpeg. */
  readonly ffmpegPath: string;
  /** The film. */
  readonly input: MediaInput;
  /** What ffmpeg may use. */
  readonly budget: DecoderBudget;
  /** How ffmpeg is run. */
  readonly plan: DecodePlan;
  /** Lookup table for luma codes: 256 entries. */
  readonly tones: Uint8Array;
  /** Where the memory of pictures comes from. @defaultValue each has memory of its own */
  readonly store: BlockStore | undefined;
  /** Takes what ffmpeg prints. */
  readonly log: DecoderLog;
  /**
   * Receives the audio of the plan: mono samples of 16 bits in blocks that belong to the receiver. They may come ahead of the pictures or
   * behind.
   */
  readonly onSound?: ((samples: Int16Array) => void) | undefined;
  /** Seconds without a sign of life until ffmpeg is stopped. */
  readonly stallSeconds: number;
  /** Stops ffmpeg. */
  readonly signal: AbortSignal | undefined;
}

/** Earliest time of a frame in seconds. Rounding may put the first one slightly before the start of the presentation. */
const EARLIEST = -1e-5;

/**
 * Runs ffmpeg once and pairs pixels with times. Times ascend. Frames at the same time, out of order or without a time, as in broken files,
 * are dropped, and so are pictures before the presentation starts. ffmpeg ends when the loop is left. Its failure is in the log, because
 * frames may have come before.
 * @throws StreetdateError `decoder-stalled`, `decoder-limit`, `decoder-unconfined`, or the signal's reason.
 */
export async function* readFrames(request: ReadRequest): AsyncGenerator<LumaFrame, void, undefined> {
  const { ffmpegPath, input, budget, plan, tones, store, log, onSound = () => {}, stallSeconds, signal } = request;
  const { width, height } = plan.size;
  const rows = height + (plan.detail?.height ?? 0);
  const confinement = await confinementFor(ffmpegPath);
  signal?.throwIfAborted();
  const feed = feedOf(input);
  const aside = plan.timesAside ? new FrameTimes() : undefined;
  const times = (aside ?? log).times;
  const sound = new BlockSink(AUDIO_BLOCK_BYTES, MOST_AUDIO_BLOCKS);
  sound.onSign = () => {
    for (let bytes = sound.take(); bytes !== undefined; bytes = sound.take()) onSound(samplesOf(bytes));
    reader.signOfLife();
  };
  const run = startFfmpeg({
    program: ffmpegPath,
    confinement,
    budget,
    feed,
    ...plan,
    blockBytes: width * rows,
    mostBlocks: 2,
    store,
    second: plan.soundOptions && { outputOptions: plan.soundOptions, output: sound },
    onLine: (line) => {
      log.read(line);
      reader.signOfLife();
    },
    onTimes:
      aside &&
      ((text) => {
        aside.read(text);
        reader.signOfLife();
      }),
  });
  const reader = new FrameReader(run.output, { stallSeconds, waitSeconds: budget.waitSeconds, signal });
  let last = Number.NEGATIVE_INFINITY;
  try {
    for (;;) {
      const block = await reader.read();
      if (block === undefined) break;
      const time = (await nextTime(times, reader)) + plan.clockOffset;
      if (!(time > last) || time < EARLIEST) continue;
      last = time;
      tone(block, tones);
      yield frameOf(block, plan, Math.max(0, time));
      signal?.throwIfAborted();
    }
    if (feed.fault() !== undefined) throw feed.fault();
    const overrun = run.overrun();
    if (overrun !== undefined) throw overBudget(nameOfInput(input), overrun, budget);
    log.failure = run.failure();
  } catch (cause) {
    if (cause instanceof WaitError) throw overBudget(nameOfInput(input), 'wait', budget);
    if (!(cause instanceof StallError)) throw cause;
    const reason = `${oneLine(nameOfInput(input))}: ffmpeg gave nothing for ${stallSeconds} s and was stopped`;
    throw new StreetdateError('decoder-stalled', reason, { path: nameOfInput(input), cause });
  } finally {
    reader.close();
    await run.stop();
  }
}

/** The frame in a block: a picture and, below it, a piece. The piece's rows are padded to the picture's width and are packed here. */
function frameOf(block: Uint8Array, { size: { width, height }, detail }: DecodePlan, time: number): LumaFrame {
  if (detail === undefined) return { width, height, pixels: block, time };
  const from = width * height;
  for (let row = 1; row < detail.height; row++) {
    const at = from + row * width;
    block.copyWithin(from + row * detail.width, at, at + detail.width);
  }
  const piece = block.subarray(from, from + detail.width * detail.height);
  const { area } = detail.crop;
  return {
    width,
    height,
    pixels: block.subarray(0, from),
    time,
    detail: { width: detail.width, height: detail.height, area, pixels: piece },
  };
}

/** This thread's kernel, after the first picture. */
let kernel: ToneKernel | undefined;

/** Replaces luma codes by their values in the lookup table. */
function tone(pixels: Uint8Array, tones: Uint8Array): void {
  kernel ??= createWasmTone() ?? plainTone;
  kernel.replace(pixels, tones);
}

/** The time of the frame whose pixels were just read. It was written before, but comes through another pipe. */
async function nextTime(times: number[], reader: FrameReader): Promise<number> {
  for (;;) {
    const time = times.shift();
    if (time !== undefined) return time;
    if (reader.ended) return Number.NaN;
    await reader.nextSign();
  }
}
