import { NOTES } from './chroma.ts';
import { ChromaImage, IMAGE_ROWS } from './classifiers.ts';

/** Smoothing over five frames. */
const SMOOTHING = [0.25, 0.75, 1, 0.75, 0.25] as const;

/** Frames for one code: 16 rows, each smoothed over 5 frames. */
export const CODE_FRAMES = IMAGE_ROWS + SMOOTHING.length - 1;

/**
 * Length of the chroma vector below which a frame is silent: about −75 dB of full scale. It is Chromaprint's own limit, below which it
 * codes zeros. Dither and the noise floor of a lossy codec stay below it.
 */
const SILENT = 0.01;

/** A code with its quality. */
export interface SoundCode {
  /** 32 bits. */
  readonly code: number;
  /** Share of its frames that are not silent, 0 to 100. */
  readonly quality: number;
}

/** Turns chroma frames, 8 a second of reference, into chromaprint codes. */
export class CodeMaker {
  readonly #frames: Float64Array[] = SMOOTHING.map(() => new Float64Array(NOTES));
  readonly #silent = new Uint8Array(IMAGE_ROWS);
  readonly #row = new Float64Array(NOTES);
  readonly #image = new ChromaImage();
  #taken = 0;

  /** Takes the energies of the next frame. @returns The code of the last 20 frames; undefined before there are as many. */
  take(energy: Float64Array): SoundCode | undefined {
    this.#frames[this.#taken++ % SMOOTHING.length]!.set(energy);
    if (this.#taken < SMOOTHING.length) return undefined;
    const silent = !this.#smooth();
    this.#silent[this.#image.rows % IMAGE_ROWS] = silent ? 1 : 0;
    this.#image.add(this.#row);
    if (this.#image.rows < IMAGE_ROWS) return undefined;
    let silentRows = 0;
    for (let at = 0; at < IMAGE_ROWS; at++) silentRows += this.#silent[at]!;
    return { code: this.#image.code(), quality: Math.round(100 * (1 - silentRows / IMAGE_ROWS)) };
  }

  /** Smooths and normalises the last frames into the row. @returns False when they are silent; the row is then zero. */
  #smooth(): boolean {
    const row = this.#row.fill(0);
    for (let at = 0; at < SMOOTHING.length; at++) {
      const weight = SMOOTHING[at]!;
      const frame = this.#frames[(this.#taken + at) % SMOOTHING.length]!;
      for (let note = 0; note < NOTES; note++) row[note]! += weight * frame[note]!;
    }
    let squares = 0;
    for (const value of row) squares += value * value;
    const length = Math.sqrt(squares);
    if (length < SILENT) {
      row.fill(0);
      return false;
    }
    for (let note = 0; note < NOTES; note++) row[note]! /= length;
    return true;
  }
}
