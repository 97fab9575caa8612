import { open } from 'node:fs/promises';
import type { FoundFormat } from '@streetdate/release';
import { fileFault } from '../files/file-state.ts';

/** Bytes of a program that are searched for an archive behind it. */
const SEARCHED_BYTES = 1024 * 1024;
/** A ZIP archive ends with its end record and a comment of at most 65,535 bytes (APPNOTE 4.3.16). */
const ZIP_END_BYTES = 22 + 65_535;

const BEHIND_PROGRAMS: readonly (readonly [signature: string, FoundFormat])[] = [
  ['Rar!\x1a\x07', { format: 'rar', name: 'a self-extracting RAR archive' }],
  ['7z\xbc\xaf\x27\x1c', { format: 'libarchive', name: 'a self-extracting 7z archive' }],
];

/**
 * Finds the archive in a program that unpacks itself. Nothing is run.
 * @returns undefined if the program has none.
 * @throws StreetdateError `file-not-found` or `file-unreadable`.
 */
export async function findSelfExtracting(path: string): Promise<FoundFormat | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const start = Buffer.alloc(Math.min(size, SEARCHED_BYTES));
      await file.read(start, 0, start.length, 0);
      const found = BEHIND_PROGRAMS.find(([signature]) => start.includes(Buffer.from(signature, 'latin1')));
      if (found) return found[1];
      const end = Buffer.alloc(Math.min(size, ZIP_END_BYTES));
      await file.read(end, 0, end.length, size - end.length);
      return end.includes(Buffer.from('PK\x05\x06', 'latin1')) ? { format: 'zip', name: 'a self-extracting ZIP archive' } : undefined;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw fileFault(cause, path);
  }
}
