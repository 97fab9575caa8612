import { type FilmMedia, faultOfMedia, momentsOf } from '@streetdate/engine/internal';
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
  /** Called for every picture that is ready, or known to be missing. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Decodes and encodes the frames of a report, from the scanned files and the enrolled media that still exist. The gravest verdicts come
 * first, in case the page reaches its size limit. A missing or undecodable file costs its pictures, never the report.
 */
export async function collectPictures(content: ReportContent, options: PictureOptions = {}): Promise<ReportPictures> {
  const { longSide = 320, pairsPerMatch = 4, maxCharacters = 12e6, signal, onProgress } = options;
  const pictures = new Map<ReportMatch, readonly PicturePair[]>();
  const wanted = [...content.scans].sort(bySeverity).flatMap((scan) =>
    scan.matches.slice(0, MOST_MATCHES).map((match): WantedPairs & { readonly match: ReportMatch } => {
      const reference = content.references.get(match.referenceId)?.media ?? { path: undefined };
      const media = { query: { path: scan.path, stamp: scan.stamp }, reference };
      // Sound has no picture to show beside that of the reference.
      return { match, media, pairs: scan.kind === 'sound' ? [] : choosePairs(match.segments, pairsPerMatch) };
    }),
  );
  const total = wanted.reduce((sum, { pairs }) => sum + 2 * pairs.length, 0);
  const ready = { done: 0 };
  const onPicture = () => onProgress?.({ done: ++ready.done, total });
  let characters = 0;
  for (let from = 0; from < wanted.length; from += MATCHES_AT_ONCE) {
    const batch = wanted.slice(from, from + MATCHES_AT_ONCE);
    signal?.throwIfAborted();
    const isFull = () => characters >= maxCharacters;
    const pictureAt = isFull() ? undefined : await decodePictures(batch, { longSide, signal, onPicture });
    for (const { match, media, pairs } of batch) {
      const shown = pairs.map((pair): PicturePair => {
        if (pictureAt === undefined || isFull()) return { ...pair, query: 'left-out', reference: 'left-out' };
        const [query, reference] = [pictureAt(media.query, pair.queryTime), pictureAt(media.reference, pair.referenceTime)];
        characters += weight(query) + weight(reference);
        return { ...pair, query, reference };
      });
      pictures.set(match, shown);
    }
  }
  onProgress?.({ done: total, total });
  return pictures;
}

/** Matches whose pictures are decoded together. Files are read once for all of them, and all their pictures are in memory: some 8 kB each. */
const MATCHES_AT_ONCE = 256;

/** The pictures of one match, as bytes: for a bundle. A picture that is missing is left out. */
export async function collectMatchPictures(
  media: ComparedMedia,
  segments: readonly ReportSegment[],
  options: Pick<PictureOptions, 'longSide' | 'pairsPerMatch' | 'signal'> = {},
): Promise<MatchPictures[]> {
  const { longSide = 320, pairsPerMatch = 4, signal } = options;
  const pairs = choosePairs(segments, pairsPerMatch);
  const pictureAt = await decodePictures([{ media, pairs }], { longSide, signal });
  return pairs.map(({ queryTime, referenceTime }) => {
    const [query, reference] = [bytesOf(pictureAt(media.query, queryTime)), bytesOf(pictureAt(media.reference, referenceTime))];
    return { queryTime, referenceTime, ...(query && { query }), ...(reference && { reference }) };
  });
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

/** The films that a match compares, as far as their places are recorded. */
export interface ComparedMedia {
  /** The scanned file. */
  readonly query: FilmMedia;
  /** The enrolled file, or film on a disc. */
  readonly reference: FilmMedia;
}

function bytesOf(picture: Picture | MissingPicture): Uint8Array | undefined {
  return typeof picture === 'string' ? undefined : new Uint8Array(Buffer.from(picture.dataUri.replace(/^[^,]*,/, ''), 'base64'));
}

/** The pairs of frames of one match. */
interface WantedPairs {
  readonly media: ComparedMedia;
  readonly pairs: readonly FramePair[];
}

interface Decoding {
  readonly longSide: number;
  readonly signal: AbortSignal | undefined;
  /** Called for every picture that is ready, or known to be missing. */
  readonly onPicture?: () => void;
}

/** Returns the picture of a file at a time, or the reason why there is none. */
type PictureAt = (media: FilmMedia, time: number) => Picture | MissingPicture;

/** Files that are decoded at the same time. */
const FILES_AT_ONCE = 2;

/** Decodes all pictures of some matches, each file once. */
async function decodePictures(wanted: readonly WantedPairs[], decoding: Decoding): Promise<PictureAt> {
  const files = new Map<string, { readonly media: FilmMedia; readonly times: number[] }>();
  const want = (media: FilmMedia, times: readonly number[]) => {
    const key = keyOf(media);
    if (!files.has(key)) files.set(key, { media, times: [] });
    files.get(key)!.times.push(...times);
  };
  for (const { media, pairs } of wanted) {
    want(
      media.query,
      pairs.map(({ queryTime }) => queryTime),
    );
    want(
      media.reference,
      pairs.map(({ referenceTime }) => referenceTime),
    );
  }
  const found = new Map<string, ReadonlyMap<number, Picture | MissingPicture>>();
  const left = [...files].values();
  const work = async () => {
    for (const [key, { media, times }] of left) found.set(key, await picturesOf(media, times, decoding));
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  return (media, time) => found.get(keyOf(media))?.get(time) ?? 'undecodable';
}

const keyOf = ({ path, stamp, feature }: FilmMedia) => JSON.stringify([path, stamp, feature]);

/** The pictures of one film at some times. */
async function picturesOf(
  media: FilmMedia,
  times: readonly number[],
  { longSide, signal, onPicture = () => {} }: Decoding,
): Promise<ReadonlyMap<number, Picture | MissingPicture>> {
  const pictures = new Map<number, Picture | MissingPicture>();
  const keep = (time: number, picture: Picture | MissingPicture) => {
    pictures.set(time, picture);
    for (const each of times) if (each === time) onPicture();
  };
  const fault = await faultOfMedia(media);
  try {
    let last: { readonly pixels: Uint8Array; readonly picture: Picture } | undefined;
    for await (const { time, frame } of fault === undefined ? momentsOf(media, times, { longSide, signal }) : []) {
      if (frame === undefined) keep(time, 'undecodable');
      else {
        // A still shows one frame at all times, and matches of several copies the same frame of the reference.
        const picture = last?.pixels === frame.pixels ? last.picture : await encodePicture(frame);
        last = { pixels: frame.pixels, picture };
        keep(time, picture);
      }
    }
  } catch {
    // An abort is the caller's wish. Any other failure concerns this film.
    signal?.throwIfAborted();
  }
  for (const time of new Set(times)) if (!pictures.has(time)) keep(time, fault ?? 'undecodable');
  return pictures;
}

function weight(picture: Picture | MissingPicture): number {
  return typeof picture === 'string' ? 0 : picture.dataUri.length;
}
