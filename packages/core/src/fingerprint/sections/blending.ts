import { timesFault } from './checks.ts';
import { broken, onlyOne, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';
import { spliceEntries } from './splice.ts';

/**
 * How close each frame of one film is to the mean of the frames before and after it, in order of time. Standards conversion that blends
 * frames makes frames close to that mean in a steady beat, and where the beat falls identifies the conversion. Repeated frames and frames
 * without motion have no entry. It shows nothing of the picture.
 */
export interface Blending {
  /** Presentation time of each entry, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /**
   * 0 for a frame as far from the mean as in a film without blending. 32 more for each natural logarithm by which its mean squared
   * distance is smaller, relative to the motion.
   */
  readonly nearness: Uint8Array;
}

/** A fingerprint's blending. */
export interface HasBlending {
  /** How close its frames are to the means of their neighbours, of a reference that was fingerprinted with details. */
  readonly blending?: Blending;
}

/** Bytes before the arrays: count, zero. */
const HEADER_BYTES = 8;

/** `BLND`, at most once. */
export const blending: Section<HasBlending> = {
  kind: 'BLND',
  encode: ({ blending }) => (blending ? [encodeBlending(blending)] : []),
  decode: (sections) => {
    const section = onlyOne(sections);
    return section ? { blending: decodeBlending(section) } : {};
  },
  check: ({ blending }) => blending && blendingFault(blending),
  splice: (cuts) => {
    const nearness: number[] = [];
    const timesMs = spliceEntries(
      cuts,
      ({ blending }) => blending?.timesMs,
      ({ blending }, at) => nearness.push(blending!.nearness[at]!),
    );
    return timesMs.length === 0 ? {} : { blending: { timesMs, nearness: Uint8Array.from(nearness) } };
  },
};

function encodeBlending({ timesMs, nearness }: Blending): Uint8Array {
  return new SectionWriter(HEADER_BYTES + 5 * timesMs.length).u32(timesMs.length, 0).words(timesMs).put(nearness).bytes;
}

function decodeBlending(section: SectionReader): Blending {
  const where = `its blending at byte ${section.offset} has`;
  if (section.length < HEADER_BYTES) throw broken(`${where} only ${section.length} bytes`);
  const [count] = [section.u32(), section.u32()];
  if (HEADER_BYTES + 5 * count !== section.length) throw broken(`${where} ${section.length} bytes, which does not fit ${count} entries`);
  return { timesMs: section.words(count), nearness: section.bytes(count) };
}

function blendingFault({ timesMs, nearness }: Blending): string | undefined {
  if (nearness.length !== timesMs.length) return `blending has ${timesMs.length} times and ${nearness.length} entries`;
  return timesFault('blending', timesMs);
}
