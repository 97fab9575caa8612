import { subtractSpans } from '@streetdate/core/internal';
import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import { loadStored } from '../blobs/fingerprints.ts';
import { exclusionIdOf } from '../catalogue/held-back.ts';
import type { StoredExclusion, StoredReference } from '../catalogue/stored.ts';
import type { Stores } from '../stores.ts';
import { IntervalFinder } from './find-interval.ts';

/** Parts of an exclusion that are not found in another rendition of its title, which may lack them. */
export interface NotCarried {
  /** The exclusion. */
  readonly exclusionId: string;
  /** The rendition. */
  readonly referenceId: string;
  /** The parts, in seconds of the reference that the exclusion was given on. */
  readonly spans: readonly TimeSpan[];
}

/** What became of exclusions in other renditions. */
export interface Carried {
  /** The exclusions found, to be stored. */
  readonly carried: readonly StoredExclusion[];
  /** What was not found, by rendition. */
  readonly notFound: readonly NotCarried[];
}

/** Whether intervals of a reference can be excluded: a still has none, and what many films show proves nothing anyway. */
export function hasIntervals({ kind, duration }: StoredReference): boolean {
  return duration > 0 && kind !== 'background';
}

/**
 * Finds exclusions in other renditions of their title, by the stored fingerprints. Nothing is stored.
 * @param exclusions - Exclusions that a person gave.
 * @param renditions - All renditions to find them in. None is searched for its own.
 * @param known - Exclusions of the renditions. What they cover is not named again.
 * @param references - By id, the references that the exclusions are of.
 */
export async function carryExclusions(
  { blobs }: Pick<Stores, 'blobs'>,
  exclusions: readonly StoredExclusion[],
  renditions: readonly StoredReference[],
  known: readonly StoredExclusion[],
  references: ReadonlyMap<string, StoredReference>,
  signal?: AbortSignal,
): Promise<Carried> {
  const films = new Map<string, Fingerprint>();
  const filmOf = async (referenceId: string): Promise<Fingerprint | undefined> => {
    const reference = references.get(referenceId);
    const film = films.get(referenceId) ?? (reference && (await loadStored(blobs, reference.fingerprintSha256)));
    if (film) films.set(referenceId, film);
    return film;
  };
  const carried: StoredExclusion[] = [];
  const notFound: NotCarried[] = [];
  for (const rendition of renditions) {
    const wanted = exclusions.filter(({ referenceId }) => referenceId !== rendition.id);
    if (wanted.length === 0 || !hasIntervals(rendition)) continue;
    const finder = new IntervalFinder(await loadStored(blobs, rendition.fingerprintSha256));
    const taken: TimeSpan[] = known.filter(({ referenceId }) => referenceId === rendition.id);
    for (const { id, referenceId, start, end, reason, addedAt } of wanted) {
      signal?.throwIfAborted();
      const film = await filmOf(referenceId);
      if (film === undefined) continue;
      const { found, missing } = finder.find(film, { start, end });
      for (const span of subtractSpans(found, taken)) {
        const place = { referenceId: rendition.id, ...span };
        carried.push({ id: exclusionIdOf(place), ...place, reason, addedAt, carriedFrom: id });
        taken.push(span);
      }
      if (missing.length > 0) notFound.push({ exclusionId: id, referenceId: rendition.id, spans: missing });
    }
  }
  return { carried, notFound };
}

/** Finds the exclusions of a title in a rendition that has none of them yet, and stores them. */
export async function carryToRendition(stores: Stores, rendition: StoredReference, signal?: AbortSignal): Promise<Carried> {
  const { catalogue } = stores;
  const exclusions = await catalogue.exclusions();
  if (exclusions.length === 0 || !hasIntervals(rendition)) return { carried: [], notFound: [] };
  const references = new Map((await catalogue.references()).map((reference) => [reference.id, reference]));
  const isDone = new Set(
    exclusions.flatMap(({ referenceId, carriedFrom }) => (referenceId === rendition.id && carriedFrom !== undefined ? [carriedFrom] : [])),
  );
  const given = exclusions.filter(
    ({ id, referenceId, carriedFrom, fault }) =>
      carriedFrom === undefined &&
      fault === undefined &&
      !isDone.has(id) &&
      referenceId !== rendition.id &&
      references.get(referenceId)?.titleId === rendition.titleId,
  );
  const result = await carryExclusions(stores, given, [rendition], exclusions, references, signal);
  if (result.carried.length > 0) await catalogue.write((writer) => writer.putExclusions(result.carried));
  return result;
}
