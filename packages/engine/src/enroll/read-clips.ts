import { type Fingerprint, fingerprintFile, type StreamedMedia, StreetdateError } from '@streetdate/core';
import { haveEqualHashes, lackingData, withData } from '@streetdate/core/internal';
import { clipBytes, type DiscClip, type DiscSource, SubtitleClock, streamClip } from '@streetdate/disc';
import { loadStored, storeFingerprint } from '../blobs/fingerprints.ts';
import type { StoredClip } from '../catalogue/stored.ts';
import type { ProgressTeller } from '../progress.ts';
import type { Stores } from '../stores.ts';

/** The decoded clips of a disc. */
export interface ReadClips {
  /** Fingerprints by clip id. Clips without a fingerprint are missing. */
  readonly fingerprints: Map<string, Fingerprint>;
  /** Digests of the fingerprint files, by clip id. */
  readonly sha256: Map<string, string>;
  /** Why clips have no fingerprint, by clip id. */
  readonly faults: Map<string, string>;
  /** Number of clips decoded by this call. */
  decoded: number;
}

/** The disc of the clips: its real path and state. */
export interface ClipPlace {
  readonly path: string;
  readonly stamp: string;
}

/** How to read clips. */
export interface ReadClipsOptions {
  readonly signal: AbortSignal | undefined;
  readonly teller: ProgressTeller;
  /** Whether to keep thumbnails. */
  readonly thumbnails: boolean;
  /** Whether to keep details. */
  readonly details: boolean;
  /** Whether clips that an earlier version read are read again for their local features. */
  readonly localFeatures: boolean;
}

/**
 * Decodes clips of a disc, each once, and stores each result immediately. A stopped call is continued by the next one, and a complete one
 * is not repeated.
 * @param read - Receives the clips. Clips already in it are skipped.
 * @throws StreetdateError `disc-scrambled`, `decoder-missing`, and the disc's own errors. A clip without a fingerprint is no error: it is
 * too short, too plain or damaged.
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
    const stored = await loadKnown(stores, known.get(clip.id));
    const lacking = stored && 'fingerprint' in stored ? lackingData(stored.fingerprint, options) : [];
    if (stored && lacking.length === 0) take(read, clip, stored);
    else {
      const decoded = await decodeClip(source, clip, options);
      // What it has is kept: only what it lacks is added.
      const isSame =
        stored && 'fingerprint' in stored && !(decoded instanceof StreetdateError) && haveEqualHashes(stored.fingerprint, decoded);
      const fresh = isSame ? withData(stored.fingerprint, decoded, lacking) : decoded;
      read.decoded++;
      if (fresh instanceof StreetdateError) {
        // A decoder failure may be temporary; an empty picture is permanent.
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

/** The result of an earlier call; undefined if there is none, or its file is lost. */
async function loadKnown({ blobs }: Stores, stored: StoredClip | undefined): Promise<Outcome | undefined> {
  if (stored === undefined || 'reason' in stored) return stored;
  const sha256 = stored.fingerprintSha256;
  return loadStored(blobs, sha256).then(
    (fingerprint) => ({ fingerprint, sha256 }),
    () => undefined,
  );
}

/** Faults of a single clip rather than of the disc or the computer. */
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
  { signal, teller, thumbnails, details, localFeatures }: ReadClipsOptions,
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
    const fingerprint = await fingerprintFile(media, {
      role: 'reference',
      thumbnails,
      details,
      ...(localFeatures && { localFeatures }),
      signal,
      onProgress,
    });
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
