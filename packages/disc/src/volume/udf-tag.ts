import type { ByteReader } from '../bytes/byte-reader.ts';
import { damaged } from '../bytes/damaged.ts';

/** Descriptor tag identifiers (ECMA-167, 3/7.2.1 and 4/7.2.1). */
export const TAG = {
  primaryVolume: 1,
  anchor: 2,
  volumePointer: 3,
  partition: 5,
  logicalVolume: 6,
  terminating: 8,
  fileSet: 256,
  fileIdentifier: 257,
  allocationExtent: 258,
  fileEntry: 261,
  extendedFileEntry: 266,
} as const;

/** Bytes of a descriptor tag. */
const TAG_BYTES = 16;

/** The tag identifier of a descriptor; undefined if its checksum is wrong (ECMA-167, 3/7.2). */
export function tagOf(descriptor: ByteReader): number | undefined {
  if (descriptor.length < TAG_BYTES) return undefined;
  let sum = 0;
  for (let at = 0; at < TAG_BYTES; at++) if (at !== 4) sum += descriptor.u8(at);
  const id = descriptor.u16LE(0);
  return id !== 0 && (sum & 0xff) === descriptor.u8(4) ? id : undefined;
}

/** Returns the tag identifier if it is one of the wanted. @throws StreetdateError `damaged-disc`. */
export function expectTag(descriptor: ByteReader, ...wanted: readonly number[]): number {
  const tag = tagOf(descriptor);
  if (tag !== undefined && wanted.includes(tag)) return tag;
  throw damaged(
    descriptor.name,
    `there is ${tag === undefined ? 'no descriptor' : `a descriptor of kind ${tag}`} where one of kind ${wanted.join(' or ')} should be`,
  );
}

/** Text in OSTA CS0 (UDF 2.60, 2.1.1). The first byte gives the bits of a character, 8 or 16. Other kinds give an empty text. */
export function cs0(bytes: Uint8Array): string {
  const kind = bytes[0];
  if (kind === 8 || kind === 254) return Array.from(bytes.subarray(1), (byte) => String.fromCharCode(byte)).join('');
  if (kind === 16 || kind === 255) return new TextDecoder('utf-16be').decode(bytes.subarray(1));
  return '';
}

/** Text in a field of fixed size whose last byte is its length (ECMA-167, 1/7.2.12). */
export function dstring(field: Uint8Array): string {
  const length = Math.min(field.at(-1) ?? 0, field.length - 1);
  return cs0(field.subarray(0, length)).replaceAll('\0', '').trim();
}

/** A timestamp (ECMA-167, 1/7.3); undefined if invalid. */
export function timestamp(reader: ByteReader, at: number): Date | undefined {
  const zone = reader.u16LE(at) & 0xfff;
  const [month, day] = [reader.u8(at + 4), reader.u8(at + 5)];
  if (month < 1 || month > 12 || day < 1) return undefined;
  // A signed 12-bit number; -2047 means an unknown offset.
  const minutes = zone > 2047 ? zone - 4096 : zone;
  const milliseconds = 10 * reader.u8(at + 9) + Math.floor(reader.u8(at + 10) / 10);
  const local = Date.UTC(reader.u16LE(at + 2), month - 1, day, reader.u8(at + 6), reader.u8(at + 7), reader.u8(at + 8), milliseconds);
  return new Date(local - (minutes === -2047 ? 0 : minutes) * 60_000);
}
