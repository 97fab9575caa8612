/** Replaces the bytes of pictures by their entries in a table. Every kernel gives the same bytes. */
export interface ToneKernel {
  /** What it runs on: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Looks up each byte. Hot loop: no checks.
   * @param coded - The bytes; only read.
   * @param table - 256 entries.
   * @returns The entries, in an array that belongs to the caller.
   */
  lookUp(coded: Uint8Array, table: Uint8Array): Uint8Array;
}
