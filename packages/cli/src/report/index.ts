import { writeWhole } from '@streetdate/engine/internal';
import { collectPictures, type PictureOptions } from './collect-pictures.ts';
import type { ReportContent } from './content.ts';
import { renderReport } from './render-report.ts';

export { type ComparedMedia, collectMatchPictures, collectPictures, type MatchPictures, type PictureOptions } from './collect-pictures.ts';
export { type ConflictSides, conflictPictures } from './conflict-pictures.ts';
export type { ReportContent, ReportMatch, ReportReference, ReportScan, ReportSegment } from './content.ts';
export type { FramePair } from './frame-pairs.ts';
export type { MissingPicture, Picture, PicturePair, ReportPictures } from './pictures.ts';
export { renderReport } from './render-report.ts';

/**
 * Writes the report of `content` to `path`, with frames from the files that still exist. An interrupted run leaves the older report, or
 * none.
 * @throws StreetdateError `file-unwritable`, with the reason, when the page cannot be written.
 */
export async function writeReport(path: string, content: ReportContent, options: PictureOptions = {}): Promise<void> {
  await writeWhole(path, renderReport(content, await collectPictures(content, options)));
}
