import type { BlockSink } from './block-sink.ts';

/** Thrown by {@link FrameReader} when nothing was heard for too long. */
export class StallError extends Error {
  override readonly name = 'StallError';
}

/** Options for {@link FrameReader}. */
export interface FrameReaderOptions {
  /** Seconds without any sign of life until {@link StallError}. Only waiting counts, not the time that the reader itself takes. */
  readonly stallSeconds: number;
  /** Ends waiting; its reason is then thrown. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Takes frames from where they arrive, and waits for them no longer than the stall limit. Any sign of life, such as a
 * line that the decoder prints, starts the limit anew and ends a wait.
 */
export class FrameReader {
  readonly #sink: BlockSink;
  readonly #stallMs: number;
  readonly #signal: AbortSignal | undefined;
  #wake: () => void = () => {};

  constructor(sink: BlockSink, options: FrameReaderOptions) {
    this.#sink = sink;
    this.#stallMs = options.stallSeconds * 1000;
    this.#signal = options.signal;
    sink.onSign = () => this.#wake();
  }

  /** True when no more bytes will come. */
  get ended(): boolean {
    return this.#sink.ended;
  }

  /** Says that the decoder is alive. */
  signOfLife(): void {
    this.#wake();
  }

  /** The next frame, which belongs to the caller; undefined at the end. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const frame = this.#sink.take();
      if (frame !== undefined || this.ended) return frame;
      await this.nextSign();
    }
  }

  /** Waits for the next bytes, line or end. @throws StallError, or the signal's reason. */
  async nextSign(): Promise<void> {
    this.#signal?.throwIfAborted();
    if (this.ended) return;
    await new Promise<void>((resolve, reject) => {
      const settle = (then: () => void) => {
        clearTimeout(timer);
        this.#signal?.removeEventListener('abort', abort);
        this.#wake = () => {};
        then();
      };
      const abort = () => settle(() => reject(this.#signal?.reason));
      const timer = setTimeout(() => settle(() => reject(new StallError())), this.#stallMs);
      this.#signal?.addEventListener('abort', abort, { once: true });
      this.#wake = () => settle(resolve);
    });
  }
}
