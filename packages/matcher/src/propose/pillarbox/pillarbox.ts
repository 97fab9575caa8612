import { cornersOf, HASHERS } from '@streetdate/core/internal';
import { type Fingerprint, WHOLE_PICTURE } from '@streetdate/core/portable';
import { UPRIGHT } from '../../align/orientation.ts';
import { frameShapeOf, mainArea } from '../../align/picture-shape.ts';
import { FEWEST_PICTURES, type ThumbnailSearchLimits } from '../../align/thumbnail-blocks.ts';
import type { Segment } from '../../match.ts';
import type { ReferenceIndex } from '../../reference-index/reference-index.ts';
import { AlignmentSearch, type AlignmentSearchLimits } from '../alignment-search.ts';
import { pillarboxArea } from './pillarbox-area.ts';
import { pillarboxTrack } from './pillarbox-track.ts';
import { referenceShapes } from './reference-shapes.ts';

/**
 * Searches for films that stand in the middle of a frame of another shape, beside bars that were not found: a blurred copy of a plain wall beside the wall, or
 * black ones beside the night. Where such bars begin cannot be seen, but the references' shapes are known, and each says where its film would lie. So the
 * middle of the query's thumbnails is cut out in each shape, and compared frame by frame with the references that have it.
 */
export function searchPillarboxed(query: Fingerprint, index: ReferenceIndex, limits: AlignmentSearchLimits & ThumbnailSearchLimits): void {
  const { thumbnails } = query;
  const { isExplained, onFound, sought, maxComparisons } = limits;
  if (thumbnails === undefined || HASHERS.get(index.algorithm) === undefined) return;
  const unexplained = (timesMs: Uint32Array, frames: readonly number[]) => frames.filter((frame) => !isExplained(timesMs[frame]! / 1000));
  const left = () => unexplained(thumbnails.timesMs, [...thumbnails.timesMs.keys()]).length;
  if (left() < FEWEST_PICTURES) return;
  const affordable = UPRIGHT.length * left() * index.frameCount <= maxComparisons;
  for (const { shape, ids } of referenceShapes(index, affordable ? index.ids() : sought())) {
    const { track, cut } = pillarboxTrack(query, thumbnails, shape, index.algorithm);
    const frames = unexplained(track.timesMs, cut);
    if (frames.length < FEWEST_PICTURES) continue;
    const search = new AlignmentSearch(query, track, index, { ...limits, bridgeGaps: true });
    search.run(UPRIGHT, { exhaustive: true, frames, only: ids });
    for (const [id, segments] of search.segments) {
      for (const segment of withoutParts(segments)) onFound(id, withInset(query, shape, segment));
    }
  }
}

/** Seconds between two alignments that are one: what a speed that was solved on some interval of thumbnails may be off at its ends. */
const ONE_LINE = 0.6;

/** Of segments on one alignment that reach over each other, the longest: how far an alignment leads over what the thumbnails leave out depends on where it was proposed. */
function withoutParts(segments: readonly Segment[]): Segment[] {
  const shownAt = ({ referenceStart, speed, queryStart }: Segment, time: number) => referenceStart + speed * (time - queryStart);
  const isPart = (one: Segment, whole: Segment) =>
    whole !== one &&
    whole.queryStart <= one.queryStart &&
    whole.queryEnd >= one.queryEnd &&
    whole.queryEnd - whole.queryStart > one.queryEnd - one.queryStart &&
    whole.mirrored === one.mirrored &&
    [one.queryStart, one.queryEnd].every((time) => Math.abs(shownAt(one, time) - shownAt(whole, time)) < ONE_LINE);
  return segments.filter((one) => !segments.some((whole) => isPart(one, whole)));
}

/** Says where in the query's frame the film lies, for most of a segment. */
function withInset({ areas, media }: Fingerprint, shape: number, segment: Segment): Segment {
  const area = mainArea(areas, { start: segment.queryStart, end: segment.queryEnd }) ?? WHOLE_PICTURE;
  return { ...segment, inset: cornersOf(pillarboxArea(area, frameShapeOf(media), shape)) };
}
