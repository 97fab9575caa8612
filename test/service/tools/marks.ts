import { decodeFingerprint } from '@streetdate/core';

/** Texts and bytes by which something is known again, by what they are. */
export type Marks = Readonly<Record<string, Uint8Array | string>>;

/** Parts of a fingerprint that nothing else has: hashes of its frames, as its file and an index keep them. */
export function marksOf(what: string, file: Buffer): Marks {
  const { hashes } = decodeFingerprint(new Uint8Array(file)).tracks[0]!;
  const words = (at: number, count: number) => Buffer.from(Uint32Array.from(hashes.subarray(at, at + count)).buffer);
  return { [`${what}: two hashes`]: words(80, 16), [`${what}: a hash`]: words(160, 8) };
}
