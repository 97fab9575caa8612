import { sha256Of } from '../blobs/sha256.ts';
import type { FileState } from '../files/file-state.ts';

/** Lower case, letters and digits of any script, with hyphens; empty if the text has none. */
export function slug(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}

/** The stem, or the stem with the first free number from 2 on. */
export function freeId(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

/** The id of the scan of a file in a state: 16 hexadecimal digits. */
export function scanIdOf({ realPath, stamp }: FileState): string {
  return sha256Of(new TextEncoder().encode(`${realPath}\0${stamp}`)).slice(0, 16);
}
