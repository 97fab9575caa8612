import { ByteReader } from './byte-reader.ts';
import type { ByteSource } from './byte-source.ts';
import { damaged } from './damaged.ts';

/**
 * Reads a whole structure into memory.
 * @param limit - Most bytes that such a structure has; a larger one is refused, so that no size field makes a reader run out of memory.
 * @throws StreetdateError `damaged-disc` when it is larger. One that is cut short is read as far as it goes.
 */
export async function readWhole(source: ByteSource, limit: number): Promise<ByteReader> {
  if (source.size > limit) throw damaged(source.name, `it has ${source.size} bytes, and such a file has ${limit} at most`);
  return new ByteReader(await source.read(0, source.size), source.name);
}
