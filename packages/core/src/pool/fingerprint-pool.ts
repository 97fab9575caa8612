import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { checkInteger } from '../check.ts';
import { StreetdateError } from '../errors.ts';
import type { FilmPasses } from '../fingerprint/film-passes.ts';
import type { Fingerprint, TimeSpan } from '../fingerprint/fingerprint.ts';
import { type FingerprintFileOptions, fingerprintFile, fingerprintInPasses, type PassesOptions } from '../fingerprint/fingerprint-file.ts';
import { type FingerprintedFile, type FingerprintFilesOptions, fingerprintFilesBy } from '../fingerprint/fingerprint-files.ts';
import { checkOptions } from '../fingerprint/fingerprint-frames.ts';
import type { FrameHasher } from '../hash/frame-hasher.ts';
import { HASHERS } from '../hash/hashers.ts';
import type { MediaInput } from '../media/media-input.ts';
import { type Outcome, resultOf } from '../threads/outcome.ts';
import { WorkerThreads } from '../threads/worker-threads.ts';
import type { FingerprintOrder, PoolMessage, WorkerMessage } from './fingerprint-order.ts';

/** The module that a thread loads. */
const WORKER = fileURLToPath(new URL('./fingerprint-worker.js', import.meta.url));

/** Options of {@link FingerprintPool}. */
export interface FingerprintPoolOptions {
  /** Number of threads, 1 to 64. @defaultValue the number of processors, at most 64 */
  readonly threads?: number;
}

/**
 * Fingerprints files on several threads, one file on each. A thread reads pictures from the decoder, hashes them and codes the audio, which
 * is the bottleneck of computers with many cores. Fingerprints equal those of {@link fingerprintFile} to the last bit, and so do errors,
 * except for their causes.
 *
 * A thread can only receive a path and built-in hashers. Streams, and files with other hashers, are fingerprinted on this thread. A thread
 * needs 40 MB and 0.2 s of CPU time to start, as much as Node spends on 20 s of film. Threads start with the first file and end with {@link
 * close}. Idle threads do not keep the process alive.
 */
export class FingerprintPool {
  /** Number of threads. */
  readonly threads: number;
  #running: WorkerThreads<FingerprintOrder, Outcome<Fingerprint>> | undefined;
  /** Running work, with its abort controller. */
  readonly #jobs = new Map<Promise<unknown>, (reason: unknown) => void>();
  #closed = false;

  constructor(options: FingerprintPoolOptions = {}) {
    const { threads = Math.min(availableParallelism(), 64) } = options;
    checkInteger('threads', threads, 1, 64);
    this.threads = threads;
  }

  /**
   * Fingerprints a film or a still on another thread.
   * @param options - As for {@link fingerprintFile}. `onProgress` is called at most twenty times a second.
   * @throws Errors of {@link fingerprintFile} and of the functions in the options; StreetdateError `thread-failed` or `out-of-memory` if
   * the thread ended. A new thread then replaces it, and other files continue.
   */
  async fingerprintFile(input: MediaInput, options: FingerprintFileOptions = {}): Promise<Fingerprint> {
    const order = this.#orderFor(input, options);
    return order === undefined ? fingerprintFile(input, options) : this.#handOver(order, options);
  }

  /**
   * Fingerprints a film on another thread in passes that the caller drives, like {@link fingerprintInPasses}. The caller searches for
   * undecided intervals on its own thread.
   */
  async *fingerprintInPasses(input: MediaInput, { shortest, ...options }: PassesOptions = {}): FilmPasses {
    const order = this.#orderFor(input, options);
    if (order === undefined) return yield* fingerprintInPasses(input, { ...options, shortest });
    const stopping = new AbortController();
    const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])]);
    let arrive: (pass: Fingerprint) => void = () => {};
    let answer: (undecided: readonly TimeSpan[]) => void = () => {};
    const nextPass = () =>
      new Promise<{ readonly pass: Fingerprint }>((resolve) => {
        arrive = (pass) => resolve({ pass });
      });
    let next = nextPass();
    const onPass = (pass: Fingerprint) =>
      new Promise<readonly TimeSpan[]>((resolve) => {
        answer = resolve;
        arrive(pass);
      });
    const job = this.#handOver({ ...order, passes: { shortest } }, { ...options, signal }, onPass);
    try {
      for (;;) {
        const step = await Promise.race([next, job.then((fingerprint) => ({ fingerprint }))]);
        if ('fingerprint' in step) return step.fingerprint;
        next = nextPass();
        answer(yield step.pass);
      }
    } finally {
      // After an early end the thread stops its decoders first.
      stopping.abort();
      await job.catch(() => {});
    }
  }

  /**
   * Fingerprints many files, one on each thread, and yields each as soon as it is done, like {@link fingerprintFiles}.
   * @param options - As for {@link fingerprintFiles}, but `concurrency` defaults to the number of threads.
   */
  fingerprintFiles(
    paths: Iterable<MediaInput> | AsyncIterable<MediaInput>,
    { concurrency = this.threads, ...options }: FingerprintFilesOptions = {},
  ): AsyncGenerator<FingerprintedFile, void, undefined> {
    return fingerprintFilesBy((input, each) => this.fingerprintFile(input, each), paths, { ...options, concurrency });
  }

  /** Stops running work on other threads with its decoders, and ends the threads. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#jobs.values()) stop(new StreetdateError('thread-failed', 'the pool was closed before the work was done'));
    await Promise.allSettled(this.#jobs.keys());
    await this.#running?.close();
  }

  /** The message to a thread about a file; undefined if the file must be fingerprinted on this thread. */
  #orderFor(input: MediaInput, options: FingerprintFileOptions): Omit<FingerprintOrder, 'port'> | undefined {
    if (this.#closed) throw new TypeError('pool must be open, got a closed one');
    const { hasher, secondOpinion } = checkOptions(options);
    if (typeof input !== 'string' || !isBuiltIn(hasher) || (secondOpinion && !isBuiltIn(secondOpinion))) return undefined;
    const { role, framesPerSecond, views, thumbnails, details, audio, signal, onProgress } = options;
    signal?.throwIfAborted();
    return {
      path: input,
      options: {
        ...{ role, framesPerSecond, views, thumbnails, details, audio },
        hasher: hasher.algorithm,
        secondOpinion: secondOpinion?.algorithm,
      },
      passes: undefined,
      tells: onProgress !== undefined,
    };
  }

  /** @param onPass - Returns the undecided intervals after a pass. */
  async #handOver(
    order: Omit<FingerprintOrder, 'port'>,
    { signal, onProgress }: FingerprintFileOptions,
    onPass?: (pass: Fingerprint) => Promise<readonly TimeSpan[]>,
  ): Promise<Fingerprint> {
    const { port1: port, port2 } = new MessageChannel();
    const waiting = new AbortController();
    let hasBegun = false;
    let failure: { readonly reason: unknown } | undefined;
    const say = (message: PoolMessage) => port.postMessage(message);
    // A running thread stops by itself, so that its decoder has ended when it reports that.
    const fail = (reason: unknown) => {
      failure ??= { reason };
      if (hasBegun) say({ stop: true });
      else waiting.abort(reason);
    };
    const listen = async (message: WorkerMessage) => {
      if ('begun' in message) hasBegun = true;
      else if ('progress' in message) onProgress?.(message.progress);
      else if (onPass) say({ undecided: await onPass(message.pass) });
    };
    port.on('message', (message: WorkerMessage) => void listen(message).catch(fail));
    const abort = () => fail(signal?.reason);
    signal?.addEventListener('abort', abort);

    this.#running ??= new WorkerThreads(WORKER, this.threads);
    const job = this.#running.run({ ...order, port: port2 }, { signal: waiting.signal, transfer: [port2] });
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

/** Whether other threads have the same hasher. */
function isBuiltIn(hasher: FrameHasher): boolean {
  return HASHERS.get(hasher.algorithm) === hasher;
}
