import {
  type Fingerprint,
  type FingerprintRole,
  type FirstLook,
  fingerprintFiles,
  loadFingerprint,
  type MediaInput,
  type StreetdateError,
} from '@streetdate/core';
import { isFingerprintName } from '../files/media-names.ts';
import { worldsFault } from '../output/console.ts';
import type { ProgressDisplay } from '../output/progress.ts';

/** A file that was read, or could not be. */
export type Reading = { readonly path: string } & ({ readonly fingerprint: Fingerprint } | { readonly error: StreetdateError });

/** Options for {@link readMedia}. */
export interface ReadMediaOptions {
  /** How densely films are sampled. */
  readonly role: FingerprintRole;
  /** Whether references keep thumbnails, see core's options. @defaultValue core's own */
  readonly thumbnails?: boolean | undefined;
  /** A first look at key frames, and what it decides. @defaultValue every frame is decoded */
  readonly firstLook?: FirstLook | undefined;
  /** Files read at once. @defaultValue core's own */
  readonly concurrency?: number | undefined;
  /** Stops everything. */
  readonly signal: AbortSignal;
  /** Where the progress is shown. */
  readonly display: ProgressDisplay;
}

/**
 * Fingerprints films and stills, and loads fingerprint files. Readings come as they complete, not in the order of the inputs; a file
 * that fails never stops the others.
 * @throws The signal's reason.
 */
export async function* readMedia(
  inputs: readonly MediaInput[],
  { role, thumbnails, firstLook, concurrency, signal, display }: ReadMediaOptions,
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
  const readings = fingerprintFiles(media, {
    role,
    thumbnails,
    firstLook,
    signal,
    concurrency,
    onProgress: ({ path, seconds, duration }) => display.reached(path, seconds, duration),
  });
  for await (const reading of readings) {
    display.finish(reading.path);
    yield reading.error ? { path: reading.path, error: worldsFault(reading.error) } : reading;
  }
}
