import type { ByteReader } from '../bytes/byte-reader.ts';
import { damaged } from '../bytes/damaged.ts';
import { readWhole } from '../bytes/whole.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { Faults } from '../structure/faults.ts';

/** Largest structure file. Playlists of a thousand items with all streams have less than a megabyte, clip information has some. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Reads a Blu-ray structure, or its copy in `BDMV/BACKUP` if the file is missing or damaged. The faults record that.
 * @param path - Path below `BDMV`, such as `PLAYLIST/00000.mpls`.
 * @param magic - The four characters at the start of the file, before its version.
 * @returns undefined if neither file is readable.
 */
export async function readBdmv<T>(
  source: DiscSource,
  path: string,
  magic: string,
  faults: Faults,
  read: (file: ByteReader) => T,
): Promise<T | undefined> {
  for (const folder of ['BDMV', 'BDMV/BACKUP']) {
    const result = await faults.tryAsync(async () => {
      const bytes = await source.open(`${folder}/${path}`);
      if (bytes === undefined) return undefined;
      try {
        const file = await readWhole(bytes, MOST_BYTES);
        if (file.ascii(0, 4) !== magic) throw damaged(file.name, `it does not begin with ${magic}`);
        return { value: read(file) };
      } finally {
        // There may be ten thousand.
        await bytes.close();
      }
    });
    if (result === undefined) continue;
    if (folder !== 'BDMV') faults.add(`${source.path}: BDMV/${path} cannot be read; its copy in BDMV/BACKUP was`);
    return result.value;
  }
  return undefined;
}

/** A part of a structure file that begins with its own length in four bytes. @param address - Its position. */
export function sized(file: ByteReader, address: number, name: string): ByteReader {
  return file.part(address + 4, file.u32(address), name);
}
