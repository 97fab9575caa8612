import { createHash } from 'node:crypto';
import type { DiscSource } from '../source/disc-source.ts';
import type { DiscId } from '../structure/disc.ts';

/**
 * The content hash of TheDiscDb: the MD5 of the files' sizes, eight bytes each, in name order. It covers all files of `VIDEO_TS`, or the
 * `.m2ts` files of `BDMV/STREAM`.
 * @returns undefined if there are none.
 */
export async function discDbHash(source: DiscSource): Promise<DiscId | undefined> {
  const isDvd = await source.hasFolder('VIDEO_TS');
  const files = (await source.files(isDvd ? 'VIDEO_TS' : 'BDMV/STREAM')).filter(({ name }) => isDvd || /\.m2ts$/i.test(name));
  if (files.length === 0) return undefined;
  const hash = createHash('md5');
  for (const { size } of files) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(size));
    hash.update(bytes);
  }
  return { name: 'discdb-content-hash', value: hash.digest('hex').toUpperCase(), source: 'TheDiscDb: MD5 of the files’ sizes' };
}
