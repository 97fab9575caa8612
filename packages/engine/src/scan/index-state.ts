import { join } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { type IndexFacts, readIndexFacts } from '@streetdate/index/store';
import type { Stores } from '../stores.ts';
import { keyOf } from './stored-references.ts';

/** What a library's search index is like. */
export interface IndexState {
  /** How many files it consists of, besides their list. */
  readonly segments: number;
  /** Bytes in these files. */
  readonly bytes: number;
  /** Frames of its references. */
  readonly frames: number;
  /** How many references it has, in files that can be read. */
  readonly references: number;
  /** How many enrolled references it lacks. The next search takes them in. */
  readonly missing: number;
  /** How many of its references are enrolled no more. The next search takes them out. */
  readonly surplus: number;
  /** Why files of it cannot be read. The next search then builds it again from the fingerprints. */
  readonly faults: readonly StreetdateError[];
}

/**
 * Reads the state of the index in the folder of a library. It reads the beginnings of its files only.
 * @returns undefined where there is none: before the first search, and where searches run elsewhere.
 * @throws StreetdateError `file-unreadable`.
 */
export async function readIndexState({ home, catalogue }: Pick<Stores, 'home' | 'catalogue'>): Promise<IndexState | undefined> {
  const facts = await factsIn(join(home, 'index'));
  if (facts === undefined) return undefined;
  const { ids, ...rest } = facts;
  const enrolled = (await catalogue.references()).map(keyOf);
  const missing = enrolled.filter((key) => !ids.has(key)).length;
  return { ...rest, references: ids.size, missing, surplus: ids.size - (enrolled.length - missing) };
}

/** An index whose list cannot be read is one without files that can. */
async function factsIn(folder: string): Promise<IndexFacts | undefined> {
  try {
    return await readIndexFacts(folder);
  } catch (error) {
    if (!(error instanceof StreetdateError) || error.code !== 'bad-library') throw error;
    return { segments: 0, bytes: 0, frames: 0, ids: new Set(), faults: [error] };
  }
}
