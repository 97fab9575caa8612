import type { Readable } from 'node:stream';

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
 * Reads frames of a fixed size from a stream of bytes, and waits for them no longer than the stall limit. Any sign of life, such as a
 * line that the decoder prints, starts the limit anew and ends a wait.
 */
export class FrameReader {
  readonly #output: Readable;
  readonly #stallMs: number;
  readonly #signal: AbortSignal | undefined;
  #ended = false;
  #wake: () => void = () => {};

  constructor(output: Readable, options: FrameReaderOptions) {
    this.#output = output;
    this.#stallMs = options.stallSeconds * 1000;
    this.#signal = options.signal;
    const wake = () => this.#wake();
    const end = () => {
      this.#ended = true;
      wake();
    };
    output.on('readable', wake).on('end', end).on('close', end).on('error', end);
  }

  /** True when no more bytes will come. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Says that the decoder is alive. */
  signOfLife(): void {
    this.#wake();
  }

  /** The next `count` bytes, shared with the stream; undefined at the end, where a part of a frame is dropped. */
  async read(count: number): Promise<Buffer | undefined> {
    for (;;) {
      const bytes: Buffer | null = this.#output.read(count);
      if (bytes !== null && bytes.length === count) return bytes;
      if (this.#ended) return undefined;
      await this.nextSign();
    }
  }

  /** Waits for the next bytes, line or end. @throws StallError, or the signal's reason. */
  async nextSign(): Promise<void> {
    this.#signal?.throwIfAborted();
    if (this.#ended) return;
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
