/** The MPEG-7 video signature of a film, as far as the comparison of frames needs it. */
export interface VideoSignature {
  /** Ticks a second of {@link VideoSignature.ticks}. */
  readonly ticksPerSecond: number;
  /** Time of each frame, in ticks. */
  readonly ticks: Uint32Array;
  /** How much a frame's picture has to show, 0 to 255; near 0 for a picture of one colour. */
  readonly confidence: Uint8Array;
  /** 380 elements a frame, each 0, 1 or 2: darker, equal or brighter, of one region's mean against another's. */
  readonly elements: Uint8Array;
}

/** Elements of a frame signature. */
export const ELEMENTS = 380;
/** One byte packs five elements as digits to the base of three, the first the highest. */
const ELEMENTS_A_BYTE = 5;

/**
 * Reads the binary form of a video signature of one region, uncompressed (ISO/IEC 15938-3:2002/Amd 4:2010, as ffmpeg's filter `signature`
 * writes it). The coarse signatures, bags of words over 90 frames, are passed over: they serve to skip comparisons in large databases.
 * @throws RangeError when the bytes end too early, or hold more regions or a compression.
 */
export function readVideoSignature(bytes: Uint8Array): VideoSignature {
  const bits = new BitReader(bytes);
  const regions = bits.read(32);
  if (regions !== 1) throw new RangeError(`a video signature must have 1 region, got ${regions}`);
  // Where the region lies, and its first frame.
  bits.skip(1 + 32 + 2 * 16 + 32);
  const frames = bits.read(32);
  const ticksPerSecond = bits.read(16);
  bits.skip(1 + 32 + 32);
  const segments = bits.read(32);
  // Of each segment its first and last frame, their times after a flag, and five bags of 243 words.
  bits.skip(segments * (2 * 32 + 1 + 2 * 32 + 5 * 243));
  if (bits.read(1) !== 0) throw new RangeError('a video signature must not be compressed');
  const ticks = new Uint32Array(frames);
  const confidence = new Uint8Array(frames);
  const elements = new Uint8Array(frames * ELEMENTS);
  for (let frame = 0; frame < frames; frame++) {
    bits.skip(1);
    ticks[frame] = bits.read(32);
    confidence[frame] = bits.read(8);
    bits.skip(5 * 8);
    for (let at = frame * ELEMENTS; at < (frame + 1) * ELEMENTS; at += ELEMENTS_A_BYTE) {
      let packed = bits.read(8);
      for (let digit = ELEMENTS_A_BYTE - 1; digit >= 0; digit--) {
        elements[at + digit] = packed % 3;
        packed = Math.floor(packed / 3);
      }
    }
  }
  return { ticksPerSecond, ticks, confidence, elements };
}

/**
 * Writes each element as two bits, 0 as 00, 1 as 01, 2 as 11: the number of differing bits is then the sum of the elements' differences,
 * which is the distance that the standard compares frames by (0 to 760).
 * @returns 24 words a frame, the last 8 bits of them unused.
 */
export function thermometerCodes({ elements }: Pick<VideoSignature, 'elements'>): Uint32Array {
  const frames = elements.length / ELEMENTS;
  const codes = new Uint32Array(frames * SIGNATURE_WORDS);
  for (let frame = 0; frame < frames; frame++) {
    for (let at = 0; at < ELEMENTS; at++) {
      const element = elements[frame * ELEMENTS + at]!;
      const bits = element === 0 ? 0 : element === 1 ? 1 : 3;
      codes[frame * SIGNATURE_WORDS + (at >> 4)]! |= bits << (2 * (at & 15));
    }
  }
  return codes;
}

/** 32-bit words in a frame's code. */
export const SIGNATURE_WORDS = 24;

/** Reads whole numbers of up to 32 bits, the highest bit first. */
class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  skip(bits: number): void {
    this.#at += bits;
  }

  read(bits: number): number {
    let value = 0;
    for (let left = bits; left > 0; ) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new RangeError(`a video signature ends after ${this.#bytes.length} bytes, in the middle of a field`);
      const inByte = Math.min(left, 8 - (this.#at & 7));
      const part = (byte >> (8 - (this.#at & 7) - inByte)) & ((1 << inByte) - 1);
      value = value * 2 ** inByte + part;
      this.#at += inByte;
      left -= inByte;
    }
    return value;
  }
}
