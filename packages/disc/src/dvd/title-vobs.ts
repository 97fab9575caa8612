import { type ByteSource, JoinedBytes } from '../bytes/byte-source.ts';
import type { DiscSource } from '../source/disc-source.ts';

/** The nine files with the titles of one set. Sector numbers in the tables count over all of them. */
export async function openTitleVobs(source: DiscSource, set: number): Promise<ByteSource | undefined> {
  const files: ByteSource[] = [];
  for (let part = 1; part <= 9; part++) {
    const file = await source.open(`VIDEO_TS/VTS_${String(set).padStart(2, '0')}_${part}.VOB`);
    // Files after a missing one have lost their sector positions.
    if (file === undefined) break;
    files.push(file);
  }
  return files.length === 0 ? undefined : new JoinedBytes(files[0]!.name, files);
}
