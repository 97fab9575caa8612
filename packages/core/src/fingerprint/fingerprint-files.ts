import { checkInteger, checkIterable, checkObject } from '../check.ts';
import { checkInput, type MediaInput, nameOfInput } from '../media/media-input.ts';
import { filesInFlight } from './files-in-flight.ts';
import type { Fingerprint } from './fingerprint.ts';
import { type FingerprintFileOptions, fingerprintFile } from './fingerprint-file.ts';
import { checkOptions, type FingerprintProgress } from './fingerprint-frames.ts';

/** Options for {@link fingerprintFiles}. */
export interface FingerprintFilesOptions extends Omit<FingerprintFileOptions, 'onProgress'> {
  /** Files decoded at once, 1 to 64. A decoder uses several cores by itself. @defaultValue 2 */
  readonly concurrency?: number | undefined;
  /** Called after every frame of every file. */
  readonly onProgress?: ((progress: FingerprintProgress & { readonly path: string }) => void) | undefined;
}

/** The outcome of one file: its fingerprint, or an error. */
export type FingerprintedFile =
  | {
      /** The file, as the caller named it. */
      readonly path: string;
      /** Its fingerprint. */
      readonly fingerprint: Fingerprint;
      /** Never present together with a fingerprint. */
      readonly error?: undefined;
    }
  | {
      /** The file, as the caller named it. */
      readonly path: string;
      /** Never present together with an error. */
      readonly fingerprint?: undefined;
      /** The reason: a `StreetdateError` for a fault of the file or the decoder; anything else is a bug. */
      readonly error: Error;
    };

/**
 * Fingerprints many files, some at once, and yields each as soon as it is done, whatever order that is. A file that fails is yielded with
 * its error and stops no other. Paths are pulled as they are needed, so there may be thousands, and they may come while work goes on.
 * Leaving the loop stops every decoder.
 * @param paths - Films, stills and streams, as for {@link fingerprintFile}; a stream is identified by its name.
 * @throws The signal's reason, and what `paths` itself throws. RangeError and TypeError for wrong options, before any file is opened.
 */
export function fingerprintFiles(
  paths: Iterable<MediaInput> | AsyncIterable<MediaInput>,
  options: FingerprintFilesOptions = {},
): AsyncGenerator<FingerprintedFile, void, undefined> {
  checkIterable('paths', paths);
  checkObject('options', options);
  return fingerprintFilesBy(fingerprintFile, paths, options);
}

/** The same with another function that fingerprints each file: {@link fingerprintFile}, or one on another thread. */
export async function* fingerprintFilesBy(
  fingerprint: typeof fingerprintFile,
  paths: Iterable<MediaInput> | AsyncIterable<MediaInput>,
  { concurrency = 2, onProgress, signal, ...each }: FingerprintFilesOptions,
): AsyncGenerator<FingerprintedFile, void, undefined> {
  checkInteger('concurrency', concurrency, 1, 64);
  checkOptions(each);
  const work = async (input: MediaInput, stopping: AbortSignal): Promise<FingerprintedFile> => {
    checkInput(input);
    const path = nameOfInput(input);
    const tell = onProgress && ((progress: FingerprintProgress) => onProgress({ ...progress, path }));
    try {
      return { path, fingerprint: await fingerprint(input, { ...each, signal: stopping, onProgress: tell }) };
    } catch (error) {
      stopping.throwIfAborted();
      return { path, error: error instanceof Error ? error : new Error(String(error)) };
    }
  };
  yield* filesInFlight(paths, concurrency, work, signal);
}
