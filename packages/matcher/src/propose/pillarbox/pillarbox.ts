import { cornersOf, HASHERS } from '@streetdate/core/internal';
import { type Fingerprint, WHOLE_PICTURE } from '@streetdate/core/portable';
import type { PictureAlignment } from '../../align/alignment.ts';
import { frameShapeOf, mainArea } from '../../align/picture-shape.ts';
import { FEWEST_PICTURES } from '../../align/thumbnail-blocks.ts';
import type { Segment } from '../../match.ts';
import { diagonalCost, proposeDiagonals, VIEW_PAIRS } from '../diagonals/diagonals.ts';
import type { Proposer, SearchContext, TrackVerifier } from '../proposer.ts';
import type { PictureAlignments } from '../vote.ts';
import { pillarboxArea } from './pillarbox-area.ts';
import { pillarboxTrack } from './pillarbox-track.ts';
import { referenceShapes } from './reference-shapes.ts';

/**
 * Proposes alignments of films in the middle of a frame with another aspect ratio, between undetected bars: blurred ones, or black ones at
 * night. Each reference's aspect ratio determines where its picture would be. So the middle of the query's thumbnails is hashed in each
 * ratio.
 */
export const pillarbox: Proposer = {
  name: 'pillarbox',
  purpose: 'Finds films between bars that were not detected, by hashing the middle of the query in the shape of the references.',
  requires: 'a film with thumbnails',
  needs: ({ kind, thumbnails }, { algorithm }) => kind !== 'still' && thumbnails !== undefined && HASHERS.get(algorithm) !== undefined,
  cost: diagonalCost,
  trials: () => VIEW_PAIRS,
  *propose(search) {
    const { query, index, budget, isExplained } = search;
    const { thumbnails } = query;
    if (thumbnails === undefined) return;
    const unexplained = (timesMs: Uint32Array, frames: readonly number[]) => frames.filter((frame) => !isExplained(timesMs[frame]! / 1000));
    const left = unexplained(thumbnails.timesMs, [...thumbnails.timesMs.keys()]).length;
    if (left < FEWEST_PICTURES) return;
    const affordable = budget.affords(diagonalCost(query, index));
    const chosen = affordable ? index.ids() : new Set([...search.priority.ids, ...search.candidateReferences()]);
    for (const { shape, ids } of referenceShapes(index, chosen)) {
      const { track, cut } = pillarboxTrack(query, thumbnails, shape, index.algorithm);
      const frames = unexplained(track.timesMs, cut);
      if (frames.length < FEWEST_PICTURES) continue;
      yield* proposeWhole(search, search.verifierOf(track, index, { bridgeGaps: true }), frames, ids, shape);
    }
  },
};

/** Verifies the voted alignments and proposes segments that are not part of a longer one. */
function* proposeWhole(
  search: SearchContext,
  verifier: TrackVerifier,
  frames: readonly number[],
  ids: ReadonlySet<string>,
  shape: number,
): PictureAlignments {
  const found = new Map<string, { readonly alignment: PictureAlignment; readonly segment: Segment }[]>();
  for (const alignment of proposeDiagonals(search, verifier, frames, { only: ids })) {
    if (alignment.kind === 'place') continue;
    const segment = verifier.verify(alignment, VIEW_PAIRS);
    if (segment !== undefined) found.set(alignment.referenceId, [...(found.get(alignment.referenceId) ?? []), { alignment, segment }]);
  }
  for (const [, each] of found) {
    const whole = withoutParts(each.map(({ segment }) => segment));
    for (const { alignment, segment } of each) {
      if (whole.includes(segment)) yield { ...alignment, verifier: { verify: () => withInset(search.query, shape, segment) } };
    }
  }
}

/** Seconds within which two alignments are one: the error at the ends of a speed refined on some interval of thumbnails. */
const ONE_ALIGNMENT = 0.6;

/**
 * Of overlapping segments on one alignment, the longest. How far an alignment extends over gaps between thumbnails depends on where it was
 * proposed.
 */
function withoutParts(segments: readonly Segment[]): Segment[] {
  const shownAt = ({ referenceStart, speed, queryStart }: Segment, time: number) => referenceStart + speed * (time - queryStart);
  const isPart = (one: Segment, whole: Segment) =>
    whole !== one &&
    whole.queryStart <= one.queryStart &&
    whole.queryEnd >= one.queryEnd &&
    whole.queryEnd - whole.queryStart > one.queryEnd - one.queryStart &&
    whole.mirrored === one.mirrored &&
    [one.queryStart, one.queryEnd].every((time) => Math.abs(shownAt(one, time) - shownAt(whole, time)) < ONE_ALIGNMENT);
  return segments.filter((one) => !segments.some((whole) => isPart(one, whole)));
}

/** Adds the film's position in the query's frame, for most of a segment. */
function withInset({ areas, media }: Fingerprint, shape: number, segment: Segment): Segment {
  const area = mainArea(areas, { start: segment.queryStart, end: segment.queryEnd }) ?? WHOLE_PICTURE;
  return { ...segment, inset: cornersOf(pillarboxArea(area, frameShapeOf(media), shape)) };
}
