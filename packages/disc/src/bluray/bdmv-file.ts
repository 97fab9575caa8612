import type { ByteReader } from '../bytes/byte-reader.ts';
import { damaged } from '../bytes/damaged.ts';
import { readWhole } from '../bytes/whole.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { Faults } from '../structure/faults.ts';

/** Largest structure file: playlists of a thousand items with all streams have less than a megabyte, clip information some. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Reads a structure of a Blu-ray, or its copy in `BDMV/BACKUP` where the file is missing or damaged; the faults say so.
 * @param path - Path below `BDMV`, such as `PLAYLIST/00000.mpls`.
 * @param magic - The four characters that the file begins with, before its version.
 * @returns undefined when there is neither, or both are damaged.
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

/** A part of a structure file that begins with its own length in four bytes. @param address - Where it is. */
export function sized(file: ByteReader, address: number, name: string): ByteReader {
  return file.part(address + 4, file.u32(address), name);
}
