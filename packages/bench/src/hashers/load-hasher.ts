import type { FrameHasher } from '@streetdate/core';
import { loadOwn } from '../measure/own-module.ts';

/** A hasher that is measured, and where it is from. */
export interface NamedHasher {
  /** Its row in tables: the algorithm's id. */
  readonly name: string;
  /** What messages call it: the path of its module, or its id. */
  readonly source: string;
  readonly hasher: FrameHasher;
}

/** What is wrong with a value as a `FrameHasher`, in words; undefined when nothing is. */
export function hasherFault(value: unknown): string | undefined {
  if (typeof value === 'function') return 'it is a function, not an object with algorithm, bits and hash()';
  if (typeof value !== 'object' || value === null) return `it is ${value === null ? 'null' : typeof value}, not an object`;
  const { algorithm, bits, hash } = value as Partial<FrameHasher>;
  if (typeof algorithm !== 'string' || !/^[\x21-\x7e]{1,16}$/.test(algorithm)) {
    return `algorithm must be 1 to 16 visible ASCII characters, such as 'mine/1', got ${JSON.stringify(algorithm)}`;
  }
  if (!Number.isInteger(bits) || bits! < 32 || bits! > 1024 || bits! % 32 !== 0) {
    return `bits must be a multiple of 32 from 32 to 1024, got ${String(bits)}`;
  }
  if (typeof hash !== 'function') return `hash must be a function, got ${typeof hash}`;
  if (hash.constructor.name === 'AsyncFunction') return ASYNC;
  return undefined;
}

/** Why an asynchronous hasher is refused. */
export const ASYNC = 'hash() is asynchronous, and a FrameHasher writes its bits before it returns; createOnnxHasher() runs a model so';

/** Loads a `FrameHasher`, the default export of a module. @throws UsageError that names the file and the reason, when it is none. */
export async function loadHasher(path: string): Promise<NamedHasher> {
  const hasher = await loadOwn<FrameHasher>(path, 'a FrameHasher', hasherFault);
  return { name: hasher.algorithm, source: path, hasher };
}
