import { type Fingerprint, type PictureArea, type TimeSpan, WHOLE_PICTURE } from '@streetdate/core/portable';
import { mainArea } from '../../../align/picture-shape.ts';
import { insideOf, outsideOf } from '../../../geometry/areas.ts';
import type { Match } from '../../../match.ts';
import { isUpright, type PlacedRendition, placeCopy, type Rendition } from '../../copy/rendition.ts';

/** A piece of a rendition, where a copy shows it. */
export interface ShownPiece {
  /** The rendition's id. */
  readonly referenceId: string;
  /** Which of the rendition's {@link Details}. */
  readonly piece: number;
  /** When the copy shows it, seconds of the copy. */
  readonly time: number;
  /** Where the copy shows it, in fractions of its frame. */
  readonly area: PictureArea;
}

/** A stretch of a copy, some frames long, that shows the pieces of two renditions and more. */
export interface DetailStretch extends TimeSpan {
  /** The part of the copy's frame that has them all, and as much around them as they may be off by. */
  readonly crop: PictureArea;
  /** The pieces, in order of time, of two renditions and more. */
  readonly pieces: readonly ShownPiece[];
}

/** Stretches of one copy that are looked at, at most: each is decoded from the key frame before it. */
const MOST_STRETCHES = 48;
/** Pieces of two renditions are of one moment when they are shown so near to each other, seconds: two frames. */
const SAME_MOMENT = 0.09;
/** Seconds before and after in which the very frame is sought: a line is known to a frame or two. */
const AROUND = 0.1;
/** How much more than a piece is looked at on each side, as a share of it: the edges of both pictures are known to a pixel of 256. */
const MARGIN = 0.25;

/**
 * Where a copy shows pieces that the enrolled renditions of one title keep, see {@link Details}: to be decoded at the copy's own resolution for {@link measureDetail}.
 * @param matches - What was found in it.
 * @param renditions - Every enrolled rendition of one title.
 * @returns In order of time; empty where fewer than two renditions keep pieces that the copy shows upright.
 */
export function detailStretches(
  query: Fingerprint,
  matches: readonly Match[],
  renditions: readonly Rendition[],
  algorithm = 'pdq/1',
): DetailStretch[] {
  if (query.kind !== 'film' || renditions.filter(({ fingerprint }) => fingerprint.details).length < 2) return [];
  const placed = placeCopy(query, matches, renditions, algorithm).renditions;
  const shown = placed.flatMap((rendition) => [...shownPieces(query, rendition)]).sort((one, other) => one.time - other.time);
  const moments: ShownPiece[][] = [];
  for (const piece of shown) {
    const moment = moments.at(-1);
    if (moment !== undefined && piece.time - moment[0]!.time <= SAME_MOMENT) moment.push(piece);
    else moments.push([piece]);
  }
  const shared = moments.filter((moment) => new Set(moment.map(({ referenceId }) => referenceId)).size > 1);
  const stride = Math.max(1, shared.length / MOST_STRETCHES);
  return shared.filter((_, at) => Math.floor(at / stride) > Math.floor((at - 1) / stride)).map(stretchOf);
}

function stretchOf(pieces: readonly ShownPiece[]): DetailStretch {
  const [first, last] = [pieces[0]!.time, pieces.at(-1)!.time];
  const areas = pieces.map(({ area }) => area);
  const [left, right] = [Math.min(...areas.map((area) => area.left)), Math.max(...areas.map((area) => area.right))];
  const [top, bottom] = [Math.min(...areas.map((area) => area.top)), Math.max(...areas.map((area) => area.bottom))];
  const [wider, higher] = [MARGIN * (right - left), MARGIN * (bottom - top)];
  const part = {
    left: Math.max(0, left - wider),
    top: Math.max(0, top - higher),
    right: Math.min(1, right + wider),
    bottom: Math.min(1, bottom + higher),
  };
  return { start: Math.max(0, first - AROUND), end: last + AROUND, crop: part, pieces };
}

/** The pieces of a rendition that the copy shows, whole and upright. */
function* shownPieces(query: Fingerprint, { referenceId, fingerprint, segments }: PlacedRendition): Generator<ShownPiece> {
  const { details } = fingerprint;
  if (details === undefined) return;
  const within = insideOf(details.area, mainArea(fingerprint.areas) ?? WHOLE_PICTURE);
  const area = outsideOf(within, mainArea(query.areas) ?? WHOLE_PICTURE);
  for (const segment of segments.filter(isUpright)) {
    for (const [piece, timeMs] of details.timesMs.entries()) {
      const time = segment.queryStart + (timeMs / 1000 - segment.referenceStart) / segment.speed;
      if (time < segment.queryStart || time >= segment.queryEnd) continue;
      yield { referenceId, piece, time, area };
    }
  }
}
