import type { WritableReferenceIndex } from '@streetdate/matcher';
import { loadOwn } from '../measure/own-module.ts';

/** A kind of index: a class whose constructor needs nothing. */
export type IndexClass = new () => WritableReferenceIndex;

/** Loads a class of `WritableReferenceIndex` from a module. @throws Error that names the file, when there is none. */
export function loadIndex(path: string): Promise<IndexClass> {
  return loadOwn(path, 'a class of WritableReferenceIndex: with add(), candidates() and the other methods', isIndexClass);
}

function isIndexClass(value: unknown): value is IndexClass {
  if (typeof value !== 'function' || typeof value.prototype !== 'object' || value.prototype === null) return false;
  return ['add', 'remove', 'get', 'trackOf', 'ids', 'numberOf', 'idOf', 'candidates'].every(
    (method) => typeof value.prototype[method] === 'function',
  );
}
