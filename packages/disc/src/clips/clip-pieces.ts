import { checkList, checkObject } from '@streetdate/core/internal';
import type { ByteSource } from '../bytes/byte-source.ts';
import { openTitleVobs } from '../dvd/title-vobs.ts';
import type { DiscSource } from '../source/disc-source.ts';
import type { DiscClip } from '../structure/disc.ts';

/**
 * Opens the file that holds a clip's byte ranges: one clip file, or the joined VOBs of a title set. @returns undefined if it does not
 * exist.
 */
export async function openClipFile(source: DiscSource, clip: DiscClip): Promise<ByteSource | undefined> {
  const file = clip.pieces[0]?.file;
  if (file === undefined) return undefined;
  const [, set] = /^VIDEO_TS\/VTS_(\d\d)_1\.VOB$/.exec(file) ?? [];
  return set === undefined ? source.open(file) : openTitleVobs(source, Number(set));
}

/** Size of a clip in bytes. */
export function clipBytes(clip: DiscClip): number {
  checkObject('clip', clip);
  const { pieces } = clip;
  checkList('clip.pieces', pieces, checkObject);
  return pieces.reduce((sum, { length }) => sum + length, 0);
}
