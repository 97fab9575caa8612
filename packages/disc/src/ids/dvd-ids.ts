import { createHash } from 'node:crypto';
import type { ByteSource } from '../bytes/byte-source.ts';
import { readWhole } from '../bytes/whole.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { DiscId } from '../structure/disc.ts';
import { crc64 } from './crc64.ts';

/** Largest IFO file that is hashed. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Bytes of an IFO file that Windows reads. */
const WINDOWS_BYTES = 65_536;
/** Milliseconds from 1601, the epoch of Windows, to 1970. */
const EPOCH_1601 = 11_644_473_600_000n;

/**
 * The DVD id of libdvdread: the MD5 of the existing files of `VIDEO_TS.IFO` and `VTS_01_0.IFO` to `VTS_09_0.IFO`, in that order.
 * @returns undefined if none of them exists.
 */
export async function libdvdreadId(source: DiscSource): Promise<DiscId | undefined> {
  const hash = createHash('md5');
  let files = 0;
  for (let set = 0; set < 10; set++) {
    const file = await source.open(set === 0 ? 'VIDEO_TS/VIDEO_TS.IFO' : `VIDEO_TS/VTS_0${set}_0.IFO`);
    if (file === undefined) continue;
    hash.update((await readWhole(file, MOST_BYTES)).bytes);
    files++;
  }
  if (files === 0) return undefined;
  return { name: 'dvd-id', value: hash.digest('hex'), source: 'libdvdread, lsdvd: MD5 of the first ten IFO files' };
}

/**
 * The DVD id of Windows (`IDvdInfo2::GetDiscID`): CRC-64/MS of the time, size and name of each file of `VIDEO_TS`, in name order, and of
 * the first 64 KiB of `VIDEO_TS.IFO` and `VTS_01_0.IFO`.
 * @returns undefined if the files' times are not the disc's own, as in a folder, or one of the two files is missing.
 */
export async function windowsDvdId(source: DiscSource): Promise<DiscId | undefined> {
  const files = await source.files('VIDEO_TS');
  let sum: bigint | undefined;
  for (const { name, size, recordedAt } of files) {
    if (recordedAt === undefined) return undefined;
    const facts = Buffer.alloc(12);
    facts.writeBigUInt64LE((BigInt(recordedAt.getTime()) + EPOCH_1601) * 10_000n, 0);
    facts.writeUInt32LE(size % 2 ** 32, 8);
    sum = crc64(Buffer.concat([facts, Buffer.from(`${name}\0`)]), sum);
  }
  for (const name of ['VIDEO_TS.IFO', 'VTS_01_0.IFO']) {
    const file: ByteSource | undefined = await source.open(`VIDEO_TS/${name}`);
    if (file === undefined) return undefined;
    sum = crc64(await file.read(0, WINDOWS_BYTES), sum);
  }
  if (sum === undefined) return undefined;
  return {
    name: 'windows-dvd-id',
    value: sum.toString(16).padStart(16, '0'),
    source: 'Windows: CRC-64 of the files’ times, sizes, names and first IFOs',
  };
}
