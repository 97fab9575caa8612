import { timesFault } from './checks.ts';
import { broken, onlyOne, type Section } from './section.ts';
import type { SectionReader } from './section-reader.ts';
import { SectionWriter } from './section-writer.ts';
import { spliceEntries } from './splice.ts';

/**
 * The mean luma of one film's active area, in order of time: at most five entries a second for a reference, sixteen for a query. Compared
 * with another film's it shows changed levels, and the flicker of a camera copy. It shows nothing of the picture.
 */
export interface LumaSeries {
  /** Presentation time of each entry, whole milliseconds, ascending. */
  readonly timesMs: Uint32Array;
  /** Mean luma of each, 0 (black) to 255 (white), times 256. */
  readonly means: Uint16Array;
  /**
   * Mean luma of each cell of a grid of {@link COARSE_LUMA_GRID} by {@link COARSE_LUMA_GRID}, row after row, entry after entry, in eighths
   * of a luma code, modulo 256. A change of less than 16 codes between two entries is known to an eighth. It shows where in the picture
   * something moves. @defaultValue unknown
   */
  readonly coarseGrid?: Uint8Array;
  /**
   * The same for a grid of {@link FINE_LUMA_GRID} by {@link FINE_LUMA_GRID}, of queries of up to an hour. Small motion needs small cells.
   * @defaultValue unknown
   */
  readonly fineGrid?: Uint8Array;
  /**
   * Luma-change signs of the fine grid, of references: whether each cell became brighter since the entry before, relative to the mean of
   * all cells. One bit for each cell, row after row from the lowest bit on, two words for each entry. Zero for the first entry.
   * @defaultValue unknown
   */
  readonly changeSigns?: Uint32Array;
}

/** A fingerprint's luma series. */
export interface HasLuma {
  /** The mean luma of its picture over time. Undefined for a still, and in files of older versions. */
  readonly luma?: LumaSeries;
}

/** Bytes before the arrays: count, zero. */
const HEADER_BYTES = 8;

/** `LUMA`, at most once. The grids are in sections of their own, which come after it. */
export const lumaSeries: Section<HasLuma> = {
  kind: 'LUMA',
  encode: ({ luma }) => (luma ? [encodeLuma(luma)] : []),
  decode: (sections) => {
    const section = onlyOne(sections);
    return section ? { luma: decodeLuma(section) } : {};
  },
  check: ({ luma }) => luma && lumaFault(luma),
  // None when a part has none: the search would take the hole for darkness.
  splice: (cuts) => {
    if (cuts.some(({ fingerprint }) => fingerprint.luma === undefined)) return {};
    const means: number[] = [];
    const timesMs = spliceEntries(
      cuts,
      ({ luma }) => luma!.timesMs,
      ({ luma }, at) => means.push(luma!.means[at]!),
    );
    return { luma: { timesMs, means: Uint16Array.from(means) } };
  },
};

function encodeLuma({ timesMs, means }: LumaSeries): Uint8Array {
  return new SectionWriter(HEADER_BYTES + 6 * timesMs.length).u32(timesMs.length, 0).words(timesMs).shorts(means).bytes;
}

function decodeLuma(section: SectionReader): LumaSeries {
  const where = `its luma series at byte ${section.offset} has`;
  if (section.length < HEADER_BYTES) throw broken(`${where} only ${section.length} bytes`);
  const [count] = [section.u32(), section.u32()];
  if (HEADER_BYTES + 6 * count !== section.length) throw broken(`${where} ${section.length} bytes, which does not fit ${count} entries`);
  return { timesMs: section.words(count), means: section.shorts(count) };
}

function lumaFault({ timesMs, means }: LumaSeries): string | undefined {
  if (means.length !== timesMs.length) return `luma series has ${timesMs.length} times and ${means.length} means`;
  return timesFault('luma series', timesMs);
}
