/**
 * Blocks of bytes that were given back, to be filled again. Each picture of a film in memory of its own is garbage outside the engine's heap,
 * which it collects whole for the sake of it: once a second, where thirty frames a second are taken.
 */
export class BlockStore {
  readonly #free: Uint8Array[] = [];

  /** A block that the caller owns until it gives it back, or for good. What it holds is left over. */
  take(bytes: number): Uint8Array {
    const block = this.#free.pop();
    return block?.length === bytes ? block : new Uint8Array(bytes);
  }

  /** Takes back a block that nobody looks at any more, whole or as a view of its front: each block has a buffer of its own. */
  give(block: Uint8Array): void {
    this.#free.push(block.byteLength === block.buffer.byteLength ? block : new Uint8Array(block.buffer));
  }
}
