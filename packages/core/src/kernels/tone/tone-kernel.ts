/** Replaces the bytes of pictures by their entries in a table. Every kernel gives the same bytes. */
export interface ToneKernel {
  /** Its implementation: `wasm`, or `plain` JavaScript. */
  readonly kind: 'wasm' | 'plain';
  /**
   * Replaces each byte in place. Hot loop: no checks.
   * @param pixels - The bytes.
   * @param table - 256 entries.
   */
  replace(pixels: Uint8Array, table: Uint8Array): void;
}
