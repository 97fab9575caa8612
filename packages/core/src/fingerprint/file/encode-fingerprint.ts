import { checkFingerprint } from '../check-fingerprint.ts';
import { type Fingerprint, SECTIONS } from '../fingerprint.ts';
import type { Section } from '../sections/section.ts';
import { faultOf } from './fingerprint-fault.ts';
import {
  align,
  CHECKSUM_AT,
  checksum,
  ENTRY_BYTES,
  HEADER_BYTES,
  KIND_BYTES,
  LENGTH_AT,
  MAGIC,
  MUST_UNDERSTAND,
  SECTIONS_AT,
  VERSION,
  VERSION_AT,
} from './sdfp-layout.ts';

/**
 * Writes a fingerprint as the bytes of an `.sdfp` file; {@link decodeFingerprint} reads an equal one back. Seconds are rounded to whole
 * milliseconds. The same fingerprint gives the same bytes on every machine.
 * @returns A new array; the caller owns it.
 * @throws RangeError when the fingerprint is not valid, for example when its times go back.
 */
export function encodeFingerprint(fingerprint: Fingerprint): Uint8Array {
  checkFingerprint('fingerprint', fingerprint);
  return encodeSections(SECTIONS, fingerprint);
}

/** Writes a fingerprint that consists of some sections. @throws RangeError when it is not valid. */
export function encodeSections<P>(sections: readonly Section<P>[], fingerprint: P): Uint8Array {
  const fault = faultOf(sections, fingerprint);
  if (fault !== undefined) throw new RangeError(`fingerprint must be a valid one, but its ${fault}`);
  return writeFile(
    sections.flatMap(({ kind, mustUnderstand = false, encode }) => encode(fingerprint).map((bytes) => ({ kind, mustUnderstand, bytes }))),
  );
}

interface EncodedSection {
  readonly kind: string;
  readonly mustUnderstand: boolean;
  readonly bytes: Uint8Array;
}

/** Writes the header, the section table and the sections, and seals the file with its checksum. */
function writeFile(sections: readonly EncodedSection[]): Uint8Array {
  const tableEnd = HEADER_BYTES + ENTRY_BYTES * sections.length;
  const fileBytes = sections.reduce((end, { bytes }) => end + align(bytes.length), tableEnd);
  const file = new Uint8Array(fileBytes);
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  view.setUint32(VERSION_AT, VERSION, true);
  view.setUint32(SECTIONS_AT, sections.length, true);
  view.setUint32(LENGTH_AT, fileBytes, true);
  let offset = tableEnd;
  for (const [index, { kind, mustUnderstand, bytes }] of sections.entries()) {
    const entry = HEADER_BYTES + ENTRY_BYTES * index;
    for (let at = 0; at < KIND_BYTES; at++) view.setUint8(entry + at, kind.charCodeAt(at));
    view.setUint32(entry + 4, mustUnderstand ? MUST_UNDERSTAND : 0, true);
    view.setUint32(entry + 8, offset, true);
    view.setUint32(entry + 12, bytes.length, true);
    file.set(bytes, offset);
    offset += align(bytes.length);
  }
  view.setUint32(CHECKSUM_AT, checksum(file), true);
  return file;
}
