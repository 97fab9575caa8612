/**
 * A pool of blocks of bytes for reuse. With new memory for each picture of a film, the engine collects its whole heap once a second at
 * thirty frames a second, because that garbage lies outside its heap.
 */
export class BlockStore {
  readonly #free: Uint8Array[] = [];

  /** A block that the caller owns until it gives it back. Its content is arbitrary. */
  take(bytes: number): Uint8Array {
    const block = this.#free.pop();
    return block?.length === bytes ? block : new Uint8Array(bytes);
  }

  /** Takes back a block that is no longer used, whole or as a view of its start: each block has a buffer of its own. */
  give(block: Uint8Array): void {
    this.#free.push(block.byteLength === block.buffer.byteLength ? block : new Uint8Array(block.buffer));
  }
}
