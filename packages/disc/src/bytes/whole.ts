import { ByteReader } from './byte-reader.ts';
import type { ByteSource } from './byte-source.ts';
import { damaged } from './damaged.ts';

/**
 * Reads a whole structure into memory.
 * @param limit - Largest size of such a structure. A larger one is refused, so that no size field exhausts memory.
 * @throws StreetdateError `damaged-disc` if it is larger. A truncated one is read as far as it goes.
 */
export async function readWhole(source: ByteSource, limit: number): Promise<ByteReader> {
  if (source.size > limit) throw damaged(source.name, `it has ${source.size} bytes, and such a file has ${limit} at most`);
  return new ByteReader(await source.read(0, source.size), source.name);
}
