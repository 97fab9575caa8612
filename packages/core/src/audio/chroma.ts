/** Samples a second of the sound that is coded. */
export const SOUND_RATE = 11_025;
/** Samples in a window of the short-time spectrum: 0.37 s, in which two semitones at 110 Hz come apart. */
export const WINDOW = 4096;
/** The twelve notes of the octave. */
export const NOTES = 12;

/** Frequencies that are folded into notes, Hz: A0 is 27.5 Hz, A7 is 3520 Hz. */
const LOWEST = 28;
const HIGHEST = 3520;
const A0 = 27.5;

/** Points of the spectrum from one frequency of the plain transform to the next: the samples are padded with as many zeros again. */
export const FINENESS = 2;

/**
 * Folds a power spectrum into the energy of the twelve notes, whatever their octave: chroma features, after Fujishima, "Realtime chord
 * recognition of musical sound", 1999. Each frequency of the plain transform belongs to one note; the first note begins at A.
 *
 * Sound of another pitch has its energy between those frequencies, and the low notes have less than one frequency each: taking the
 * nearest would change one bit in eight. So the spectrum is finer than the fold needs, and is read between its points.
 */
export class ChromaFold {
  readonly #notes: Uint8Array;
  /** Where the energy of each frequency is read: the point below, and how far the place is on the way to the next. */
  readonly #points: Uint16Array;
  readonly #between: Float64Array;

  /**
   * @param pitch - How much higher the sound is than it was: 25/24 where it was sped up from 24 to 25 frames a second. 0.5 to 2.
   * @param fineness - Points of the spectrum for each frequency of the plain transform.
   */
  constructor(pitch: number, fineness: number) {
    const first = Math.max(1, binOf(LOWEST));
    const count = Math.min(WINDOW / 2, binOf(HIGHEST)) - first;
    const bins = Array.from({ length: count }, (_, at) => first + at);
    this.#notes = Uint8Array.from(bins, noteOf);
    this.#points = Uint16Array.from(bins, (bin) => Math.floor(bin * pitch * fineness));
    this.#between = Float64Array.from(bins, (bin, at) => bin * pitch * fineness - this.#points[at]!);
  }

  /**
   * Adds up the energy of each note. Hot loop.
   * @param power - Power spectrum of {@link WINDOW} samples.
   * @param energy - Receives {@link NOTES} values.
   */
  fold(power: Float64Array, energy: Float64Array): void {
    energy.fill(0);
    const notes = this.#notes;
    const points = this.#points;
    const between = this.#between;
    // Neighbours belong to one note as a rule, whose sum stays in a register.
    let note = 0;
    let sum = 0;
    for (let at = 0; at < notes.length; at++) {
      if (notes[at] !== note) {
        energy[note] = sum;
        note = notes[at]!;
        sum = energy[note]!;
      }
      const point = points[at]!;
      sum += power[point]! + between[at]! * (power[point + 1]! - power[point]!);
    }
    energy[note] = sum;
  }
}

function binOf(frequency: number): number {
  return Math.round((WINDOW * frequency) / SOUND_RATE);
}

function noteOf(bin: number): number {
  const octave = Math.log2((bin * SOUND_RATE) / WINDOW / A0);
  return Math.floor(NOTES * (octave - Math.floor(octave)));
}
