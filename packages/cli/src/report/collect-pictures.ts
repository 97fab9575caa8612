import { decodeFrames, decodeStill, type LumaFrame } from '@streetdate/core';
import { isStill } from '@streetdate/core/internal/node';
import { readFileState } from '@streetdate/engine/internal';
import { MOST_MATCHES, type ReportContent, type ReportMatch } from './content.ts';
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
  const wanted = [...content.scans]
    .sort(bySeverity)
    .flatMap((scan) => scan.matches.slice(0, MOST_MATCHES).map((match) => ({ scan, match })));
  const decoding: Decoding = { longSide, ...(signal && { signal }) };
  let characters = 0;
  for (const { scan, match } of wanted) {
    signal?.throwIfAborted();
    const enrolled = content.references.get(match.referenceId);
    const query = await openMedia(scan.path, scan.stamp, decoding);
    const reference = await openMedia(enrolled?.mediaPath, enrolled?.mediaStamp, decoding);
    const pairs: PicturePair[] = [];
    for (const pair of choosePairs(match.segments, pairsPerMatch)) {
      const full = characters >= maxCharacters;
      const [shown, beside] = full ? LEFT_OUT : await Promise.all([query(pair.queryTime), reference(pair.referenceTime)]);
      characters += weight(shown) + weight(beside);
      pairs.push({ ...pair, query: shown, reference: beside });
    }
    pictures.set(match, pairs);
    onProgress?.({ done: pictures.size, total: wanted.length });
  }
  return pictures;
}

const LEFT_OUT = ['left-out', 'left-out'] as const;

function weight(picture: Picture | MissingPicture): number {
  return typeof picture === 'string' ? 0 : picture.dataUri.length;
}

interface Decoding {
  readonly longSide: number;
  readonly signal?: AbortSignal;
}

/** Gives the picture at a time, or says why there is none. */
type PictureAt = (time: number) => Promise<Picture | MissingPicture>;

async function openMedia(path: string | undefined, stamp: string | undefined, decoding: Decoding): Promise<PictureAt> {
  const missing = await findMissing(path, stamp);
  if (path === undefined || missing !== undefined) return async () => missing ?? 'unrecorded';
  // What cannot even be opened fails again below, where the reason is noted.
  const still = await isStill(path).catch(() => false);
  return async (time) => {
    try {
      const frame = still ? await decodeStill(path, { longSide: decoding.longSide }) : await frameAt(path, time, decoding);
      return frame === undefined ? 'undecodable' : await encodePicture(frame);
    } catch {
      // An abort is the caller's wish; any other failure is that of one picture.
      decoding.signal?.throwIfAborted();
      return 'undecodable';
    }
  };
}

/** Why no picture can come from there; undefined where the bytes are the ones that were compared, as far as that is known. */
async function findMissing(path: string | undefined, stamp: string | undefined): Promise<MissingPicture | undefined> {
  if (path === undefined) return 'unrecorded';
  try {
    const state = await readFileState(path);
    return stamp === undefined || stamp === state.stamp ? undefined : 'changed';
  } catch {
    return 'gone';
  }
}

// Half a second holds a frame of every film: slide shows with slower pictures keep the one before.
const BEFORE = 0.5;
const AFTER = 0.1;

/** The frame nearest to `time`, undefined where there is none within half a second. */
async function frameAt(path: string, time: number, decoding: Decoding): Promise<LumaFrame | undefined> {
  const options = { ...decoding, start: Math.max(0, time - BEFORE), end: time + AFTER };
  let nearest: LumaFrame | undefined;
  for await (const frame of decodeFrames(path, options)) {
    if (nearest && Math.abs(nearest.time - time) <= Math.abs(frame.time - time)) break;
    nearest = frame;
  }
  return nearest;
}
