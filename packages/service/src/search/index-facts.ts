import type { Library } from '@streetdate/engine';
import type { ServiceDatabase } from '../store/database.ts';
import { readPlan } from './plan.ts';

/** Size and health of the index that searches of a library use. */
export interface IndexFacts {
  readonly segments: number;
  readonly bytes: number;
  /** Undefined where searchers hold the index: their list of segments does not tell. */
  readonly frames?: number | undefined;
  readonly references: number;
  /** Enrolled references that it lacks. */
  readonly missing: number;
  /** Its references that are enrolled no more. */
  readonly surplus: number;
  /** Segments that cannot be read. Undefined where searchers hold the index: they say so when they read one. */
  readonly damaged?: number | undefined;
}

/**
 * Reads the size and health of an organisation's index: that of its searchers where there are any, else that of this process.
 * @param enrolled - How many references the library has.
 * @returns undefined before the first search, and where other processes search, each with an index of its own.
 */
export async function indexFactsOf(
  { database, hasSearchers }: { readonly database: ServiceDatabase; readonly hasSearchers: boolean },
  organisationId: string,
  library: Pick<Library, 'indexState'>,
  enrolled: number,
): Promise<IndexFacts | undefined> {
  if (!hasSearchers) {
    const state = await library.indexState();
    if (state === undefined) return undefined;
    const { faults, ...facts } = state;
    return { ...facts, damaged: faults.length };
  }
  const plan = await readPlan(database, organisationId);
  if (plan === undefined) return undefined;
  const segments = plan.groups.flatMap((group) => group.segments);
  const references = plan.groups.reduce((sum, group) => sum + group.references, 0);
  return {
    segments: segments.length,
    bytes: segments.reduce((sum, { bytes }) => sum + Number(bytes), 0),
    references,
    missing: Math.max(0, enrolled - references),
    surplus: Math.max(0, references - enrolled),
  };
}
