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
   * @param options - As of {@link fingerprintFile}. `onProgress` is called twenty times a second at most.
   * @throws What {@link fingerprintFile} throws, and what the functions of the options throw; StreetdateError `thread-failed` or `out-of-memory` when the
   * thread ended meanwhile: another one takes its place, and other files go on.
   */
  async fingerprintFile(input: MediaInput, options: FingerprintFileOptions = {}): Promise<Fingerprint> {
    const order = this.#orderFor(input, options);
    return order === undefined ? fingerprintFile(input, options) : this.#handOver(order, options);
  }

  /**
   * Fingerprints a film on another thread in passes that the caller drives, as {@link fingerprintInPasses} does. The search for what is undecided runs
   * wherever the caller runs it.
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
      // Left early: the thread stops its decoders first.
      stopping.abort();
      await job.catch(() => {});
    }
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

  /** What a thread is told of a file; undefined where it has to be fingerprinted on this one. */
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

  /** @param onPass - Says what is undecided after a pass. */
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
    // A thread that has begun stops by itself, so that its decoder ends before it says so.
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

/** Whether another thread has the very same hasher. */
function isBuiltIn(hasher: FrameHasher): boolean {
  return HASHERS.get(hasher.algorithm) === hasher;
}
