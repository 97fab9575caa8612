/** Archives that can store a film uncompressed: their signatures, and at which byte these are. */
const SIGNATURES: readonly { readonly kind: string; readonly at: number; readonly bytes: readonly number[] }[] = [
  { kind: 'a RAR archive', at: 0, bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 7] },
  { kind: 'a ZIP archive', at: 0, bytes: [0x50, 0x4b, 3, 4] },
  // The first disk of several.
  { kind: 'a ZIP archive', at: 0, bytes: [0x50, 0x4b, 7, 8] },
  { kind: 'a 7z archive', at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  // POSIX.1-1988, "ustar".
  { kind: 'a tar archive', at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
];

/**
 * Recognises an archive by its first bytes. A decoder that searches for a start finds a stored film in it, and would take a part of the
 * archive for a damaged film.
 * @param head - The file's first bytes.
 * @returns The kind of archive, for a message; undefined when it is none.
 */
export function archiveKind(head: Uint8Array): string | undefined {
  return SIGNATURES.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte))?.kind;
}
