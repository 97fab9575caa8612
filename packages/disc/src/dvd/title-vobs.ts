import { type ByteSource, JoinedBytes } from '../bytes/byte-source.ts';
import type { DiscSource } from '../source/disc-source.ts';

/** The nine files that hold the titles of one set; what the tables call sectors counts over all of them. */
export async function openTitleVobs(source: DiscSource, set: number): Promise<ByteSource | undefined> {
  const files: ByteSource[] = [];
  for (let part = 1; part <= 9; part++) {
    const file = await source.open(`VIDEO_TS/VTS_${String(set).padStart(2, '0')}_${part}.VOB`);
    // What follows on a missing file has lost its place.
    if (file === undefined) break;
    files.push(file);
  }
  return files.length === 0 ? undefined : new JoinedBytes(files[0]!.name, files);
}
