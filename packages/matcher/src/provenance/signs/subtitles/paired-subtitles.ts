import { COARSE_LUMA_GRID } from '@streetdate/core/internal';
import type { LumaSeries } from '@streetdate/core/portable';
import { resampledLuma } from '../../../luma/resampled-luma.ts';
import type { Segment } from '../../../match.ts';
import { entriesBeside } from '../../compare/entries-around.ts';
import { StretchVotes } from '../../compare/interval-votes.ts';
import { median } from '../../compare/median.ts';
import { isUpright, type PlacedCopy, type PlacedRendition } from '../../copy/rendition.ts';

/** The lower third of a copy's picture beside that of two renditions, where these differ there and nowhere else. Codes are of luma, 0 to 255. */
export interface PairedSubtitles {
  /** Moments compared. */
  readonly moments: number;
  /** Codes by which the two differ there, added up over the parts of the lower third, the median. */
  readonly apart: number;
  /** Codes by which the copy differs from the first. */
  readonly distance: number;
  /** Times that the two come to differ or to be alike because the first changes, and because the second does: text that comes and goes. */
  readonly changes: readonly [number, number];
  /** Stretches of four seconds in which the copy is nearer to the one than to the other at most moments, */
  readonly stretches: number;
  /** and those of them in which it is nearer to the first. */
  readonly stretchesWon: number;
}

/** Codes by which a part of the lower third must differ between two renditions: a short line of text makes its part 4 brighter, encodings differ by half of one. */
const LEAST_APART = 2.5;
/** Codes by which the other parts may: more is another grade or another picture. */
const ALIKE = 1;
/** Codes from one entry to the next from which on a part is not steady: something moves, or a line of text comes or goes. */
const STEADY = 2;
/** Longest time between two moments over which something is taken to come or go, seconds. */
const SOON = 1;
/** A line of text stands for some seconds: what is independent is a stretch. */
const STRETCH = 4;

const PARTS = COARSE_LUMA_GRID ** 2;
/** Parts above the lower row. */
const UPPER = PARTS - COARSE_LUMA_GRID;

/**
 * Lays the parts of the copy's picture beside those of two renditions, where the copy shows the whole picture of both, upright.
 * @returns Undefined where the two nowhere differ in the lower third alone, or the parts of one of the three were not kept.
 */
export function pairSubtitles({ query }: PlacedCopy, first: PlacedRendition, second: PlacedRendition): PairedSubtitles | undefined {
  const [copy, one, other] = [query.luma && resampledLuma(query.luma), first.fingerprint.luma, second.fingerprint.luma];
  if (copy?.coarseGrid === undefined || one?.coarseGrid === undefined || other?.coarseGrid === undefined) return undefined;
  const [apart, near]: [number[], number[]] = [[], []];
  let [ofFirst, ofSecond] = [0, 0];
  const votes = new StretchVotes(STRETCH);
  for (const here of first.segments.filter(isUpright)) {
    for (const there of second.segments.filter(isUpright)) {
      const [start, end] = [Math.max(here.queryStart, there.queryStart), Math.min(here.queryEnd, there.queryEnd)];
      let last: { time: number; shown: number[]; rival: number[]; written: boolean } | undefined;
      for (const [at, timeMs] of copy.timesMs.entries()) {
        const time = timeMs / 1000;
        if (time < start || time >= end) continue;
        const [shown, rival] = [partsBeside(one, here, time), partsBeside(other, there, time)];
        if (shown === undefined || rival === undefined) continue;
        const between = differences(shown, rival);
        const written = isWriting(between);
        if (!written && between.some((each) => Math.abs(each) > ALIKE)) continue;
        // From alike to apart, or back: it is the one that changed.
        if (last !== undefined && last.written !== written && time - last.time <= SOON) {
          if (sizeBelow(differences(shown, last.shown)) > sizeBelow(differences(rival, last.rival))) ofFirst++;
          else ofSecond++;
        }
        last = { time, shown, rival, written };
        if (!written) continue;
        const own = entryOf(copy.coarseGrid, at);
        const [toFirst, toSecond] = [sizeBelow(differences(own, shown)), sizeBelow(differences(own, rival))];
        apart.push(sizeBelow(between));
        near.push(toFirst);
        votes.add(time, toSecond - toFirst);
      }
    }
  }
  if (apart.length === 0) return undefined;
  return {
    moments: apart.length,
    apart: median(apart),
    distance: median(near),
    changes: [ofFirst, ofSecond],
    ...votes.count(),
  };
}

/** Parts of an entry, codes modulo 32. */
const entryOf = (parts: Uint8Array, at: number) => Array.from(parts.subarray(at * PARTS, (at + 1) * PARTS), (eighths) => eighths / 8);

/** Whether two pictures differ in their lower third and are alike above it. */
function isWriting(between: readonly number[]): boolean {
  return (
    between.every((each, part) => part >= UPPER || Math.abs(each) <= ALIKE) &&
    between.slice(UPPER).some((each) => Math.abs(each) >= LEAST_APART)
  );
}

const sizeBelow = (between: readonly number[]) => between.slice(UPPER).reduce((sum, each) => sum + Math.abs(each), 0);

/** Codes by which parts differ: the nearest of what their eighths, modulo 256, allow. */
function differences(one: readonly number[], other: readonly number[]): number[] {
  return one.map((codes, part) => {
    const difference = codes - other[part]!;
    return difference - 32 * Math.round(difference / 32);
  });
}

/** A rendition's parts where a segment puts a time of the copy, codes modulo 32; undefined where one of them is not steady, or not known. */
function partsBeside(
  { timesMs, coarseGrid: parts }: LumaSeries,
  { queryStart, referenceStart, speed }: Segment,
  time: number,
): number[] | undefined {
  const timeMs = 1000 * (referenceStart + speed * (time - queryStart));
  const between = entriesBeside(timesMs, timeMs);
  if (between === undefined) return undefined;
  const before = entryOf(parts!, between.after - 1);
  const steps = differences(entryOf(parts!, between.after), before);
  if (steps.some((step) => Math.abs(step) >= STEADY)) return undefined;
  return before.map((codes, part) => codes + between.share * steps[part]!);
}
