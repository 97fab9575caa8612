import type { Fingerprint } from '@streetdate/core';
import type { StoredConflict } from '@streetdate/engine';
import { type ComparedMedia, collectMatchPictures, type MatchPictures } from './collect-pictures.ts';
import type { ReportSegment } from './content.ts';
import { encodePicture } from './encode-picture.ts';

/** Pairs of frames of a conflict. */
const PAIRS = 4;
/** Most seconds between a moment and a stored thumbnail of it: references have one a second. */
const THUMBNAIL_AWAY = 2;

/** The references that share footage: their media, and what is stored of them. */
export interface ConflictSides {
  /** Media of the reference, as the query, and of the other one. */
  readonly media: ComparedMedia;
  /** Loads the fingerprint of a side. Its thumbnails stand in for media that is gone. */
  readonly load: (side: 'query' | 'reference') => Promise<Fingerprint>;
}

/**
 * Pictures of footage that two references share, at the same moments of both, spread evenly: from the media that still exists, or else from stored
 * thumbnails. A side that has neither has none.
 * @returns Pairs in order of time. `query` is of the reference, `reference` of the other one.
 */
export async function conflictPictures(conflict: StoredConflict, sides: ConflictSides, signal: AbortSignal): Promise<MatchPictures[]> {
  const { start, end, otherStart, otherEnd } = conflict;
  const length = end - start;
  const frameTimes = Array.from({ length: PAIRS }, (_, at) => start + (length * (at + 0.5)) / PAIRS);
  const segment: ReportSegment = {
    ...{ queryStart: start, queryEnd: end, referenceStart: otherStart, referenceEnd: otherEnd, speed: (otherEnd - otherStart) / length },
    ...{ mirrored: false, rotation: 0, queryView: 'active', referenceView: 'active', meanDistance: 0, backgroundDistance: 0 },
    ...{ framesCompared: PAIRS, independentFrames: PAIRS, score: 1, distances: [], frameTimes },
  };
  const decoded = await collectMatchPictures(sides.media, [segment], { pairsPerMatch: PAIRS, signal });
  const films = new Map<string, Promise<Fingerprint>>();
  const stored = async (side: 'query' | 'reference', time: number): Promise<Uint8Array | undefined> => {
    const film = films.get(side) ?? sides.load(side);
    films.set(side, film);
    return thumbnailAt(await film, time);
  };
  const pairs: MatchPictures[] = [];
  for (const { queryTime, referenceTime, ...found } of decoded) {
    signal.throwIfAborted();
    const query = found.query ?? (await stored('query', queryTime));
    const reference = found.reference ?? (await stored('reference', referenceTime));
    pairs.push({ queryTime, referenceTime, ...(query && { query }), ...(reference && { reference }) });
  }
  return pairs;
}

/** The stored thumbnail nearest to a moment, as JPEG. It is square, whatever the picture's aspect ratio. */
async function thumbnailAt({ thumbnails }: Fingerprint, time: number): Promise<Uint8Array | undefined> {
  if (thumbnails === undefined || thumbnails.timesMs.length === 0) return undefined;
  const { side, timesMs, pixels } = thumbnails;
  let best = 0;
  for (const [at, ms] of timesMs.entries()) if (Math.abs(ms - 1000 * time) < Math.abs(timesMs[best]! - 1000 * time)) best = at;
  if (Math.abs(timesMs[best]! / 1000 - time) > THUMBNAIL_AWAY) return undefined;
  const frame = { time, width: side, height: side, pixels: pixels.subarray(best * side * side, (best + 1) * side * side) };
  const { dataUri } = await encodePicture(frame);
  return new Uint8Array(Buffer.from(dataUri.replace(/^[^,]*,/, ''), 'base64'));
}
