import type { WritableReferenceIndex } from '@streetdate/index';
import { loadOwn } from '../measure/own-module.ts';

/** A kind of index: a class whose constructor needs nothing. */
export type IndexClass = new () => WritableReferenceIndex;

const METHODS = ['add', 'remove', 'get', 'trackOf', 'ids', 'numberOf', 'idOf', 'candidates'];

/** Loads a class of `WritableReferenceIndex`, the default export of a module. @throws UsageError that names the file, when it is none. */
export function loadIndex(path: string): Promise<IndexClass> {
  return loadOwn(path, 'a class of WritableReferenceIndex', indexFault);
}

function indexFault(value: unknown): string | undefined {
  if (typeof value !== 'function' || typeof value.prototype !== 'object' || value.prototype === null)
    return `it is no class, but ${typeof value}`;
  const missing = METHODS.filter((method) => typeof value.prototype[method] !== 'function');
  return missing.length === 0 ? undefined : `it lacks ${missing.join(', ')}`;
}
