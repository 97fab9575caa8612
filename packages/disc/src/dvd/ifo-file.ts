import type { ByteReader } from '../bytes/byte-reader.ts';
import { damaged } from '../bytes/damaged.ts';
import { readWhole } from '../bytes/whole.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { Faults } from '../structure/faults.ts';

/** Largest IFO file. Its tables are addressed in sectors of its title set, and the largest known ones have some MB. */
const MOST_IFO_BYTES = 64 * 1024 * 1024;

/** Bytes of a sector, the unit of an IFO file's offsets. */
export const IFO_SECTOR = 2048;

/**
 * Reads a structure from an IFO file, or from its backup if the file is missing or damaged. The faults record that.
 * @param stem - Path inside the disc without its extension: `VIDEO_TS/VTS_01_0`.
 * @param magic - The start of the file.
 * @param read - Parses the structure from the file's bytes.
 * @returns undefined if neither file is readable.
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
 * A table of an IFO file that is addressed in sectors.
 * @param field - Position of the address.
 * @returns undefined if the address is 0: no such table.
 */
export function tableAt(ifo: ByteReader, field: number, name: string): ByteReader | undefined {
  const sector = ifo.u32(field);
  return sector === 0 ? undefined : ifo.from(sector * IFO_SECTOR, name);
}
