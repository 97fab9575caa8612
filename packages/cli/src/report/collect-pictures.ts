import { stat } from 'node:fs/promises';
import { decodeFrames, decodeStill, isStill, type LumaFrame } from '@streetdate/core';
import type { ReportContent, ReportMatch } from './content.ts';
import { encodePicture } from './encode-picture.ts';
import { choosePairs } from './frame-pairs.ts';
import type { MissingPicture, Picture, PicturePair, ReportPictures } from './pictures.ts';
import { bySeverity } from './verdict-label.ts';

/** Options for {@link collectPictures}. */
export interface PictureOptions {
  /** Longer side of a picture in pixels, 16 to 2048. @defaultValue 320 */
  readonly longSide?: number;
  /** Pairs of frames for each match. @defaultValue 4 */
  readonly pairsPerMatch?: number;
  /** Characters of picture data after which no further match gets pictures: a page must still open, and fit into a mail. @defaultValue 12 MB */
  readonly maxCharacters?: number;
  /** Stops decoding; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after every match. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Decodes and encodes the frames that a report shows, from the scanned files and from the enrolled media, where they still are. The
 * gravest verdicts come first, so that these have pictures when the page reaches its size limit. A file that is gone or cannot be
 * decoded costs its pictures, never the report.
 */
export async function collectPictures(content: ReportContent, options: PictureOptions = {}): Promise<ReportPictures> {
  const { longSide = 320, pairsPerMatch = 4, maxCharacters = 12e6, signal, onProgress } = options;
  const pictures = new Map<ReportMatch, readonly PicturePair[]>();
  const wanted = [...content.scans].sort(bySeverity).flatMap((scan) => scan.matches.map((match) => ({ scan, match })));
  let characters = 0;
  for (const { scan, match } of wanted) {
    signal?.throwIfAborted();
    const query = await openMedia(scan.path, longSide, signal);
    const reference = await openMedia(content.references.get(match.referenceId)?.mediaPath, longSide, signal);
    const pairs: PicturePair[] = [];
    for (const pair of choosePairs(match.segments, pairsPerMatch)) {
      const full = characters >= maxCharacters;
      const shown: PicturePair = {
        ...pair,
        query: full ? 'left-out' : await query(pair.queryTime),
        reference: full ? 'left-out' : await reference(pair.referenceTime),
      };
      characters += weight(shown.query) + weight(shown.reference);
      pairs.push(shown);
    }
    pictures.set(match, pairs);
    onProgress?.({ done: pictures.size, total: wanted.length });
  }
  return pictures;
}

function weight(picture: Picture | MissingPicture): number {
  return typeof picture === 'string' ? 0 : picture.dataUri.length;
}

/** Gives the picture at a time, or says why there is none. */
type PictureAt = (time: number) => Promise<Picture | MissingPicture>;

async function openMedia(path: string | undefined, longSide: number, signal: AbortSignal | undefined): Promise<PictureAt> {
  if (path === undefined) return async () => 'unrecorded';
  try {
    await stat(path);
  } catch {
    return async () => 'gone';
  }
  const still = isStill(path);
  return async (time) => {
    try {
      const frame = still ? await decodeStill(path, { longSide }) : await frameAt(path, time, longSide, signal);
      return frame === undefined ? 'undecodable' : await encodePicture(frame);
    } catch {
      // An abort is the caller's wish; any other failure is that of one picture.
      signal?.throwIfAborted();
      return 'undecodable';
    }
  };
}

// Half a second holds a frame of every film: slide shows with slower pictures keep the one before.
const BEFORE = 0.5;
const AFTER = 0.1;

/** The frame nearest to `time`, undefined where there is none within half a second. */
async function frameAt(path: string, time: number, longSide: number, signal: AbortSignal | undefined): Promise<LumaFrame | undefined> {
  const options = { start: Math.max(0, time - BEFORE), end: time + AFTER, longSide, ...(signal && { signal }) };
  let nearest: LumaFrame | undefined;
  for await (const frame of decodeFrames(path, options)) {
    if (nearest && Math.abs(nearest.time - time) <= Math.abs(frame.time - time)) break;
    nearest = frame;
  }
  return nearest;
}
