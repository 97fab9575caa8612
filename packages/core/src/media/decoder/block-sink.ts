import { Writable } from 'node:stream';
import { BlockStore } from '../../block-store.ts';
import { letGo } from './let-go.ts';

/**
 * Receives a decoder's pipe and cuts it into blocks of one size, each in memory of its own, copied once. A readable stream splits or joins
 * what it received, and each picture was copied and allocated twice: a fifth of Node's time for a film.
 */
export class BlockSink extends Writable {
  readonly #blockBytes: number;
  readonly #most: number;
  readonly #store: BlockStore;
  readonly #whole: Uint8Array[] = [];
  #block: Uint8Array | undefined;
  #filled = 0;
  /** Called when there is room again after the writer was held up. */
  #resume: (() => void) | undefined;
  #ended = false;
  /** Called when a block is complete, and at the end. */
  onSign: () => void = () => {};

  /**
   * @param blockBytes - Bytes in a block.
   * @param most - Blocks that may wait before the writer is held up.
   * @param store - The source of the blocks' memory.
   */
  constructor(blockBytes: number, most: number, store = new BlockStore()) {
    super({ highWaterMark: 1 });
    this.#blockBytes = blockBytes;
    this.#most = most;
    this.#store = store;
  }

  /** True once all blocks were taken and no more will come. */
  get ended(): boolean {
    return this.#ended && this.#whole.length === 0;
  }

  /** Whether a block is complete. */
  get ready(): boolean {
    return this.#whole.length > 0;
  }

  /** The next block, which belongs to the caller; undefined when none is complete. An incomplete one at the end is dropped. */
  take(): Uint8Array | undefined {
    const block = this.#whole.shift();
    if (this.#resume !== undefined && this.#whole.length < this.#most) {
      const resume = this.#resume;
      this.#resume = undefined;
      resume();
    }
    return block;
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    for (let from = 0; from < chunk.length; ) {
      this.#block ??= this.#store.take(this.#blockBytes);
      const to = Math.min(chunk.length, from + this.#blockBytes - this.#filled);
      this.#block.set(chunk.subarray(from, to), this.#filled);
      this.#filled += to - from;
      from = to;
      if (this.#filled < this.#blockBytes) break;
      this.#whole.push(this.#block);
      this.#block = undefined;
      this.#filled = 0;
    }
    letGo(chunk);
    this.onSign();
    if (this.#whole.length < this.#most) done();
    else this.#resume = done;
  }

  override _final(done: () => void): void {
    this.#end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#end();
    done(error);
  }

  #end(): void {
    this.#ended = true;
    this.onSign();
  }
}
