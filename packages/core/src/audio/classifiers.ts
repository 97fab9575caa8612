import { NOTES } from './chroma.ts';

/** Rows of a chroma image for one code: 16 frames. */
export const IMAGE_ROWS = 16;

/** The parts of a rectangle that are compared. Time runs along the rows, pitch along the notes. */
type Shape = 'whole' | 'low-high' | 'early-late' | 'quarters' | 'middle-note' | 'middle-time';

/** One of the sixteen classifiers of a code: a contrast in the chroma image, in four grades. */
interface Classifier {
  readonly shape: Shape;
  /** First note of the rectangle. */
  readonly note: number;
  /** Notes that it is high. */
  readonly height: number;
  /** Rows that it is long. */
  readonly width: number;
  /** Where the four grades begin. */
  readonly grades: readonly [number, number, number];
}

function ask(shape: Shape, note: number, height: number, width: number, ...grades: [number, number, number]): Classifier {
  return { shape, note, height, width, grades };
}

/**
 * The classifiers of Chromaprint's default algorithm ("Test 2", as in AcoustID's database), as its author trained them by pairwise
 * boosting: Ke, Hoiem, Sukthankar, "Computer vision for music identification", 2005; Jang, Yoo, Lee, Kim, Kim, "Pairwise boosted audio
 * fingerprint", 2009; Lalinský, "How does Chromaprint work?", 2011. Other numbers would make other codes.
 */
const CLASSIFIERS: readonly Classifier[] = [
  ask('whole', 4, 3, 15, 1.98215, 2.35817, 2.63523),
  ask('middle-note', 4, 6, 15, -1.03809, -0.651211, -0.282167),
  ask('low-high', 0, 4, 16, -0.298702, 0.119262, 0.558497),
  ask('quarters', 8, 2, 12, -0.105439, 0.0153946, 0.135898),
  ask('quarters', 4, 4, 8, -0.142891, 0.0258736, 0.200632),
  ask('middle-note', 0, 3, 5, -0.826319, -0.590612, -0.368214),
  ask('low-high', 2, 2, 9, -0.557409, -0.233035, 0.0534525),
  ask('early-late', 7, 3, 4, -0.0646826, 0.00620476, 0.0784847),
  ask('early-late', 6, 2, 16, -0.192387, -0.029699, 0.215855),
  ask('early-late', 1, 3, 2, -0.0397818, -0.00568076, 0.0292026),
  ask('middle-time', 10, 1, 15, -0.53823, -0.369934, -0.190235),
  ask('quarters', 6, 2, 10, -0.124877, 0.0296483, 0.139239),
  ask('early-late', 1, 1, 14, -0.101475, 0.0225617, 0.231971),
  ask('quarters', 5, 6, 4, -0.0799915, -0.00729616, 0.063262),
  ask('low-high', 9, 2, 12, -0.272556, 0.019424, 0.302559),
  ask('quarters', 4, 2, 14, -0.164292, -0.0321188, 0.0846339),
];

/** Rows that are kept: a power of two that is larger than a code needs. */
const KEPT = 32;
const STRIDE = NOTES + 1;

/**
 * The last rows of a chroma image as a summed-area table, so that each contrast costs a few additions whatever its size
 * (Crow, "Summed-area tables for texture mapping", 1984).
 */
export class ChromaImage {
  readonly #sums = new Float64Array(KEPT * STRIDE);
  #rows = 0;

  /** Rows added so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Adds a row of twelve notes. */
  add(notes: Float64Array): void {
    const before = (this.#rows & (KEPT - 1)) * STRIDE;
    this.#rows++;
    const at = (this.#rows & (KEPT - 1)) * STRIDE;
    let along = 0;
    for (let note = 0; note < NOTES; note++) {
      along += notes[note]!;
      this.#sums[at + note + 1] = this.#sums[before + note + 1]! + along;
    }
  }

  /** The code of the last sixteen rows: two bits for each classifier, the first one on top, the grades in Gray code. */
  code(): number {
    const from = this.#rows - IMAGE_ROWS;
    let code = 0;
    for (const classifier of CLASSIFIERS) code = (code << 2) | GRAY[gradeOf(this.#contrast(classifier, from), classifier.grades)]!;
    return code >>> 0;
  }

  #contrast({ shape, note, height, width }: Classifier, from: number): number {
    const to = from + width;
    const top = note + height;
    const noteMiddle = note + (height >> 1);
    const timeMiddle = from + (width >> 1);
    const third = { note: Math.floor(height / 3), time: Math.floor(width / 3) };
    const all = this.#area(from, to, note, top);
    switch (shape) {
      case 'whole':
        return logRatio(all, 0);
      case 'low-high': {
        const low = this.#area(from, to, note, noteMiddle);
        return logRatio(all - low, low);
      }
      case 'early-late': {
        const early = this.#area(from, timeMiddle, note, top);
        return logRatio(all - early, early);
      }
      case 'quarters': {
        const crossed = this.#area(from, timeMiddle, noteMiddle, top) + this.#area(timeMiddle, to, note, noteMiddle);
        return logRatio(crossed, all - crossed);
      }
      case 'middle-note': {
        const middle = this.#area(from, to, note + third.note, note + 2 * third.note);
        return logRatio(middle, all - middle);
      }
      case 'middle-time': {
        const middle = this.#area(from + third.time, from + 2 * third.time, note, top);
        return logRatio(middle, all - middle);
      }
    }
  }

  /** Sum over rows `from` to `to` and notes `note` to `top`, ends exclusive. */
  #area(from: number, to: number, note: number, top: number): number {
    const sums = this.#sums;
    const start = (from & (KEPT - 1)) * STRIDE;
    const end = (to & (KEPT - 1)) * STRIDE;
    return sums[end + top]! - sums[end + note]! - sums[start + top]! + sums[start + note]!;
  }
}

/** Neighbouring grades differ in one bit. */
const GRAY = [0, 1, 3, 2] as const;

function logRatio(one: number, other: number): number {
  return Math.log((1 + one) / (1 + other));
}

function gradeOf(contrast: number, [second, third, fourth]: readonly [number, number, number]): number {
  if (contrast < third) return contrast < second ? 0 : 1;
  return contrast < fourth ? 2 : 3;
}
