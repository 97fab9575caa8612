import { blockhash } from './blockhash.ts';
import type { FrameHasher } from './frame-hasher.ts';
import { pdq } from './pdq.ts';

/** The built-in hashers by algorithm id. */
export const HASHERS: ReadonlyMap<string, FrameHasher> = new Map([pdq, blockhash].map((hasher) => [hasher.algorithm, hasher]));
