import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { checkInteger } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { type FingerprintFileOptions, fingerprintFile } from '../fingerprint/fingerprint-file.ts';
import { type FingerprintedFile, type FingerprintFilesOptions, fingerprintFilesBy } from '../fingerprint/fingerprint-files.ts';
import { checkOptions } from '../fingerprint/fingerprint-frames.ts';
import type { FrameHasher } from '../hash/frame-hasher.ts';
import { HASHERS } from '../hash/hashers.ts';
import type { MediaInput } from '../media/media-input.ts';
import { type Outcome, resultOf } from '../threads/outcome.ts';
import { WorkerThreads } from '../threads/worker-threads.ts';
import type { FingerprintOrder, PoolMessage, WorkerMessage } from './fingerprint-order.ts';

/** What a thread loads. */
const WORKER = fileURLToPath(new URL('./fingerprint-worker.js', import.meta.url));

/** Options of {@link FingerprintPool}. */
export interface FingerprintPoolOptions {
  /** Threads that fingerprint, 1 to 64. @defaultValue as many as the machine runs at once, 64 at most */
  readonly threads?: number;
}

/**
 * Fingerprints files on several threads, one file on each: reading pictures from the decoder, hashing them and coding the sound, which on one thread
 * is what a machine of many cores waits for. Fingerprints are those of {@link fingerprintFile}, to the last bit, and so are errors, but for their causes.
 *
 * A thread can be handed the path of a file and the built-in hashers. A stream, or a file with a hasher of one's own, is fingerprinted on this thread.
 * A thread takes 0.2 s of CPU time to start, which is what Node spends on 20 s of film, and 40 MB. Threads start with the first
 * file, and end with {@link close}; while they have nothing to do they do not keep the process alive.
 */
export class FingerprintPool {
  /** Threads that fingerprint. */
  readonly threads: number;
  #running: WorkerThreads<FingerprintOrder, Outcome<Fingerprint>> | undefined;
  /** What is under way, with what stops it. */
  readonly #jobs = new Map<Promise<unknown>, (reason: unknown) => void>();
  #closed = false;

  constructor(options: FingerprintPoolOptions = {}) {
    const { threads = Math.min(availableParallelism(), 64) } = options;
    checkInteger('threads', threads, 1, 64);
    this.threads = threads;
  }

  /**
   * Fingerprints a film or a still on another thread.
   * @param options - As of {@link fingerprintFile}. `onProgress` is called twenty times a second at most; `firstLook` asks on this thread.
   * @throws What {@link fingerprintFile} throws, and what the functions of the options throw; StreetdateError `thread-failed` or `out-of-memory` when the
   * thread ended meanwhile: another one takes its place, and other files go on.
   */
  async fingerprintFile(input: MediaInput, options: FingerprintFileOptions = {}): Promise<Fingerprint> {
    if (this.#closed) throw new TypeError('pool must be open, got a closed one');
    const { hasher, secondOpinion } = checkOptions(options);
    if (typeof input !== 'string' || !isBuiltIn(hasher) || (secondOpinion && !isBuiltIn(secondOpinion))) {
      return fingerprintFile(input, options);
    }
    options.signal?.throwIfAborted();
    return this.#handOver(input, options, hasher, secondOpinion);
  }

  /**
   * Fingerprints many files, one on each thread, and yields each as soon as it is done, as {@link fingerprintFiles} does.
   * @param options - As of {@link fingerprintFiles}, but that as many files are decoded at once as there are threads unless `concurrency` says otherwise.
   */
  fingerprintFiles(
    paths: Iterable<MediaInput> | AsyncIterable<MediaInput>,
    { concurrency = this.threads, ...options }: FingerprintFilesOptions = {},
  ): AsyncGenerator<FingerprintedFile, void, undefined> {
    return fingerprintFilesBy((input, each) => this.fingerprintFile(input, each), paths, { ...options, concurrency });
  }

  /** Stops what is under way on other threads, the decoders too, and ends these. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#jobs.values()) stop(new StreetdateError('thread-failed', 'the pool was closed before the work was done'));
    await Promise.allSettled(this.#jobs.keys());
    await this.#running?.close();
  }

  async #handOver(
    path: string,
    options: FingerprintFileOptions,
    hasher: FrameHasher,
    secondOpinion: FrameHasher | undefined,
  ): Promise<Fingerprint> {
    const { role, framesPerSecond, views, thumbnails, details, audio, firstLook, signal, onProgress } = options;
    const { port1: port, port2 } = new MessageChannel();
    const waiting = new AbortController();
    let hasBegun = false;
    let failure: { readonly reason: unknown } | undefined;
    const say = (message: PoolMessage) => port.postMessage(message);
    // A thread that has begun stops by itself, so that its decoder ends before it says so.
    const fail = (reason: unknown) => {
      failure ??= { reason };
      if (hasBegun) say({ stop: true });
      else waiting.abort(reason);
    };
    const listen = async (message: WorkerMessage) => {
      if ('begun' in message) hasBegun = true;
      else if ('progress' in message) onProgress?.(message.progress);
      else say({ undecided: await firstLook!.undecided(message.asked) });
    };
    port.on('message', (message: WorkerMessage) => void listen(message).catch(fail));
    const abort = () => fail(signal?.reason);
    signal?.addEventListener('abort', abort);

    this.#running ??= new WorkerThreads(WORKER, this.threads);
    const order: FingerprintOrder = {
      path,
      options: {
        ...{ role, framesPerSecond, views, thumbnails, details, audio },
        hasher: hasher.algorithm,
        secondOpinion: secondOpinion?.algorithm,
        firstLook: firstLook && { shortest: firstLook.shortest },
      },
      tells: onProgress !== undefined,
      port: port2,
    };
    const job = this.#running.run(order, { signal: waiting.signal, transfer: [port2] });
    this.#jobs.set(job, fail);
    try {
      const outcome = await job;
      if (failure !== undefined) throw failure.reason;
      return resultOf(outcome);
    } finally {
      this.#jobs.delete(job);
      signal?.removeEventListener('abort', abort);
      port.close();
    }
  }
}

/** Whether another thread has the very same hasher. */
function isBuiltIn(hasher: FrameHasher): boolean {
  return HASHERS.get(hasher.algorithm) === hasher;
}
