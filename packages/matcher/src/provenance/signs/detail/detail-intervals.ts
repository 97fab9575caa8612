import { type Fingerprint, type PictureArea, type TimeSpan, WHOLE_PICTURE } from '@streetdate/core/portable';
import { mainArea } from '../../../align/picture-shape.ts';
import { insideOf, outsideOf } from '../../../geometry/areas.ts';
import type { Match } from '../../../match.ts';
import { spreadOver } from '../../../spread-over.ts';
import { isUpright, type PlacedRendition, placeCopy, type Rendition } from '../../copy/rendition.ts';

/** A crop stored by a rendition, where a copy shows it. */
export interface ShownPiece {
  /** The rendition's id. */
  readonly referenceId: string;
  /** Index in the rendition's {@link Details}. */
  readonly piece: number;
  /** When the copy shows it, seconds of the copy. */
  readonly time: number;
  /** Where the copy shows it, in fractions of its frame. */
  readonly area: PictureArea;
}

/** An interval of a copy, some frames long, that shows crops of at least two renditions. */
export interface DetailInterval extends TimeSpan {
  /** The part of the copy's frame that holds all crops and their margin. */
  readonly crop: PictureArea;
  /** The crops of at least two renditions, in order of time. */
  readonly pieces: readonly ShownPiece[];
}

/** Most intervals of one copy. Each is decoded from the key frame before it. */
const MOST_INTERVALS = 48;
/** Crops of two renditions belong to one moment if the copy shows them within two frames. Seconds. */
const SAME_MOMENT = 0.09;
/** Seconds before and after in which the exact frame is searched: an alignment is exact to a frame or two. */
const AROUND = 0.1;
/** Margin on each side, as a share of the crop: picture edges are known to a pixel of 256. */
const MARGIN = 0.25;

/**
 * The intervals of a copy to decode at its own resolution for {@link measureDetail}: those that show crops which
 * renditions of one title store, see {@link Details}.
 * @param matches - The matches of the copy.
 * @param renditions - Every enrolled rendition of one title.
 * @returns In order of time; empty if the copy does not show crops of at least two renditions upright.
 */
export function detailIntervals(
  query: Fingerprint,
  matches: readonly Match[],
  renditions: readonly Rendition[],
  algorithm = 'pdq/1',
): DetailInterval[] {
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
  return spreadOver(shared, MOST_INTERVALS).map(intervalOf);
}

function intervalOf(pieces: readonly ShownPiece[]): DetailInterval {
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

/** The crops of a rendition that the copy shows, whole and upright. */
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
