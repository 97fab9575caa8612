import { ENTRY_BYTES, HEADER_BYTES, KIND_BYTES, SECTIONS_AT } from './sdfp-layout.ts';

/** Bytes from the start of an `.sdfp` file that hold its header and its table of sections, whatever sections it has. */
export const TABLE_BYTES: number = HEADER_BYTES + 64 * ENTRY_BYTES;

/** Where a section lies in an `.sdfp` file. */
export interface SectionPlace {
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** Its length. */
  readonly bytes: number;
}

/**
 * Looks up a section in the table of an `.sdfp` file, so that a part of a large file can be read by itself. Nothing is checked: whoever decodes
 * the file does that.
 * @param head - The first {@link TABLE_BYTES} bytes of the file, or all of a shorter one.
 * @param kind - Four letters.
 * @returns undefined if the file has no such section.
 */
export function findSection(head: Uint8Array, kind: string): SectionPlace | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const count = head.length < HEADER_BYTES ? 0 : view.getUint32(SECTIONS_AT, true);
  for (let entry = HEADER_BYTES; entry < HEADER_BYTES + ENTRY_BYTES * count && entry + ENTRY_BYTES <= head.length; entry += ENTRY_BYTES) {
    if (String.fromCharCode(...head.subarray(entry, entry + KIND_BYTES)) === kind) {
      return { offset: view.getUint32(entry + 8, true), bytes: view.getUint32(entry + 12, true) };
    }
  }
  return undefined;
}
