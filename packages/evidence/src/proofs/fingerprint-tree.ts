import { checkFingerprint, checkList, checkObject, checkString, spliceFingerprints } from '@streetdate/core/internal';
import { encodeFingerprint, type Fingerprint } from '@streetdate/core/portable';
import { toHex } from '../bytes/bytes.ts';
import { GrowingRoot } from './growing-root.ts';
import { hashFromHex, hashLeaf } from './hashes.ts';
import { rangeProof, rootOfRange } from './range-proof.ts';

/** Seconds of a chunk. */
export const CHUNK_SECONDS = 10;

/** A fingerprint in 64 digits: the Merkle tree over its chunks. The whole is fixed by it, and each interval can be shown to be of the whole. */
export interface FingerprintTree {
  /** Seconds of a chunk, the last one aside. */
  readonly chunkSeconds: number;
  /** How many chunks there are; one of a still. */
  readonly chunks: number;
  /** The root, in hexadecimal. */
  readonly root: string;
}

/** What shows that an interval is of a whole fingerprint. */
export interface ChunkProof {
  /** The first chunk of the interval. */
  readonly first: number;
  /** Hashes of the subtrees around it, from left to right, in hexadecimal. */
  readonly hashes: readonly string[];
}

/** The leaf hashes of a fingerprint: one for each ten seconds, from its start on. */
export function chunkHashes(fingerprint: Fingerprint): Uint8Array[] {
  checkFingerprint('fingerprint', fingerprint);
  if (fingerprint.kind === 'still') return [hashLeaf(encodeFingerprint(withoutSums(fingerprint)))];
  const chunks = Math.max(1, Math.ceil(fingerprint.duration / CHUNK_SECONDS));
  if (chunks === 1) return [hashLeaf(encodeFingerprint(cutInterval(fingerprint, 0, fingerprint.duration)))];
  // Halves of halves: each cut reads what it cuts, so cutting every chunk from the whole would take the square of the time.
  const middle = CHUNK_SECONDS * Math.ceil(chunks / 2);
  return [cutInterval(fingerprint, 0, middle), cutInterval(fingerprint, middle, fingerprint.duration)].flatMap(chunkHashes);
}

/** The tree of a fingerprint. */
export function fingerprintTree(fingerprint: Fingerprint): FingerprintTree {
  const root = new GrowingRoot();
  for (const hash of chunkHashes(fingerprint)) root.append(hash);
  return { chunkSeconds: CHUNK_SECONDS, chunks: root.size, root: toHex(root.root()) };
}

/** An interval of a fingerprint, whose start must be that of a chunk and whose end the end of one or of the film. A still is left whole. */
export function cutInterval(fingerprint: Fingerprint, start: number, end: number): Fingerprint {
  return fingerprint.kind === 'still' ? withoutSums(fingerprint) : withoutSums(spliceFingerprints([{ fingerprint, start, end }]));
}

/** Proves that an interval from {@link cutInterval} is of the whole. */
export function proveInterval(whole: Fingerprint, interval: Fingerprint, start: number): ChunkProof {
  if (typeof start !== 'number') throw new TypeError('start must be a number of seconds');
  const first = start / CHUNK_SECONDS;
  return { first, hashes: rangeProof(chunkHashes(whole), first, first + chunkHashes(interval).length).map(toHex) };
}

/** Whether an interval is the one of the whole that begins at its first chunk. */
export function isIntervalOf(interval: Fingerprint, proof: ChunkProof, tree: FingerprintTree): boolean {
  checkObject('proof', proof);
  checkObject('tree', tree);
  const { first, hashes } = proof;
  const { chunks, root } = tree;
  checkList('proof.hashes', hashes, checkString);
  const computed = rootOfRange(chunkHashes(interval), first, chunks, hashes.map(hashFromHex));
  return computed !== undefined && toHex(computed) === root;
}

/** What is of moments and not of the whole: sums over all of a film are no property of a chunk. */
function withoutSums(fingerprint: Fingerprint): Fingerprint {
  const { role, kind, duration, media, tracks, areas, insets, thumbnails, details, blending, subtitles, luma, localFeatures } = fingerprint;
  return {
    ...{ role, kind, duration, media, tracks, areas },
    ...(insets && { insets }),
    ...(thumbnails && { thumbnails }),
    ...(details && { details }),
    ...(blending && { blending }),
    ...(subtitles && { subtitles }),
    ...(luma && { luma }),
    ...(localFeatures && { localFeatures }),
  };
}
