import { popcount32 } from '@streetdate/core/internal';
import type { Thumbnails } from '@streetdate/core/portable';
import { COARSE_BITS, COARSE_MIRROR, type CoarseBits } from '../../geometry/coarse-bits.ts';
import { type Plane, planeOf } from '../../geometry/planes.ts';
import type { Placement } from '../../geometry/projection.ts';
import { rotatedBack } from '../../geometry/rotated-back.ts';
import { NearestProposals } from '../nearest-proposals.ts';
import { coarseOfWhole, type PartsOfReference, REFERENCE_PARTS } from './reference-parts.ts';

/** Tested tilts in degrees. Coarse bits tolerate three degrees, and registration starts from there. */
const TILTS = [0, -6, 6, -12, 12] as const;
/** Largest time between a query thumbnail and a reference thumbnail, milliseconds: slightly more than half of a query's interval. */
export const FARTHEST_MS = 300;
/** Fewest pairs of thumbnails for an offset. */
const FEWEST_PAIRS = 3;
/** After so many pairs a crop is abandoned if it is worse than the worst proposal by more than so many bits. */
const EARLY = { pairs: 3, slack: 4 } as const;
/**
 * Largest mean share of differing coarse bits of a proposal with {@link USUAL_PAIRS}. True ones are below 0.35, unrelated ones near 0.47, the
 * nearest of thousands from 0.33 on.
 */
const MOST_DIFFERING = 0.38;
/** Mean share of differing coarse bits of unrelated pictures. */
const UNRELATED = 0.47;
/** Pairs of thumbnails of most proposals. */
const USUAL_PAIRS = 6;
/** Number of proposals kept. */
const MOST_PROPOSALS = 8;
/** Offsets of one reference within this range are one proposal, milliseconds. */
const SAME_PLACE_MS = 600;

/** A place and geometry in a reference that some thumbnails of a query may match. */
export interface PlacementProposal {
  readonly referenceId: string;
  /** Reference time minus query time, milliseconds. Blocks are short enough to treat standard speeds as 1. */
  readonly offsetMs: number;
  /** The crop of the reference's picture in the query. */
  readonly placement: Placement;
  /** Paired thumbnails of the query and the reference. */
  readonly pairs: readonly (readonly [query: number, reference: number])[];
  /**
   * Mean share of differing coarse bits, 0 to 1, as if there were {@link USUAL_PAIRS}: the mean of few pairs is far from that of unrelated
   * pictures more often by chance, in proportion to the root of their number.
   */
  readonly distance: number;
}

/**
 * Proposes crops of references that some thumbnails of a query may show entirely, plain and mirrored, upright and tilted.
 * @param block - The thumbnails of the query, in order of time, up to about twelve seconds.
 * @param shape - Aspect ratio of the query's picture.
 * @param tilts - Tested tilts in degrees. @defaultValue 0, 6 and 12 to both sides
 * @returns The best proposals, nearest first.
 */
export function proposePlacements(
  thumbnails: Thumbnails,
  block: readonly number[],
  shape: number,
  references: readonly PartsOfReference[],
  tilts: readonly number[] = TILTS,
): PlacementProposal[] {
  const looks = tilts.map((tilt) => block.map((thumbnail) => coarseOfWhole(turnedTo(thumbnails, thumbnail, tilt, shape))));
  const best = new NearestProposals<PlacementProposal>({
    most: MOST_PROPOSALS,
    farthest: MOST_DIFFERING,
    isSamePlace: (one, other) => Math.abs(one.offsetMs - other.offsetMs) <= SAME_PLACE_MS,
  });
  for (const { id, thumbnails: numbers, timesMs, intervalMs, bits } of references) {
    for (const [offsetMs, pairs] of offsetsOf(thumbnails, block, timesMs, intervalMs)) {
      const weight = Math.sqrt(pairs.length / USUAL_PAIRS);
      const found = nearestPart({ looks, tilts }, block, bits, pairs, UNRELATED - (UNRELATED - best.farthest) / weight);
      if (found === undefined) continue;
      const distance = UNRELATED - (UNRELATED - found.distance) * weight;
      const shown = pairs.map(([query, at]) => [query, numbers[at]!] as const);
      best.add({ referenceId: id, offsetMs, pairs: shown, placement: found.placement, distance });
    }
  }
  return best.list;
}

function turnedTo(thumbnails: Thumbnails, thumbnail: number, tilt: number, shape: number): Plane {
  const { side } = thumbnails;
  return tilt === 0 ? planeOf(thumbnails, thumbnail, side) : rotatedBack(thumbnails, thumbnail, tilt, shape, side);
}

/** The offsets at which enough of a reference's thumbnails pair with one of the query's, with the pairs. */
function* offsetsOf(
  thumbnails: Thumbnails,
  block: readonly number[],
  timesMs: readonly number[],
  intervalMs: number,
): Generator<readonly [number, (readonly [number, number])[]]> {
  const queryMs = block.map((thumbnail) => thumbnails.timesMs[thumbnail]!);
  for (let first = 0; first < timesMs.length; first++) {
    for (const startMs of queryMs) {
      // Every offset begins at one of the first thumbnails; later ones repeat with the reference's next thumbnail.
      if (startMs - queryMs[0]! >= intervalMs) break;
      const offsetMs = timesMs[first]! - startMs;
      const pairs: (readonly [number, number])[] = [];
      let nearest = 0;
      for (let reference = first; reference < timesMs.length; reference++) {
        const wanted = timesMs[reference]! - offsetMs;
        if (wanted > queryMs[queryMs.length - 1]! + FARTHEST_MS) break;
        while (nearest + 1 < queryMs.length && Math.abs(queryMs[nearest + 1]! - wanted) < Math.abs(queryMs[nearest]! - wanted)) nearest++;
        if (Math.abs(queryMs[nearest]! - wanted) <= FARTHEST_MS) pairs.push([block[nearest]!, reference]);
      }
      if (pairs.length >= FEWEST_PAIRS) yield [offsetMs, pairs];
    }
  }
}

/** The nearest crop over some pairs, under the best tilt. Hot loop. */
function nearestPart(
  { looks, tilts }: { readonly looks: readonly (readonly CoarseBits[])[]; readonly tilts: readonly number[] },
  block: readonly number[],
  { low, high }: CoarseBits,
  pairs: readonly (readonly [number, number])[],
  most: number,
): Pick<PlacementProposal, 'placement' | 'distance'> | undefined {
  const count = REFERENCE_PARTS.length;
  const length = pairs.length;
  const places = Int32Array.from(pairs, ([thumbnail]) => block.indexOf(thumbnail));
  const rows = Int32Array.from(pairs, ([, reference]) => reference * count);
  let best = most * COARSE_BITS * length;
  let found: { readonly look: number; readonly part: number; readonly mirrored: boolean } | undefined;
  const early = EARLY.pairs * EARLY.slack;
  for (const [look, coarse] of looks.entries()) {
    for (let side = 0; side < 2; side++) {
      const flip = side === 0 ? 0 : COARSE_MIRROR;
      const lows = Uint32Array.from(places, (place) => (coarse[place]!.low[0]! ^ flip) >>> 0);
      const highs = Uint32Array.from(places, (place) => (coarse[place]!.high[0]! ^ flip) >>> 0);
      for (let part = 0; part < count; part++) {
        // Tilted copies keep their aspect ratio.
        if (tilts[look] !== 0 && !REFERENCE_PARTS[part]!.alike) continue;
        let sum = 0;
        for (let at = 0; at < length; at++) {
          const row = rows[at]! + part;
          sum += popcount32((lows[at]! ^ low[row]!) >>> 0) + popcount32((highs[at]! ^ high[row]!) >>> 0);
          if (at === EARLY.pairs - 1 && sum > (best * EARLY.pairs) / length + early) {
            sum = best;
            break;
          }
        }
        if (sum >= best) continue;
        best = sum;
        found = { look, part, mirrored: side === 1 };
      }
    }
  }
  if (found === undefined) return undefined;
  const { across, down } = REFERENCE_PARTS[found.part]!;
  const width = (across.end - across.start) * (found.mirrored ? -1 : 1);
  const placement = {
    x: (across.start + across.end) / 2 - 0.5,
    y: (down.start + down.end) / 2 - 0.5,
    width,
    height: down.end - down.start,
    tilt: tilts[found.look]!,
  };
  return { placement, distance: best / length / COARSE_BITS };
}
