import {
  type Fingerprint,
  type FingerprintFilesOptions,
  type FingerprintRole,
  type FirstLook,
  fingerprintFiles,
  limitYoungGeneration,
  loadFingerprint,
  type MediaInput,
  type StreetdateError,
} from '@streetdate/core';
import { FingerprintPool } from '@streetdate/core/pool';
import { isFingerprintName } from '../files/media-names.ts';
import type { ProgressDisplay } from '../progress.ts';
import { worldsFault } from '../worlds-fault.ts';
import { threadsFor } from './media-threads.ts';

/** Seconds of film from which on memory would grow over time. Short ones in great number take as much either way. */
const LONG_FILM = 1800;

/** A file that was read, or could not be. */
export type Reading = { readonly path: string } & ({ readonly fingerprint: Fingerprint } | { readonly error: StreetdateError });

/** Options for {@link readMedia}. */
export interface ReadMediaOptions {
  /** How densely films are sampled. */
  readonly role: FingerprintRole;
  /** Whether references keep thumbnails, see core's options. @defaultValue core's own */
  readonly thumbnails?: boolean | undefined;
  /** Whether references keep details, see core's options. @defaultValue core's own */
  readonly details?: boolean | undefined;
  /** A first look at key frames, and what it decides. @defaultValue every frame is decoded */
  readonly firstLook?: FirstLook | undefined;
  /** Files read at once. @defaultValue as many as there are threads for them, and two where there is none but this */
  readonly concurrency?: number | undefined;
  /** Stops everything. */
  readonly signal: AbortSignal;
  /** Where the progress is shown. */
  readonly display: ProgressDisplay;
}

/**
 * Fingerprints films and stills, on several threads where there is enough to read, and loads fingerprint files. Readings come as they complete, not in
 * the order of the inputs; a file that fails never stops the others.
 * @throws The signal's reason.
 */
export async function* readMedia(
  inputs: readonly MediaInput[],
  { role, thumbnails, details, firstLook, concurrency, signal, display }: ReadMediaOptions,
): AsyncGenerator<Reading> {
  const isFingerprint = (input: MediaInput) => typeof input === 'string' && isFingerprintName(input);
  const media = inputs.filter((input) => !isFingerprint(input));
  for (const path of inputs) {
    if (typeof path !== 'string' || !isFingerprint(path)) continue;
    const reading = await loadFingerprint(path).then(
      (fingerprint) => ({ path, fingerprint }),
      (error) => ({ path, error: worldsFault(error) }),
    );
    display.finish(path);
    yield reading;
  }
  const options: FingerprintFilesOptions = {
    role,
    thumbnails,
    details,
    firstLook,
    signal,
    concurrency,
    onProgress: ({ path, seconds, duration }) => {
      if ((duration ?? 0) >= LONG_FILM) limitYoungGeneration();
      display.reached(path, seconds, duration);
    },
  };
  const threads = await threadsFor(media, concurrency);
  const pool = threads > 1 ? new FingerprintPool({ threads }) : undefined;
  try {
    for await (const reading of pool?.fingerprintFiles(media, options) ?? fingerprintFiles(media, options)) {
      display.finish(reading.path);
      yield reading.error ? { path: reading.path, error: worldsFault(reading.error) } : reading;
    }
  } finally {
    await pool?.close();
  }
}
