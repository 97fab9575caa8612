/** Text as UTF-8. */
export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of UTF-8 bytes, which may lie in shared memory. */
export function decodeText(bytes: Uint8Array): string {
  // Copied, because decoders refuse shared memory.
  return new TextDecoder().decode(bytes.slice());
}
