import type { ByteReader } from '../bytes/byte-reader.ts';
import { damaged } from '../bytes/damaged.ts';
import { readWhole } from '../bytes/whole.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { Faults } from '../structure/faults.ts';

/** Largest IFO file: its tables are addressed in sectors of its title set, and the largest seen have some MB. */
const MOST_IFO_BYTES = 64 * 1024 * 1024;

/** Bytes of a sector, by which an IFO file's own offsets count. */
export const IFO_SECTOR = 2048;

/**
 * Reads a structure out of an IFO file, or out of its backup where the file is missing or damaged; the faults say so.
 * @param stem - Path inside the disc without its ending: `VIDEO_TS/VTS_01_0`.
 * @param magic - What the file begins with.
 * @param read - Reads the structure; gets the file's bytes.
 * @returns undefined when there is neither, or both are damaged.
 */
export async function readIfo<T>(
  source: DiscSource,
  stem: string,
  magic: string,
  faults: Faults,
  read: (ifo: ByteReader) => T,
): Promise<T | undefined> {
  for (const ending of ['IFO', 'BUP']) {
    const result = await faults.tryAsync(async () => {
      const bytes = await source.open(`${stem}.${ending}`);
      if (bytes === undefined) return undefined;
      const ifo = await readWhole(bytes, MOST_IFO_BYTES);
      if (ifo.ascii(0, 12) !== magic) throw damaged(ifo.name, `it does not begin with ${magic}`);
      return { value: read(ifo) };
    });
    if (result === undefined) continue;
    if (ending === 'BUP') faults.add(`${source.path}: ${stem}.IFO cannot be read; its backup ${stem}.BUP was`);
    return result.value;
  }
  return undefined;
}

/**
 * A table of an IFO file whose address is given in sectors.
 * @param field - Where the address is.
 * @returns undefined where there is no such table: its address is 0.
 */
export function tableAt(ifo: ByteReader, field: number, name: string): ByteReader | undefined {
  const sector = ifo.u32(field);
  return sector === 0 ? undefined : ifo.from(sector * IFO_SECTOR, name);
}
