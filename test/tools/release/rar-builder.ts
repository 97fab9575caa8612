import { crc32 } from '@streetdate/core/internal';

/** A file for a test archive. */
export interface RarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Packed bytes, compressed by method 3 of the format, instead of the file as it is. */
  readonly packed?: Uint8Array;
  readonly encrypted?: boolean;
  /** Whether it is a symbolic link. */
  readonly link?: boolean;
}

/** Builds the volumes of a RAR archive, stored or of bytes that were packed before, byte by byte after the published notes on the formats. */
export function buildRar(format: 4 | 5, files: readonly RarFile[], volumeBytes = Number.POSITIVE_INFINITY): Uint8Array[] {
  const volumes: Uint8Array[][] = [[]];
  let room = volumeBytes;
  for (const file of files) {
    const packed = file.packed ?? file.bytes;
    let done = 0;
    do {
      if (room <= 0) {
        volumes.push([]);
        room = volumeBytes;
      }
      const piece = packed.subarray(done, done + Math.min(room, packed.length - done));
      const span = { continued: done > 0, continues: done + piece.length < packed.length };
      volumes.at(-1)!.push(format === 4 ? file4(file, piece, span) : file5(file, piece, span), piece);
      done += piece.length;
      room -= piece.length;
    } while (done < packed.length);
  }
  return volumes.map((blocks, number) => {
    const [multi, last] = [volumes.length > 1, number === volumes.length - 1];
    return format === 4 ? volume4(blocks, multi, number, last) : volume5(blocks, multi, number, last);
  });
}

/** Builds a volume of so many headers that name no file: remarks in RAR 4, services in RAR 5. */
export function buildHeaders(format: 4 | 5, count: number): Uint8Array {
  const header = format === 4 ? block4(0x75, 0, new Uint8Array(0)) : block5(3, 0, [0]);
  const blocks = Array.from({ length: count }, () => header);
  return format === 4 ? volume4(blocks, false, 0, true) : volume5(blocks, false, 0, true);
}

/** Mends the checksums of a volume's headers, as far as they can be followed: who forges an archive does so. */
export function sealRar(bytes: Uint8Array): Uint8Array {
  const sealed = bytes.slice();
  const view = new DataView(sealed.buffer);
  const is5 = sealed[6] === 1;
  for (let at = is5 ? 8 : 7; at + 7 <= sealed.length; ) {
    const next = is5 ? seal5(sealed, view, at) : seal4(sealed, view, at);
    if (next === undefined || next <= at) break;
    at = next;
  }
  return sealed;
}

/** @returns Where the next header is. */
function seal4(bytes: Uint8Array, view: DataView, at: number): number | undefined {
  const end = at + view.getUint16(at + 5, true);
  if (end < at + 7 || end > bytes.length) return undefined;
  view.setUint16(at, crc32(bytes.subarray(at + 2, end)) & 0xffff, true);
  const hasData = (view.getUint16(at + 3, true) & 0x8000) !== 0 && at + 11 <= bytes.length;
  return end + (hasData ? view.getUint32(at + 7, true) : 0);
}

function seal5(bytes: Uint8Array, view: DataView, at: number): number | undefined {
  let place = at + 4;
  const next = () => {
    let value = 0;
    for (let factor = 1; place < bytes.length; factor *= 128) {
      const byte = bytes[place++]!;
      value += (byte % 128) * factor;
      if (byte < 128) break;
    }
    return value;
  };
  const size = next();
  const end = place + size;
  if (end > bytes.length) return undefined;
  view.setUint32(at, crc32(bytes.subarray(at + 4, end)), true);
  next();
  const flags = next();
  if ((flags & 1) !== 0) next();
  return end + ((flags & 2) !== 0 ? next() : 0);
}

interface Span {
  readonly continued: boolean;
  readonly continues: boolean;
}

function volume4(blocks: readonly Uint8Array[], multi: boolean, number: number, last: boolean): Uint8Array {
  const signature = Uint8Array.of(0x52, 0x61, 0x72, 0x21, 0x1a, 7, 0);
  const main = block4(0x73, multi ? (number === 0 ? 0x111 : 0x11) : 0, new Uint8Array(6));
  return join(signature, main, ...blocks, block4(0x7b, last ? 0 : 1, new Uint8Array(0)));
}

function file4({ name, bytes, packed, encrypted, link }: RarFile, piece: Uint8Array, { continued, continues }: Span): Uint8Array {
  const text = new TextEncoder().encode(name.replaceAll('/', '\\'));
  const body = new DataView(new ArrayBuffer(25));
  body.setUint32(0, piece.length, true);
  body.setUint32(4, bytes.length, true);
  body.setUint8(8, 3);
  body.setUint32(9, crc32(continues ? piece : bytes), true);
  body.setUint32(13, 0x5a21_6000, true);
  body.setUint8(17, packed ? 29 : 20);
  body.setUint8(18, packed ? 0x33 : 0x30);
  body.setUint16(19, text.length, true);
  body.setUint32(21, link ? 0xa1ff : 0x81a4, true);
  const flags = 0x8000 | (continued ? 1 : 0) | (continues ? 2 : 0) | (encrypted ? 4 : 0) | (packed ? 0x20 : 0);
  return block4(0x74, flags, join(new Uint8Array(body.buffer), text));
}

function block4(type: number, flags: number, body: Uint8Array): Uint8Array {
  const block = new Uint8Array(7 + body.length);
  const view = new DataView(block.buffer);
  view.setUint8(2, type);
  view.setUint16(3, flags, true);
  view.setUint16(5, block.length, true);
  block.set(body, 7);
  view.setUint16(0, crc32(block.subarray(2)) & 0xffff, true);
  return block;
}

function volume5(blocks: readonly Uint8Array[], multi: boolean, number: number, last: boolean): Uint8Array {
  const signature = Uint8Array.of(0x52, 0x61, 0x72, 0x21, 0x1a, 7, 1, 0);
  const main = block5(1, 0, multi ? (number === 0 ? [1] : [3, number]) : [0]);
  return join(signature, main, ...blocks, block5(5, 0, [last ? 0 : 1]));
}

/** Compression of RAR 5: version 0, method 3, a dictionary of 1 MiB. */
const PACKED_5 = (3 << 7) | (3 << 10);

function file5({ name, bytes, packed, encrypted, link }: RarFile, piece: Uint8Array, { continued, continues }: Span): Uint8Array {
  const text = new TextEncoder().encode(name);
  const crc = crc32(continues ? piece : bytes);
  const crcBytes = [0, 8, 16, 24].map((shift) => (crc >>> shift) & 255);
  const extra = encrypted ? [3, 1, 0, 0] : link ? [5, 5, 1, 0, 1, 0x78] : [];
  const fields = [
    4,
    ...vint(bytes.length),
    ...vint(0o100644),
    ...crcBytes,
    ...vint(packed ? PACKED_5 : 0),
    1,
    ...vint(text.length),
    ...text,
    ...extra,
  ];
  const flags = 2 | (extra.length > 0 ? 1 : 0) | (continued ? 8 : 0) | (continues ? 16 : 0);
  return block5(2, flags, [...(extra.length > 0 ? vint(extra.length) : []), ...vint(piece.length), ...fields]);
}

function block5(type: number, flags: number, body: readonly number[]): Uint8Array {
  const content = [...vint(type), ...vint(flags), ...body];
  const sized = Uint8Array.from([...vint(content.length), ...content]);
  const block = new Uint8Array(4 + sized.length);
  new DataView(block.buffer).setUint32(0, crc32(sized), true);
  block.set(sized, 4);
  return block;
}

function vint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...vint(Math.floor(value / 128))];
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
