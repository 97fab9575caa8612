import { type Fingerprint, findTrack, loadFingerprint, StreetdateError } from '@streetdate/core';
import { loadStored, storeFingerprint } from '../blobs/fingerprints.ts';
import type { FileState } from '../files/file-state.ts';
import type { FailedInput, MediaInput } from '../intake/input.ts';
import type { OnProgress } from '../progress.ts';
import { readMedia } from '../scan/read-media.ts';
import type { Stores } from '../stores.ts';

/** Fingerprint files are loaded apart. */
const NO_FINGERPRINTS: ReadonlySet<string> = new Set();

/** A file whose fingerprint can be loaded on demand. */
export interface SweptFile {
  readonly file: FileState;
  /** @throws StreetdateError as `loadFingerprint`, and `unknown-algorithm`. */
  readonly load: () => Promise<Fingerprint>;
}

/** Options for {@link sweptFiles}. */
export interface SweptFilesOptions {
  /** Stops everything. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the progress of each film. */
  readonly onProgress?: OnProgress | undefined;
  /** Called for each unreadable file. */
  readonly onFailure: (path: string, error: StreetdateError) => void;
  /** Films decoded at once. @defaultValue as in `readMedia` */
  readonly concurrency?: number | undefined;
}

/**
 * Prepares the files of a sweep. Fingerprint files are used directly. Films and stills are decoded and their fingerprints are stored in the
 * library, so that memory holds only the few in progress. Unreadable files are reported.
 */
export async function* sweptFiles(
  found: readonly (MediaInput | FailedInput)[],
  { blobs }: Stores,
  algorithm: string,
  { signal, onProgress, onFailure, concurrency }: SweptFilesOptions,
): AsyncGenerator<SweptFile> {
  const media = new Map<string, MediaInput>();
  for (const each of found) {
    if (each.kind === 'failed') onFailure(each.path, each.error);
    else if (each.isFingerprint) yield sweptFile(each.file, algorithm, () => loadFingerprint(each.file.path));
    else media.set(each.file.path, each);
  }
  const inputs = [...media.values()].map(({ file }) => file.stream ?? file.path);
  for await (const reading of readMedia(inputs, { role: 'query', fingerprints: NO_FINGERPRINTS, concurrency, signal, onProgress })) {
    const { file, expected } = media.get(reading.path)!;
    if ('fingerprint' in reading) {
      const sha256 = await storeFingerprint(blobs, reading.fingerprint);
      yield sweptFile(file, algorithm, () => loadStored(blobs, sha256));
    } else if (expected || reading.error.code !== 'not-media') onFailure(reading.path, reading.error);
  }
}

function sweptFile(file: FileState, algorithm: string, load: () => Promise<Fingerprint>): SweptFile {
  const { path } = file;
  return {
    file,
    load: async () => {
      const fingerprint = await load();
      if (findTrack(fingerprint, algorithm)) return fingerprint;
      const tracks = fingerprint.tracks.map((track) => track.algorithm).join(', ') || 'none';
      throw new StreetdateError('unknown-algorithm', `${path}: it has no ${algorithm} track, only: ${tracks}`, { path });
    },
  };
}
