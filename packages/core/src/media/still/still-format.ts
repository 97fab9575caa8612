/** The formats of stills that are read. */
export type StillFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff';

/** First bytes of each format, as Latin-1 text with `~` for control characters; `.` is any byte. */
const SIGNATURES: readonly (readonly [format: StillFormat, signature: RegExp])[] = [
  ['jpeg', /^\xff\xd8\xff/],
  ['png', /^\x89PNG\r\n~\n/],
  ['webp', /^RIFF....WEBP/s],
  // ISO/IEC 23000-22: a brand of the file type box says AVIF, not always the first one.
  ['avif', /^....ftyp(?:.{4}){0,16}?(?:avif|avis)/s],
  ['tiff', /^(?:II[*+]~|MM~[*+])/],
];

/**
 * Recognises a still by its first bytes.
 * @returns The format; undefined for anything else.
 */
export function stillFormat(head: Uint8Array): StillFormat | undefined {
  const characters = Array.from(head.subarray(0, 80), (byte) =>
    byte < 32 && byte !== 10 && byte !== 13 ? '~' : String.fromCharCode(byte),
  );
  const text = characters.join('');
  return SIGNATURES.find(([, signature]) => signature.test(text))?.[0];
}
