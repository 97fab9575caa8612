import type { FrameHasher } from '@streetdate/core';
import { loadOwn } from '../measure/own-module.ts';

/** Loads a `FrameHasher` from a module. @throws Error that names the file, when there is none. */
export function loadHasher(path: string): Promise<FrameHasher> {
  return loadOwn(path, 'a FrameHasher: an object with algorithm, bits and hash()', isHasher);
}

function isHasher(value: unknown): value is FrameHasher {
  if (typeof value !== 'object' || value === null) return false;
  const { algorithm, bits, hash } = value as Partial<FrameHasher>;
  return typeof algorithm === 'string' && Number.isInteger(bits) && bits! > 0 && bits! % 32 === 0 && typeof hash === 'function';
}
