import {
  completePasses,
  type Fingerprint,
  type FingerprintFileOptions,
  type FingerprintRole,
  fingerprintFile,
  fingerprintInPasses,
  limitYoungGeneration,
  loadFingerprint,
  type MediaInput,
  type StreetdateError,
  type TimeSpan,
} from '@streetdate/core';
import { filesInFlight, nameOfInput } from '@streetdate/core/internal/node';
import { FingerprintPool } from '@streetdate/core/pool';
import { isFingerprintName } from '../files/media-names.ts';
import { type OnProgress, ProgressTeller } from '../progress.ts';
import { worldsFault } from '../worlds-fault.ts';
import { threadsFor } from './media-threads.ts';

/** Length of film above which decoding on this thread would let memory grow, seconds. Many short films cost the same on either thread. */
const LONG_FILM = 1800;
/** Files read at once on this thread. A decoder uses several cores by itself. */
const FILES_ON_ONE_THREAD = 2;

/** A file that was read or failed. */
export type Reading = { readonly path: string } & ({ readonly fingerprint: Fingerprint } | { readonly error: StreetdateError });

/** Options for {@link readMedia}. */
export interface ReadMediaOptions {
  /** Sampling rate of films. */
  readonly role: FingerprintRole;
  /** Whether references keep thumbnails. @defaultValue that of core */
  readonly thumbnails?: boolean | undefined;
  /** Whether references keep details. @defaultValue that of core */
  readonly details?: boolean | undefined;
  /** Whether local features are kept. @defaultValue that of core */
  readonly localFeatures?: boolean | undefined;
  /** Whether only hashes of whole pictures are made beside thumbnails and details: no sound, no further views. @defaultValue false */
  readonly isBrief?: boolean | undefined;
  /**
   * Returns the intervals that a key-frame pass leaves undecided. Films are then decoded in passes. @defaultValue every frame is decoded
   */
  readonly undecided?: ((query: Fingerprint) => Promise<readonly TimeSpan[]>) | undefined;
  /** The inputs that are fingerprint files. @defaultValue those with the extension of one */
  readonly fingerprints?: ReadonlySet<string> | undefined;
  /** Files read at once, 1 to 64. @defaultValue the number of threads, and two if there is only this thread */
  readonly concurrency?: number | undefined;
  /** Threads to use; they stay open. @defaultValue threads of its own if there is enough to read */
  readonly pool?: FingerprintPool | undefined;
  /** Stops everything. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the progress of each file. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Fingerprints films and stills, on several threads if there is enough to read, and loads fingerprint files. Results come in order of
 * completion. A failing file never stops the others.
 * @throws The signal's reason.
 */
export async function* readMedia(
  inputs: readonly MediaInput[],
  {
    role,
    thumbnails,
    details,
    localFeatures,
    isBrief = false,
    undecided,
    fingerprints,
    concurrency,
    pool: given,
    signal,
    onProgress,
  }: ReadMediaOptions,
): AsyncGenerator<Reading> {
  const teller = new ProgressTeller(inputs.length, onProgress);
  const isFingerprint = (input: MediaInput) => typeof input === 'string' && (fingerprints?.has(input) ?? isFingerprintName(input));
  const media = inputs.filter((input) => !isFingerprint(input));
  for (const path of inputs) {
    if (typeof path !== 'string' || !isFingerprint(path)) continue;
    signal?.throwIfAborted();
    const reading = await loadFingerprint(path).then(
      (fingerprint) => ({ path, fingerprint }),
      (error) => ({ path, error: worldsFault(error) }),
    );
    teller.finish(path);
    yield reading;
  }
  const threads = given === undefined ? await threadsFor(media, concurrency) : given.threads;
  const own = given === undefined && threads > 1 ? new FingerprintPool({ threads }) : undefined;
  const pool = given ?? own;
  const work = async (input: MediaInput, stopping: AbortSignal): Promise<Reading> => {
    const path = nameOfInput(input);
    const options: FingerprintFileOptions = {
      role,
      thumbnails,
      details,
      localFeatures,
      ...(isBrief && { audio: false, views: false, secondOpinion: false as const }),
      signal: stopping,
      onProgress: ({ seconds, duration }) => {
        if ((duration ?? 0) >= LONG_FILM) limitYoungGeneration();
        teller.reached(path, seconds, duration);
      },
    };
    try {
      return { path, fingerprint: await fingerprintOf(pool ?? ON_THIS_THREAD, input, options, undecided) };
    } catch (error) {
      stopping.throwIfAborted();
      return { path, error: worldsFault(error) };
    }
  };
  try {
    for await (const reading of filesInFlight(media, concurrency ?? pool?.threads ?? FILES_ON_ONE_THREAD, work, signal)) {
      teller.finish(reading.path);
      yield reading;
    }
  } finally {
    await own?.close();
  }
}

/** Fingerprints files, on this thread or in a pool of others. */
type Fingerprinter = Pick<FingerprintPool, 'fingerprintFile' | 'fingerprintInPasses'>;

const ON_THIS_THREAD: Fingerprinter = { fingerprintFile, fingerprintInPasses };

/** Runs the passes of one film: decode, search, decode the undecided intervals. */
async function fingerprintOf(
  fingerprinter: Fingerprinter,
  input: MediaInput,
  options: FingerprintFileOptions,
  undecided: ReadMediaOptions['undecided'],
): Promise<Fingerprint> {
  if (undecided === undefined) return fingerprinter.fingerprintFile(input, options);
  return completePasses(fingerprinter.fingerprintInPasses(input, options), undecided);
}
