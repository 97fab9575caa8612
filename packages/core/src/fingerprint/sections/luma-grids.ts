import type { HasLuma, LumaSeries } from './luma-series.ts';
import { broken, onlyOne, type Section } from './section.ts';
import { SectionWriter } from './section-writer.ts';
import { spliceEntries } from './splice.ts';

/** Rows and columns of {@link LumaSeries.coarseGrid}. */
export const COARSE_LUMA_GRID = 3;
/** Rows and columns of {@link LumaSeries.fineGrid} and {@link LumaSeries.changeSigns}. */
export const FINE_LUMA_GRID = 8;

/** Bytes before the array: rows and columns, entries. */
const HEADER_BYTES = 8;

/** `GRID`: the coarse grid. */
export const coarseGrid = gridSection('GRID', 'coarseGrid', COARSE_LUMA_GRID, 8, 'parts');
/** `CELL`: the fine grid. */
export const fineGrid = gridSection('CELL', 'fineGrid', FINE_LUMA_GRID, 8, 'cells');
/** `RISE`: the luma-change signs. */
export const changeSigns = gridSection('RISE', 'changeSigns', FINE_LUMA_GRID, 1, 'words of change signs');

/**
 * A section that holds `bits` bits for each cell of a grid and each entry of the luma series. A file has it at most once and only after
 * `LUMA`. A grid of another size, of a later version, is left out.
 */
function gridSection<K extends 'coarseGrid' | 'fineGrid' | 'changeSigns'>(
  kind: string,
  name: K,
  side: number,
  bits: 1 | 8,
  numbers: string,
): Section<HasLuma> {
  /** Numbers in the array for each entry. */
  const each = bits === 8 ? side ** 2 : side ** 2 / 32;
  const grid = (luma: LumaSeries | undefined): Uint8Array | Uint32Array | undefined => luma?.[name];
  return {
    kind,
    encode: ({ luma }) => {
      const values = grid(luma);
      if (values === undefined) return [];
      const section = new SectionWriter(HEADER_BYTES + values.byteLength).u32(side, luma!.timesMs.length);
      return [(values instanceof Uint8Array ? section.put(values) : section.words(values)).bytes];
    },
    decode: (sections, { luma }) => {
      const section = luma && onlyOne(sections);
      if (luma === undefined || section === undefined) return {};
      const where = `its ${kind} section at byte ${section.offset} has`;
      if (section.length < HEADER_BYTES) throw broken(`${where} only ${section.length} bytes`);
      const [rows, count] = [section.u32(), section.u32()];
      if (HEADER_BYTES + (count * rows ** 2 * bits) / 8 !== section.length) {
        throw broken(`${where} ${section.length} bytes, which does not fit ${count} entries of ${rows} × ${rows}`);
      }
      if (rows !== side) return {};
      return { luma: { ...luma, [name]: bits === 8 ? section.bytes(count * each) : section.words(count * each) } };
    },
    check: ({ luma }) => {
      const values = grid(luma);
      if (values === undefined || values.length === luma!.timesMs.length * each) return undefined;
      return `luma series has ${luma!.timesMs.length} times and ${values.length} ${numbers}`;
    },
    splice: (cuts, _film, { luma }) => {
      if (luma === undefined || cuts.some(({ fingerprint }) => grid(fingerprint.luma) === undefined)) return {};
      const kept: number[] = [];
      spliceEntries(
        cuts,
        ({ luma }) => luma!.timesMs,
        (fingerprint, at) => kept.push(...grid(fingerprint.luma)!.subarray(at * each, (at + 1) * each)),
      );
      return { luma: { ...luma, [name]: bits === 8 ? Uint8Array.from(kept) : Uint32Array.from(kept) } };
    },
  };
}
