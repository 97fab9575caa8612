import { type Fingerprint, fingerprintFile, type StreamedMedia, StreetdateError } from '@streetdate/core';
import { clipBytes, type DiscClip, type DiscSource, SubtitleClock, streamClip } from '@streetdate/disc';
import { loadStored, storeFingerprint } from '../blobs/fingerprints.ts';
import type { StoredClip } from '../catalogue/stored.ts';
import type { ProgressTeller } from '../progress.ts';
import type { Stores } from '../stores.ts';

/** The clips of a disc that were read. */
export interface ReadClips {
  /** Fingerprints by the clips' ids; clips that gave none are not there. */
  readonly fingerprints: Map<string, Fingerprint>;
  /** Digests of the fingerprints' files, by the clips' ids. */
  readonly sha256: Map<string, string>;
  /** Why clips gave none, by their ids. */
  readonly faults: Map<string, string>;
  /** Clips that were decoded now. */
  decoded: number;
}

/** The disc whose clips are read: where it is, by real path, and in which state. */
export interface ClipPlace {
  readonly path: string;
  readonly stamp: string;
}

/** How clips are read. */
export interface ReadClipsOptions {
  readonly signal: AbortSignal | undefined;
  readonly teller: ProgressTeller;
  /** Whether their thumbnails are kept. */
  readonly thumbnails: boolean;
  /** Whether their details are kept. */
  readonly details: boolean;
}

/**
 * Decodes clips of a disc, each once, and keeps what comes of each at once: a call that is stopped goes on where it was, and a second one
 * decodes nothing.
 * @param read - Gets the clips; what is there is not read again.
 * @throws StreetdateError `disc-scrambled`, `decoder-missing`, and what the disc itself throws when it cannot be read. A clip that gives no
 * fingerprint is no error: it is too short, too plain or damaged.
 */
export async function readClipsOf(
  stores: Stores,
  source: DiscSource,
  place: ClipPlace,
  clips: readonly DiscClip[],
  options: ReadClipsOptions,
  read: ReadClips,
): Promise<void> {
  const { catalogue, blobs } = stores;
  const known = await catalogue.discClips(place.path, place.stamp);
  const keep = (clip: DiscClip, stored: StoredClip) =>
    catalogue.write((writer) => writer.putDiscClip(place.path, place.stamp, clip.id, stored));
  for (const clip of clips) {
    if (read.fingerprints.has(clip.id) || read.faults.has(clip.id)) continue;
    const stored = await loadKnown(stores, known.get(clip.id), options);
    if (stored) take(read, clip, stored);
    else {
      const fresh = await decodeClip(source, clip, options);
      read.decoded++;
      if (fresh instanceof StreetdateError) {
        // What a decoder made of it may be another thing tomorrow; that there is nothing to see in it will not.
        if (fresh.code === 'nothing-to-fingerprint') await keep(clip, { reason: fresh.message });
        take(read, clip, { reason: fresh.message });
      } else {
        const sha256 = await storeFingerprint(blobs, fresh);
        await keep(clip, { fingerprintSha256: sha256 });
        take(read, clip, { fingerprint: fresh, sha256 });
      }
    }
    options.teller.finish(nameOf(source, clip));
  }
}

type Outcome = { readonly fingerprint: Fingerprint; readonly sha256: string } | { readonly reason: string };

function take(read: ReadClips, { id }: DiscClip, outcome: Outcome): void {
  if ('reason' in outcome) read.faults.set(id, outcome.reason);
  else {
    read.fingerprints.set(id, outcome.fingerprint);
    read.sha256.set(id, outcome.sha256);
  }
}

/** What an earlier call kept; undefined where there is nothing, its file is lost, or it has thumbnails or details that are not wanted, or none. */
async function loadKnown(
  { blobs }: Stores,
  stored: StoredClip | undefined,
  { thumbnails, details }: ReadClipsOptions,
): Promise<Outcome | undefined> {
  if (stored === undefined || 'reason' in stored) return stored;
  const sha256 = stored.fingerprintSha256;
  return loadStored(blobs, sha256).then(
    (fingerprint) => {
      const hasThumbnails = (fingerprint.thumbnails !== undefined) === thumbnails;
      // Of a combed clip there are none, and reading it once more would give none.
      const hasDetails = details ? fingerprint.details !== undefined || fingerprint.media.deinterlaced : fingerprint.details === undefined;
      return hasThumbnails && hasDetails ? { fingerprint, sha256 } : undefined;
    },
    () => undefined,
  );
}

/** Faults that are those of one clip, not of the disc or the machine. */
const CLIP_FAULTS = new Set([
  'nothing-to-fingerprint',
  'no-video',
  'not-media',
  'empty-file',
  'decoder-failed',
  'bad-picture-size',
  'damaged-disc',
]);

async function decodeClip(
  source: DiscSource,
  clip: DiscClip,
  { signal, teller, thumbnails, details }: ReadClipsOptions,
): Promise<Fingerprint | StreetdateError> {
  const name = nameOf(source, clip);
  const clock = new SubtitleClock(clip);
  const media: StreamedMedia = {
    name,
    fileBytes: clipBytes(clip),
    duration: clip.duration,
    open: (offset) => (offset === 0 ? clock.listen(streamClip(source, clip)) : streamClip(source, clip, offset)),
  };
  try {
    const onProgress = ({ seconds }: { readonly seconds: number }) => teller.reached(name, seconds, clip.duration);
    const fingerprint = await fingerprintFile(media, { role: 'reference', thumbnails, details, signal, onProgress });
    const subtitles = clock.tracks();
    return subtitles.length === 0 ? fingerprint : { ...fingerprint, subtitles };
  } catch (error) {
    if (error instanceof StreetdateError && CLIP_FAULTS.has(error.code)) return error;
    throw error;
  }
}

function nameOf(source: DiscSource, clip: DiscClip): string {
  return `${source.path}, clip ${clip.id}`;
}
