import type { BlockSink } from './block-sink.ts';

/** Thrown by {@link FrameReader} when the decoder was silent for too long. */
export class StallError extends Error {
  override readonly name = 'StallError';
}

/** Thrown by {@link FrameReader} when it has waited for the decoder for too long in all. */
export class WaitError extends Error {
  override readonly name = 'WaitError';
}

/** Options for {@link FrameReader}. */
export interface FrameReaderOptions {
  /** Seconds without any sign of life until {@link StallError}. Only waiting counts, not the reader's own work. */
  readonly stallSeconds: number;
  /** Seconds of waiting in all until {@link WaitError}. @defaultValue no limit */
  readonly waitSeconds?: number;
  /** Ends the wait; its reason is then thrown. */
  readonly signal: AbortSignal | undefined;
}

/** A waiting reader. */
interface Waiter {
  readonly anySign: boolean;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Reads frames and waits for them no longer than the stall limit. Any sign of life, such as a line that the decoder prints, restarts the
 * limit. A film has thousands of waits, each ended by one of several pipes. They share one timer and one abort listener, which {@link
 * FrameReader.close} removes.
 */
export class FrameReader {
  readonly #sink: BlockSink;
  readonly #stallMs: number;
  readonly #mostWaitMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #abort = () => this.#fail(this.#signal?.reason);
  #waiter: Waiter | undefined;
  /** When the wait began, or the last sign of life after that. */
  #heardMs = 0;
  /** When the wait began. */
  #sinceMs = 0;
  /** How long all waits before it took. */
  #waitedMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sink: BlockSink, options: FrameReaderOptions) {
    this.#sink = sink;
    this.#stallMs = options.stallSeconds * 1000;
    this.#mostWaitMs = (options.waitSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    this.#signal = options.signal;
    this.#signal?.addEventListener('abort', this.#abort);
    sink.onSign = () => this.#hear(sink.ready || sink.ended);
  }

  /** True when no more bytes will come. */
  get ended(): boolean {
    return this.#sink.ended;
  }

  /** Reports a sign of life. */
  signOfLife(): void {
    this.#hear(false);
  }

  /** The next frame, which belongs to the caller; undefined at the end. @throws StallError, WaitError, or the signal's reason. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const frame = this.#sink.take();
      if (frame !== undefined || this.ended) return frame;
      await this.#wait(false);
    }
  }

  /** Waits for the next bytes, line or end. @throws StallError, WaitError, or the signal's reason. */
  async nextSign(): Promise<void> {
    if (!this.ended) await this.#wait(true);
  }

  /** Ends all waiting. */
  close(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#abort);
  }

  #wait(anySign: boolean): Promise<void> {
    this.#signal?.throwIfAborted();
    if (this.#waitedMs > this.#mostWaitMs) return Promise.reject(new WaitError());
    this.#heardMs = performance.now();
    this.#sinceMs = this.#heardMs;
    this.#timer ??= setTimeout(() => this.#checkStall(), this.#stallMs);
    return new Promise((resolve, reject) => {
      this.#waiter = { anySign, resolve, reject };
    });
  }

  #hear(isFrameOrEnd: boolean): void {
    const waiter = this.#waiter;
    if (waiter === undefined) return;
    this.#heardMs = performance.now();
    if (!isFrameOrEnd && !waiter.anySign) return;
    this.#waiter = undefined;
    this.#waitedMs += this.#heardMs - this.#sinceMs;
    waiter.resolve();
  }

  #fail(reason: unknown): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.reject(reason);
  }

  /** The timer does not restart at every sign: it checks how long ago the last one was, and how long all waits took. */
  #checkStall(): void {
    this.#timer = undefined;
    if (this.#waiter === undefined) return;
    const leftMs = this.#heardMs + this.#stallMs - performance.now();
    if (this.#waitedMs + performance.now() - this.#sinceMs > this.#mostWaitMs) this.#fail(new WaitError());
    else if (leftMs <= 0) this.#fail(new StallError());
    else this.#timer = setTimeout(() => this.#checkStall(), leftMs);
  }
}
