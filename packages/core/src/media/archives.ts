/** The archives that a film can lie in as it is: their signatures, and where these stand. */
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
 * Tells from its first bytes whether a file is an archive. A decoder that searches finds the film in one where it is stored as it is, and takes
 * the archive for a damaged film, of which the first volume is all there is.
 * @param head - The file's first bytes.
 * @returns What kind of archive it is, for a message; undefined when it is none.
 */
export function archiveKind(head: Uint8Array): string | undefined {
  return SIGNATURES.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte))?.kind;
}
