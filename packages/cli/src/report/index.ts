import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFault } from '@streetdate/engine/internal';
import { collectPictures, type PictureOptions } from './collect-pictures.ts';
import type { ReportContent } from './content.ts';
import { renderReport } from './render-report.ts';

export { collectPictures, type PictureOptions } from './collect-pictures.ts';
export type { ReportContent, ReportMatch, ReportReference, ReportScan, ReportSegment } from './content.ts';
export type { FramePair } from './frame-pairs.ts';
export type { MissingPicture, Picture, PicturePair, ReportPictures } from './pictures.ts';
export { renderReport } from './render-report.ts';

/**
 * Writes the report of `content` to `path`, with the frames of the files that are still there. It is written under a temporary name
 * and renamed, so that an interrupted run leaves the report of before, or none.
 * @throws StreetdateError `file-unwritable`, with the reason, when the page cannot be written.
 */
export async function writeReport(path: string, content: ReportContent, options: PictureOptions = {}): Promise<void> {
  const page = renderReport(content, await collectPictures(content, options));
  const temporary = join(dirname(path), `.${randomUUID()}.html.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(page);
      // Without this a power cut after the rename can leave the right name on a file with nothing in it.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw writeFault(cause, path);
  }
}
