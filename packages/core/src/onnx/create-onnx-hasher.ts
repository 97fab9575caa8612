import { readFile } from 'node:fs/promises';
import { AUDIO_ALGORITHM } from '../audio/audio-speeds.ts';
import { checkInteger } from '../check.ts';
import { ID } from '../fingerprint/sections/checks.ts';
import type { FrameHasher } from '../hash/frame-hasher.ts';
import { HASHERS } from '../hash/hashers.ts';
import { type LumaFrame, WHOLE_PICTURE } from '../luma/luma-frame.ts';
import { scaleArea } from '../luma/scale.ts';
import { openMediaFile } from '../media/media-file.ts';
import { badModel, WaitingSession } from './waiting-session.ts';

/** Options for {@link createOnnxHasher}. */
export interface OnnxHasherOptions {
  /** Path of the model file. Its weights must be in it, not beside it. */
  readonly model: string;
  /** Id of the hashes, 1 to 16 visible ASCII characters, such as `mine/1`. Another model or other thresholds need another id. */
  readonly algorithm: string;
  /** Threshold of each model value: its bit is set above it. @defaultValue 0 for each */
  readonly thresholds?: ArrayLike<number> | undefined;
  /** Longest time for one picture, milliseconds; after it the hasher fails and is closed. @defaultValue 60000 */
  readonly timeoutMs?: number | undefined;
}

/** A {@link FrameHasher} that runs a model in a thread of its own. */
export interface OnnxHasher extends FrameHasher {
  /** Ends the thread; `hash` then throws a `TypeError`. May be called again. A process that ends need not call it. */
  close(): Promise<void>;
}

/**
 * Makes a frame hasher of a learned descriptor: an ONNX model that turns a picture into values whose signs are the hash.
 *
 * The model has one input, the picture's luma as float32 `[1, 1, S, S]` from 0 (black) to 1 (white), S from 1 to 1024, and one output of N
 * float32 values, N a multiple of 32 and at most 1024, in any shape. The first dimension of either may be open. Pictures come as 64 × 64
 * from the pipeline and are scaled to S × S by area. Bit `k` of the hash is set when value `k` is greater than its threshold.
 *
 * The model runs in WebAssembly, in one thread, and gives the same bits on every machine. Native runtimes have different kernels for each
 * processor and do not promise that. The smallest model takes 38 µs a picture, including the way to its thread and back: 2.6 × the time of
 * `pdq/1`. A product of all 64 × 64 pixels with 256 columns takes 15 ×. Opening takes half a second.
 * @returns A hasher that is ready: the model has run once.
 * @throws StreetdateError `file-not-found`, `file-unreadable` or `empty-file`; `runtime-missing` when `onnxruntime-web` is not installed;
 * `bad-model`, with what was found, when the file is no ONNX model or its input or output has another shape. `hash` throws `bad-model` when
 * a run fails, takes too long, or gives a value that is not finite. RangeError and TypeError for wrong options.
 */
export async function createOnnxHasher(options: OnnxHasherOptions): Promise<OnnxHasher> {
  const { model: path, algorithm, thresholds, timeoutMs = 60_000 } = options;
  checkAlgorithm(algorithm);
  checkInteger('timeoutMs', timeoutMs, 1, 2 ** 31 - 1);
  await openMediaFile(path);
  const session = await WaitingSession.open(path, await readFile(path));
  const { side, input, output } = session;
  const cuts = Float64Array.from(thresholds ?? new Float64Array(output.length));
  if (cuts.length !== output.length || !cuts.every(Number.isFinite)) {
    await session.close();
    throw new RangeError(`thresholds must be ${output.length} finite numbers, got ${cuts.length} values`);
  }
  return {
    algorithm,
    bits: output.length,
    hash(picture, hashes, offset) {
      const { pixels } = fitted(picture, side);
      for (let at = 0; at < pixels.length; at++) input[at] = pixels[at]! / 255;
      session.run(timeoutMs);
      hashes.fill(0, offset, offset + output.length / 32);
      for (let bit = 0; bit < output.length; bit++) {
        const value = output[bit]!;
        if (!Number.isFinite(value)) throw badModel(path, `it gave ${value} as value ${bit} of a picture`);
        if (value > cuts[bit]!) hashes[offset + (bit >> 5)]! |= 1 << (bit & 31);
      }
    },
    close: () => session.close(),
  };
}

function fitted(picture: LumaFrame, side: number): LumaFrame {
  return picture.width === side && picture.height === side ? picture : scaleArea(picture, WHOLE_PICTURE, side, side);
}

function checkAlgorithm(algorithm: string): void {
  const builtIn = [...HASHERS.keys(), AUDIO_ALGORITHM];
  if (!ID.test(algorithm) || builtIn.includes(algorithm)) {
    const wanted = `1 to 16 visible ASCII characters, and none of ${builtIn.join(', ')}`;
    throw new RangeError(`algorithm must be ${wanted}, got ${JSON.stringify(algorithm)}`);
  }
}
