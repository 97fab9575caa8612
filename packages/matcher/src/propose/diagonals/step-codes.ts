import type { DiagonalFilm } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import { FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import { COARSE_ALGORITHM, type CoarseBits, coarseOfHash } from '../../geometry/coarse-bits.ts';

/** Time between two steps, seconds. Low frequencies tolerate what moves in half of it. */
export const STEP = 0.4;

/** Bits of a code. */
export const CODE_BITS = 64;

/**
 * A track in even steps of time, with 64 bits of each step's hash. Of `pdq/1` these are the lowest 8 × 8 frequencies: after hard edits they
 * differ less than the others, relative to unrelated pictures. Takes 13 bytes a step, 120 KB an hour.
 */
export class StepCodes implements DiagonalFilm {
  readonly codes: Uint32Array;
  readonly shown: Uint8Array;
  /** The frame of each step; {@link NO_FRAME} where the track has none. */
  readonly frames: Int32Array;

  /** @param start - Time of the first step, seconds. @defaultValue 0 */
  constructor(track: HashTrack, start = 0) {
    const clock = new FrameClock(track);
    const steps = Math.max(0, Math.floor((clock.end - start) / STEP) + 1);
    this.codes = new Uint32Array(2 * steps);
    this.shown = new Uint8Array(steps);
    this.frames = new Int32Array(steps).fill(NO_FRAME);
    const writeCode = codeWriter(track, this.codes);
    for (let step = 0; step < steps; step++) {
      const frame = clock.frameAt(start + step * STEP);
      if (frame === NO_FRAME) continue;
      this.frames[step] = frame;
      this.shown[step] = 1;
      writeCode(frame, step);
    }
  }
}

/** Writes the code of a frame to a step. */
function codeWriter({ algorithm, bits, hashes }: HashTrack, codes: Uint32Array): (frame: number, step: number) => void {
  const words = bits / 32;
  if (algorithm === COARSE_ALGORITHM) {
    const coarse: CoarseBits = { low: new Uint32Array(1), high: new Uint32Array(1) };
    return (frame, step) => {
      coarseOfHash(hashes, frame * words, coarse, 0);
      codes[2 * step] = coarse.low[0]!;
      codes[2 * step + 1] = coarse.high[0]!;
    };
  }
  // What the bits of another algorithm stand for is unknown: take two words, far apart.
  const second = words > 1 ? words >> 1 : undefined;
  return (frame, step) => {
    codes[2 * step] = hashes[frame * words]!;
    codes[2 * step + 1] = second === undefined ? 0 : hashes[frame * words + second]!;
  };
}
