import { GrowingArray } from '../growing-array.ts';
import type { SpectrumKernel } from '../kernels/spectrum/spectrum-kernel.ts';
import { type AudioSpeed, PLAIN_AUDIO } from './audio-speeds.ts';
import { AUDIO_SAMPLE_RATE, ChromaFold, FINENESS, NOTES, WINDOW } from './chroma.ts';
import { CODE_FRAMES, CodeMaker } from './code-maker.ts';
import { createPowerSpectrum } from './power-spectrum.ts';

/** Samples between two frames at the original speed, as in Chromaprint: a third of the window, 8.08 codes a second. */
const HOP = 1365;
/** Spectra in each hop when audio is coded at several speeds: each speed takes the ones nearest to its own frames. */
const SPECTRA_A_HOP = 3;

/**
 * Neighbouring codes share nearly all of their audio. Re-timings are many, so each keeps only every second code, and every fourth or eighth
 * of audio longer than an hour. Four hours then take no more memory than one. Every moment is still in at least two codes, because each
 * describes 2.7 s.
 */
const SPARSEST_RETIMED = 8;
const LONG_SOUND = 3600;

/** Codes with fewer audible frames than this are left out, percent: silence must not match silence. */
const MIN_SOUND = 75;

/** Seconds between two codes at the original speed. */
export const CODE_INTERVAL = HOP / AUDIO_SAMPLE_RATE;

/** The codes of one audio stream under one re-timing, in order of time. */
export interface AudioCodes {
  /** The re-timing that was undone. */
  readonly speed: AudioSpeed;
  /** Time between two codes, milliseconds of the given audio. */
  readonly intervalMs: number;
  /** Middle of the 2.7 s that each code describes, whole milliseconds of the given audio. */
  readonly timesMs: Uint32Array;
  /** Share of each code's frames that are not silent, 75 to 100. */
  readonly quality: Uint8Array;
  /** The codes. */
  readonly codes: Uint32Array;
}

/**
 * Codes audio as it comes: Chromaprint, 32 bits about 8 times a second. Codes tolerate lossy compression, noise and filters, but no change
 * of speed or pitch. A query is therefore coded under several re-timings, as if each were undone: frames stand closer or wider, and
 * frequencies are divided by the pitch. All re-timings share the spectra. Memory grows only with the codes.
 */
export class AudioCoder {
  readonly #spectrum: SpectrumKernel;
  readonly #weights = hammingWindow();
  /** The window's samples, a ring buffer; it begins with silence, before the audio. */
  readonly #samples = new Float64Array(WINDOW);
  readonly #windowed: Float64Array;
  readonly #power: Float64Array;
  readonly #views: RetimedCodes[];
  /** Samples between two spectra. */
  readonly #step: number;
  #taken = 0;
  /** Samples taken when the next spectrum is due. */
  #due = WINDOW;
  #spectra = 0;

  /**
   * @param speeds - The re-timings to undo. @defaultValue the original speed alone
   * @param duration - Length of the audio in seconds, when known; more may come. Re-timings of long audio keep fewer codes. @defaultValue
   * unknown
   */
  constructor(speeds: readonly AudioSpeed[] = [PLAIN_AUDIO], duration = 0) {
    // The original speed alone needs neither the finer times nor the finer frequencies.
    const plain = speeds.every(({ speed, pitch }) => speed === 1 && pitch === 1);
    const [spectraAHop, fineness] = plain ? [1, 1] : [SPECTRA_A_HOP, FINENESS];
    this.#step = HOP / spectraAHop;
    this.#spectrum = createPowerSpectrum(WINDOW * fineness);
    this.#windowed = new Float64Array(WINDOW * fineness);
    this.#power = new Float64Array((WINDOW * fineness) / 2);
    this.#views = speeds.map((speed) => new RetimedCodes(speed, spectraAHop, fineness, duration));
  }

  /** Takes the next samples: mono, 16 bits, {@link AUDIO_SAMPLE_RATE} a second. */
  take(samples: Int16Array): void {
    for (let from = 0; from < samples.length; ) {
      const to = Math.min(samples.length, from + this.#due - this.#taken);
      keep(samples, from, to, this.#samples, this.#taken);
      this.#taken += to - from;
      from = to;
      if (this.#taken < this.#due) return;
      this.#measure();
      this.#due += this.#step;
    }
  }

  /** The codes, one set for each re-timing. */
  finish(): AudioCodes[] {
    return this.#views.map((view) => view.finish());
  }

  #measure(): void {
    const spectrum = this.#spectra++;
    const wanting = this.#views.filter((view) => view.next === spectrum);
    if (wanting.length === 0) return;
    weigh(this.#samples, this.#taken, this.#weights, this.#windowed);
    this.#spectrum.measure(this.#windowed, this.#power);
    for (const view of wanting) view.take(this.#power);
  }
}

// Hot loops use local variables: reading private fields for each sample took longer than the transform.
function keep(samples: Int16Array, from: number, to: number, circle: Float64Array, taken: number): void {
  for (let at = from, next = taken; at < to; at++, next++) circle[next & (WINDOW - 1)] = samples[at]!;
}

function weigh(circle: Float64Array, first: number, weights: Float64Array, windowed: Float64Array): void {
  for (let at = 0; at < WINDOW; at++) windowed[at] = circle[(first + at) & (WINDOW - 1)]! * weights[at]!;
}

/** Hamming's window over samples of 16 bits. */
function hammingWindow(): Float64Array {
  return Float64Array.from({ length: WINDOW }, (_, at) => (0.54 - 0.46 * Math.cos((2 * Math.PI * at) / (WINDOW - 1))) / 0x7fff);
}

/** Frames between two codes of re-timed audio. */
function spacingOfRetimed(duration: number): number {
  let spacing = 2;
  for (let longest = LONG_SOUND; longest < duration && spacing < SPARSEST_RETIMED; longest *= 2) spacing *= 2;
  return spacing;
}

/** Codes under one re-timing. */
class RetimedCodes {
  readonly #speed: AudioSpeed;
  readonly #fold: ChromaFold;
  readonly #maker = new CodeMaker();
  readonly #energy = new Float64Array(NOTES);
  readonly #spectraAFrame: number;
  /** Frames between two codes. */
  readonly #spacing: number;
  #frames = 0;
  readonly #times: GrowingArray<Uint32Array>;
  readonly #quality: GrowingArray<Uint8Array>;
  readonly #codes: GrowingArray<Uint32Array>;

  constructor(speed: AudioSpeed, spectraAHop: number, fineness: number, duration: number) {
    this.#speed = speed;
    this.#spacing = speed.speed === 1 ? 1 : spacingOfRetimed(duration);
    const expected = (duration * speed.speed) / CODE_INTERVAL / this.#spacing;
    this.#times = new GrowingArray(Uint32Array, expected);
    this.#quality = new GrowingArray(Uint8Array, expected);
    this.#codes = new GrowingArray(Uint32Array, expected);
    this.#fold = new ChromaFold(speed.pitch, fineness);
    this.#spectraAFrame = spectraAHop / speed.speed;
  }

  /** Number of the spectrum for the next frame. */
  get next(): number {
    return Math.round(this.#frames * this.#spectraAFrame);
  }

  take(power: Float64Array): void {
    this.#fold.fold(power, this.#energy);
    this.#frames++;
    const made = this.#maker.take(this.#energy);
    if (made === undefined || made.quality < MIN_SOUND) return;
    const first = this.#frames - CODE_FRAMES;
    if (first % this.#spacing !== 0) return;
    const middle = ((first + (CODE_FRAMES - 1) / 2) * HOP) / this.#speed.speed + WINDOW / 2;
    this.#times.push(Math.round((1000 * middle) / AUDIO_SAMPLE_RATE));
    this.#quality.push(made.quality);
    this.#codes.push(made.code);
  }

  finish(): AudioCodes {
    return {
      speed: this.#speed,
      intervalMs: Math.round((1000 * CODE_INTERVAL) / this.#speed.speed) * this.#spacing,
      timesMs: this.#times.build(),
      quality: this.#quality.build(),
      codes: this.#codes.build(),
    };
  }
}
