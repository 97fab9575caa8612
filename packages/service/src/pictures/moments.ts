import { encodeJpeg } from '@streetdate/core/internal/node';
import { type Fingerprint, StreetdateError, WHOLE_PICTURE } from '@streetdate/core/portable';
import type { Library, StoredReference } from '@streetdate/engine';
import { type FilmMedia, faultOfMedia, loadStored, mediaOfReference, momentsOf } from '@streetdate/engine/internal';
import type { Service } from '../service.ts';
import type { Upload } from '../uploads/uploads.ts';

/** A picture of a moment. */
export interface MomentPicture {
  /** A grey JPEG. */
  readonly bytes: Uint8Array;
  /** What it was made from: the media itself, or the thumbnails that a fingerprint has. */
  readonly madeFrom: 'media' | 'thumbnails';
  /** The time that it shows, seconds: near the one that was asked for. */
  readonly time: number;
}

/** The moment asked for. */
export interface Wanted {
  /** Seconds. */
  readonly at: number;
  /** Longer side, pixels. */
  readonly side: number;
}

/** Why there is no picture: nothing that shows one is kept, or the media has none at that time. */
export type MissingPicture = 'not-kept' | 'no-moment';

/** The picture of a moment of an upload: of its media as long as it is kept, and else of the fingerprint's thumbnails. */
export async function pictureOfUpload(
  { files }: Pick<Service, 'files'>,
  library: Library,
  { organisationId, sha256, name, kind, bytes }: Upload,
  scanId: string | undefined,
  wanted: Wanted,
): Promise<MomentPicture | MissingPicture> {
  const isKept = kind === 'film' && bytes <= files.quickBytes && (await files.has(sha256));
  const picture = isKept ? await files.withPath(sha256, name, (path) => pictureOfMedia({ path }, wanted), organisationId) : 'not-kept';
  if (typeof picture !== 'string') return picture;
  const scan = scanId === undefined ? undefined : await library.catalogue.scan(scanId);
  const small = scan && thumbnailAt(await loadStored(library.blobs, scan.fingerprintSha256), wanted);
  return (await small) ?? picture;
}

/** The picture of a moment of a reference: of its file or disc where that is still at its place, and else of the fingerprint's thumbnails. */
export async function pictureOfReference(
  library: Library,
  reference: StoredReference,
  wanted: Wanted,
): Promise<MomentPicture | MissingPicture> {
  const media = mediaOfReference(reference, reference.kind === 'disc' ? await library.discs() : []);
  // Another film may be at the place by now.
  const isKept = (await faultOfMedia(media)) === undefined;
  const picture = isKept ? await pictureOfMedia(media, wanted) : 'not-kept';
  if (typeof picture !== 'string') return picture;
  return (await thumbnailAt(await loadStored(library.blobs, reference.fingerprintSha256), wanted)) ?? picture;
}

/** The picture of a moment of a film or a still: `no-moment` where it has none then, `not-kept` where it is neither. */
async function pictureOfMedia(media: FilmMedia, { at, side }: Wanted): Promise<MomentPicture | MissingPicture> {
  try {
    for await (const { frame } of momentsOf(media, [at], { longSide: side })) {
      if (frame !== undefined) return { bytes: await encodeJpeg(frame), madeFrom: 'media', time: frame.time };
    }
    return 'no-moment';
  } catch (error) {
    // An archive, a scrambled disc or a damaged file: its fingerprint may have thumbnails.
    if (error instanceof StreetdateError && NO_PICTURE.has(error.code)) return 'not-kept';
    throw error;
  }
}

const NO_PICTURE: ReadonlySet<string> = new Set([
  'file-not-found',
  'file-unreadable',
  'not-media',
  'no-video',
  'decoder-failed',
  'empty-file',
  'refused-playlist',
  'not-a-disc',
  'damaged-disc',
  'disc-scrambled',
]);

/** Thumbnails further away than this show another moment, milliseconds. */
const NEAR_MS = 1000;

/** The thumbnail nearest to a moment, where it lies in the frame; undefined if there is none near. */
async function thumbnailAt(fingerprint: Fingerprint, { at, side }: Wanted): Promise<MomentPicture | undefined> {
  const { thumbnails, areas, media, kind } = fingerprint;
  if (thumbnails === undefined) return undefined;
  const { timesMs, pixels, side: small } = thumbnails;
  const wantedMs = kind === 'still' ? 0 : 1000 * at;
  let nearest = 0;
  for (let each = 1; each < timesMs.length; each++) {
    if (Math.abs(timesMs[each]! - wantedMs) < Math.abs(timesMs[nearest]! - wantedMs)) nearest = each;
  }
  const timeMs = timesMs[nearest];
  if (timeMs === undefined || Math.abs(timeMs - wantedMs) > NEAR_MS) return undefined;
  const area = areas.find(({ start, end }) => start <= timeMs / 1000 && timeMs / 1000 < end)?.area ?? WHOLE_PICTURE;
  const { width = 16, height = 9, displayAspect = width / height } = media;
  const size = displayAspect >= 1 ? { width: side, height: side / displayAspect } : { width: side * displayAspect, height: side };
  const surround = { width: Math.max(1, Math.round(size.width)), height: Math.max(1, Math.round(size.height)), area };
  const picture = { width: small, height: small, pixels: pixels.subarray(nearest * small * small, (nearest + 1) * small * small) };
  return { bytes: await encodeJpeg(picture, surround), madeFrom: 'thumbnails', time: timeMs / 1000 };
}
