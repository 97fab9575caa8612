import { decodeFrames, decodeStill, type LumaFrame } from '@streetdate/core';
import { isStill } from '@streetdate/core/internal/node';
import { readFileState } from '@streetdate/engine/internal';
import { MOST_MATCHES, type ReportContent, type ReportMatch, type ReportSegment } from './content.ts';
import { encodePicture } from './encode-picture.ts';
import { choosePairs, type FramePair } from './frame-pairs.ts';
import type { MissingPicture, Picture, PicturePair, ReportPictures } from './pictures.ts';
import { bySeverity } from './verdict-label.ts';

/** Options for {@link collectPictures}. */
export interface PictureOptions {
  /** Longer side of a picture in pixels, 16 to 2048. @defaultValue 320 */
  readonly longSide?: number;
  /** Pairs of frames for each match. @defaultValue 4 */
  readonly pairsPerMatch?: number;
  /**
   * Limit of picture data in characters. Later matches get no pictures: a page must still open, and fit into a mail. @defaultValue 12 MB
   */
  readonly maxCharacters?: number;
  /** Stops decoding; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after every match. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Decodes and encodes the frames of a report, from the scanned files and the enrolled media that still exist. The gravest verdicts come
 * first, in case the page reaches its size limit. A missing or undecodable file costs its pictures, never the report.
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
    const media = { query: { path: scan.path, stamp: scan.stamp }, reference: { path: enrolled?.mediaPath, stamp: enrolled?.mediaStamp } };
    const pairs: PicturePair[] = [];
    // Sound has no picture to show beside that of the reference.
    const chosen = scan.kind === 'sound' ? [] : choosePairs(match.segments, pairsPerMatch);
    for await (const pair of decodePairs(media, chosen, decoding, () => characters >= maxCharacters)) {
      characters += weight(pair.query) + weight(pair.reference);
      pairs.push(pair);
    }
    pictures.set(match, pairs);
    onProgress?.({ done: pictures.size, total: wanted.length });
  }
  return pictures;
}

/** The pictures of one match, as bytes: for a bundle. A picture that is missing is left out. */
export async function collectMatchPictures(
  media: ComparedMedia,
  segments: readonly ReportSegment[],
  options: Pick<PictureOptions, 'longSide' | 'pairsPerMatch' | 'signal'> = {},
): Promise<MatchPictures[]> {
  const { longSide = 320, pairsPerMatch = 4, signal } = options;
  const collected: MatchPictures[] = [];
  for await (const pair of decodePairs(media, choosePairs(segments, pairsPerMatch), { longSide, ...(signal && { signal }) })) {
    const [query, reference] = [bytesOf(pair.query), bytesOf(pair.reference)];
    const { queryTime, referenceTime } = pair;
    collected.push({ queryTime, referenceTime, ...(query && { query }), ...(reference && { reference }) });
  }
  return collected;
}

/** A pair of frames as JPEG. */
export interface MatchPictures {
  /** Seconds into the query. */
  readonly queryTime: number;
  /** Seconds into the reference. */
  readonly referenceTime: number;
  /** The query's frame. @defaultValue it is missing */
  readonly query?: Uint8Array;
  /** The reference's frame. @defaultValue it is missing */
  readonly reference?: Uint8Array;
}

/** The files that a match compares: paths and stamps, as far as they are recorded. */
export interface ComparedMedia {
  /** The scanned file. */
  readonly query: MediaState;
  /** The enrolled file. */
  readonly reference: MediaState;
}

interface MediaState {
  readonly path: string | undefined;
  readonly stamp: string | undefined;
}

function bytesOf(picture: Picture | MissingPicture): Uint8Array | undefined {
  return typeof picture === 'string' ? undefined : new Uint8Array(Buffer.from(picture.dataUri.replace(/^[^,]*,/, ''), 'base64'));
}

async function* decodePairs(
  media: ComparedMedia,
  pairs: readonly FramePair[],
  decoding: Decoding,
  isFull: () => boolean = () => false,
): AsyncGenerator<PicturePair> {
  const query = await openMedia(media.query.path, media.query.stamp, decoding);
  const reference = await openMedia(media.reference.path, media.reference.stamp, decoding);
  for (const pair of pairs) {
    const [shown, beside] = isFull() ? LEFT_OUT : await Promise.all([query(pair.queryTime), reference(pair.referenceTime)]);
    yield { ...pair, query: shown, reference: beside };
  }
}

const LEFT_OUT = ['left-out', 'left-out'] as const;

function weight(picture: Picture | MissingPicture): number {
  return typeof picture === 'string' ? 0 : picture.dataUri.length;
}

interface Decoding {
  readonly longSide: number;
  readonly signal?: AbortSignal;
}

/** Returns the picture at a time, or the reason why there is none. */
type PictureAt = (time: number) => Promise<Picture | MissingPicture>;

async function openMedia(path: string | undefined, stamp: string | undefined, decoding: Decoding): Promise<PictureAt> {
  const missing = await findMissing(path, stamp);
  if (path === undefined || missing !== undefined) return async () => missing ?? 'unrecorded';
  // A file that cannot be opened fails again below, which records the reason.
  const still = await isStill(path).catch(() => false);
  return async (time) => {
    try {
      const frame = still ? await decodeStill(path, { longSide: decoding.longSide }) : await frameAt(path, time, decoding);
      return frame === undefined ? 'undecodable' : await encodePicture(frame);
    } catch {
      // An abort is the caller's wish. Any other failure concerns one picture.
      decoding.signal?.throwIfAborted();
      return 'undecodable';
    }
  };
}

/** Why the file can provide no pictures; undefined if its bytes are those that were compared, as far as known. */
async function findMissing(path: string | undefined, stamp: string | undefined): Promise<MissingPicture | undefined> {
  if (path === undefined) return 'unrecorded';
  try {
    const state = await readFileState(path);
    return stamp === undefined || stamp === state.stamp ? undefined : 'changed';
  } catch {
    return 'gone';
  }
}

// Half a second covers a frame of every film. Slower slide shows keep the picture before.
const BEFORE = 0.5;
const AFTER = 0.1;

/** The frame nearest to `time`; undefined if none is within half a second. */
async function frameAt(path: string, time: number, decoding: Decoding): Promise<LumaFrame | undefined> {
  const options = { ...decoding, start: Math.max(0, time - BEFORE), end: time + AFTER };
  let nearest: LumaFrame | undefined;
  for await (const frame of decodeFrames(path, options)) {
    if (nearest && Math.abs(nearest.time - time) <= Math.abs(frame.time - time)) break;
    nearest = frame;
  }
  return nearest;
}
