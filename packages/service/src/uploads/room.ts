import type { UploadFiles } from './upload-files.ts';

/** Bytes that uploads leave free on the disk: databases and fingerprints need them. */
export const SPARE_BYTES = 256 * 1024 ** 2;

/** How many bytes an upload may have, and what sets that bound. */
export interface Room {
  readonly bytes: number;
  readonly boundBy: 'limit' | 'disk';
}

/** How many bytes an upload may have now: no more than the limit, and no more than the disk can take. */
export async function roomFor(files: UploadFiles, mostBytes: number): Promise<Room> {
  const free = await files.freeBytes();
  const left = free === undefined ? Number.POSITIVE_INFINITY : Math.max(0, free - SPARE_BYTES);
  return left < mostBytes ? { bytes: left, boundBy: 'disk' } : { bytes: mostBytes, boundBy: 'limit' };
}
