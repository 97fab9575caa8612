/** Films in a few bytes that state more than any film has, written byte by byte after ISO/IEC 14496-12, QuickTime and RFC 9559. */

/** A track of a {@link movieBomb}: its samples lie over each other in the file. */
export interface BombTrack {
  readonly width: number;
  readonly height: number;
  readonly samplesPerChunk: number;
  readonly chunks: number;
  /** Ticks from one sample to the next, a thousand a second. */
  readonly delta: number;
  /** Length that the header states, in ticks. @defaultValue what the samples take */
  readonly duration?: number;
}

const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [(value >>> 8) & 255, value & 255]));
const u32 = (...values: number[]) =>
  Buffer.from(values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]));
const box = (type: string, ...parts: Uint8Array[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const full = (type: string, flags: number, ...parts: Uint8Array[]) => box(type, u32(flags), ...parts);
const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** A QuickTime film of uncompressed grey pictures. */
export function movieBomb(tracks: readonly BombTrack[], dataBytes: number): Buffer {
  const type = box('ftyp', Buffer.from('qt  \0\0\0\0qt  ', 'latin1'));
  const at = type.length + 8;
  const parts = tracks.map((track, index) => trackOf(track, index + 1, at));
  const header = full(
    'mvhd',
    0,
    u32(0, 0, 1000, Math.max(0, ...tracks.map(({ duration = 0 }) => duration))),
    u32(0x10000),
    u16(0x100),
    Buffer.alloc(10),
    MATRIX,
    Buffer.alloc(24),
    u32(tracks.length + 1),
  );
  return Buffer.concat([type, box('mdat', Buffer.alloc(dataBytes, 0x80)), box('moov', header, ...parts)]);
}

function trackOf({ width, height, samplesPerChunk, chunks, delta, duration }: BombTrack, id: number, at: number): Buffer {
  const samples = samplesPerChunk * chunks;
  const length = duration ?? Math.min(samples * delta, 2 ** 32 - 2);
  const entry = box(
    'raw ',
    Buffer.alloc(6),
    u16(1),
    Buffer.alloc(16),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(40, 0xffff),
  );
  const table = box(
    'stbl',
    full('stsd', 0, u32(1), entry),
    full('stts', 0, u32(1, samples, delta)),
    full('stsc', 0, u32(1, 1, samplesPerChunk, 1)),
    full('stsz', 0, u32(1, samples)),
    full('stco', 0, u32(chunks), ...new Array<Buffer>(chunks).fill(u32(at))),
  );
  const data = box('dinf', full('dref', 0, u32(1), full('url ', 1)));
  const media = box(
    'mdia',
    full('mdhd', 0, u32(0, 0, 1000, length), u16(0, 0)),
    full('hdlr', 0, u32(0), Buffer.from('vide', 'latin1'), Buffer.alloc(12), Buffer.from('v\0', 'latin1')),
    box('minf', full('vmhd', 1, Buffer.alloc(8)), data, table),
  );
  return box('trak', full('tkhd', 3, u32(0, 0, id, 0, length, 0, 0), u16(0, 0, 0, 0), MATRIX, u32(width << 16, height << 16)), media);
}

const size = (bytes: number) => {
  for (let length = 1; length <= 4; length++)
    if (bytes < 2 ** (7 * length) - 1) {
      const value = Buffer.alloc(length);
      value.writeUIntBE(bytes + 2 ** (7 * length), 0, length);
      return value;
    }
  throw new RangeError(`an element has less than 256 MiB, got ${bytes}`);
};
const element = (id: string, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(id, 'hex'), size(body.length), body]);
};
const whole = (value: number) => (value < 256 ? Buffer.from([value]) : value < 65_536 ? u16(value) : u32(value));
const matroska = (...parts: Uint8Array[]) =>
  Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('matroska')), element('4287', whole(2)), element('4285', whole(2))),
    element('18538067', element('1549a966', element('2ad7b1', whole(1_000_000))), ...parts),
  ]);
const grey = (id: number) =>
  element(
    'ae',
    ...[element('d7', whole(id)), element('73c5', whole(id)), element('83', whole(1)), element('86', Buffer.from('V_UNCOMPRESSED'))],
    element('e0', element('b0', whole(1)), element('ba', whole(1)), element('2eb524', Buffer.from('Y800'))),
  );

/** A Matroska film with so many tracks. */
export function tracksBomb(tracks: number): Buffer {
  const block = element('a3', Buffer.from([0x81, 0, 0, 0x80, 0x80]));
  const all = Array.from({ length: tracks }, (_, index) => grey(index + 1));
  return matroska(element('1654ae6b', ...all), element('1f43b675', element('e7', whole(0)), block));
}

/** A Matroska film of 1 × 1 pixel, 256 pictures in each 267 bytes. */
export function lacedBomb(pictures: number): Buffer {
  const block = element('a3', Buffer.from([0x81, 0, 0, 0x84, 0xff]), Buffer.alloc(256, 0x80));
  const blocks = new Array<Buffer>(Math.ceil(pictures / 256)).fill(block);
  return matroska(element('1654ae6b', grey(1)), element('1f43b675', element('e7', whole(0)), ...blocks));
}
