import { open, rename, rm } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core';
import { collectPictures, type PictureOptions } from './collect-pictures.ts';
import type { ReportContent } from './content.ts';
import { renderReport } from './render-report.ts';

export { collectPictures, type PictureOptions } from './collect-pictures.ts';
export type { ReportContent, ReportMatch, ReportReference, ReportScan, ReportSegment } from './content.ts';
export type { MissingPicture, Picture, PicturePair, ReportPictures } from './pictures.ts';
export { renderReport } from './render-report.ts';

/**
 * Writes the report of `content` to `path`, with the frames of the files that are still there. It is written under a temporary name
 * and renamed, so that an interrupted run leaves the report of before, or none.
 * @throws StreetdateError `file-unwritable` when the page cannot be written.
 */
export async function writeReport(path: string, content: ReportContent, options: PictureOptions = {}): Promise<void> {
  const page = renderReport(content, await collectPictures(content, options));
  const temporary = `${path}.${process.pid}.part`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(page);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new StreetdateError(
      'file-unwritable',
      `${path} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        path,
        cause,
      },
    );
  }
}
