import { ENTRY_BYTES, HEADER_BYTES, KIND_BYTES, MAGIC, SECTIONS_AT } from './sdfp-layout.ts';

/**
 * The kinds of a fingerprint file's sections, from its beginning alone: the sections are not read, and nothing is checked.
 * @param head - The file's first bytes, such as 1 KiB; kinds beyond them are left out.
 * @returns Four characters each, such as `LFEA`; empty for a file that is no fingerprint.
 */
export function sectionKindsOf(head: Uint8Array): string[] {
  if (head.length < HEADER_BYTES || MAGIC.some((byte, at) => head[at] !== byte)) return [];
  const count = new DataView(head.buffer, head.byteOffset).getUint32(SECTIONS_AT, true);
  const known = Math.min(count, Math.floor((head.length - HEADER_BYTES) / ENTRY_BYTES));
  return Array.from({ length: known }, (_, at) => {
    const start = HEADER_BYTES + at * ENTRY_BYTES;
    return String.fromCharCode(...head.subarray(start, start + KIND_BYTES));
  });
}
