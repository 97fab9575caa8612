import { inflateSync } from 'node:zlib';

/**
 * The font in a WOFF 1.0 file (W3C, 2012), unpacked. fontkit unpacks a table anew for every letter that it takes from it, which makes a page take
 * seconds.
 */
export function fontOfWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  const tables = Array.from({ length: view.getUint16(12) }, (_, at) => {
    const entry = 44 + 20 * at;
    const [start, packedBytes, bytes] = [view.getUint32(entry + 4), view.getUint32(entry + 8), view.getUint32(entry + 12)];
    const packed = woff.subarray(start, start + packedBytes);
    return {
      tag: woff.subarray(entry, entry + 4),
      checkSum: view.getUint32(entry + 16),
      data: packedBytes < bytes ? inflateSync(packed) : packed,
    };
  });
  let end = 12 + 16 * tables.length;
  const starts = tables.map(({ data }) => {
    const start = end;
    end += Math.ceil(data.length / 4) * 4;
    return start;
  });
  const font = new Uint8Array(end);
  const out = new DataView(font.buffer);
  out.setUint32(0, view.getUint32(4));
  const power = Math.floor(Math.log2(tables.length));
  for (const [at, value] of [tables.length, 16 * 2 ** power, power, 16 * (tables.length - 2 ** power)].entries())
    out.setUint16(4 + 2 * at, value);
  for (const [at, { tag, checkSum, data }] of tables.entries()) {
    font.set(tag, 12 + 16 * at);
    for (const [field, value] of [checkSum, starts[at]!, data.length].entries()) out.setUint32(16 + 16 * at + 4 * field, value);
    font.set(data, starts[at]!);
  }
  return font;
}
