import { checkObject, shown } from '../check.ts';
import { areas, type HasAreas } from './sections/areas.ts';
import { averagePicture, type HasAverage } from './sections/average-picture.ts';
import { blending, type HasBlending } from './sections/blending.ts';
import { details, type HasDetails } from './sections/details.ts';
import { type FingerprintFacts, facts } from './sections/facts.ts';
import { type HasInsets, insets } from './sections/insets.ts';
import { type HasLocalFeatures, localFeatures } from './sections/local-features.ts';
import { changeSigns, coarseGrid, fineGrid } from './sections/luma-grids.ts';
import { type HasLuma, lumaSeries } from './sections/luma-series.ts';
import type { Section } from './sections/section.ts';
import { type HasSubtitles, subtitles } from './sections/subtitles.ts';
import { type HasThumbnails, thumbnails } from './sections/thumbnails.ts';
import { type HashTrack, type HasTracks, tracks } from './sections/tracks.ts';

/**
 * The fingerprint of one film or still: its frame hashes and audio codes, picture areas, luma series and media facts, with the ids of the
 * algorithms that made them. Each section declares the properties that it carries.
 */
export interface Fingerprint
  extends FingerprintFacts,
    HasTracks,
    HasAreas,
    HasInsets,
    HasThumbnails,
    HasDetails,
    HasBlending,
    HasSubtitles,
    HasLuma,
    HasAverage,
    HasLocalFeatures {}

/** The sections of a fingerprint file, in this order. A new kind of data is one file in `sections/`, one line here, and its name above. */
export const SECTIONS: readonly Section<Fingerprint>[] = [
  facts,
  tracks,
  areas,
  insets,
  thumbnails,
  details,
  blending,
  subtitles,
  lumaSeries,
  coarseGrid,
  fineGrid,
  changeSigns,
  averagePicture,
  localFeatures,
];

export type { AreaSpan, HasAreas } from './sections/areas.ts';
export type { AveragePicture, HasAverage } from './sections/average-picture.ts';
export type { Blending, HasBlending } from './sections/blending.ts';
export type { Details, HasDetails } from './sections/details.ts';
export type { AudioFacts, FingerprintFacts, FingerprintRole, Look, MediaFacts } from './sections/facts.ts';
export type { HasInsets, InsetSpan } from './sections/insets.ts';
export type { HasLocalFeatures, LocalFeatures } from './sections/local-features.ts';
export { COARSE_LUMA_GRID, FINE_LUMA_GRID } from './sections/luma-grids.ts';
export type { HasLuma, LumaSeries } from './sections/luma-series.ts';
export type { HasSubtitles } from './sections/subtitles.ts';
export type { HasThumbnails, Thumbnails } from './sections/thumbnails.ts';
export type { HashTrack, HasTracks } from './sections/tracks.ts';
export type { TimeSpan } from './time-spans.ts';

/** The track made by `algorithm` on `view`; undefined when the fingerprint has none. */
export function findTrack(fingerprint: Fingerprint, algorithm: string, view = 'active'): HashTrack | undefined {
  checkObject('fingerprint', fingerprint);
  if (!Array.isArray(fingerprint.tracks)) throw new TypeError(`fingerprint.tracks must be a list, got ${shown(fingerprint.tracks)}`);
  return fingerprint.tracks.find((track) => track.algorithm === algorithm && track.view === view);
}
