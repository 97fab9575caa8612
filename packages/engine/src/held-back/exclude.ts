import { joinSpans, secondsIn } from '@streetdate/core/internal';
import type { TimeSpan } from '@streetdate/core/portable';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import { exclusionIdOf } from '../catalogue/held-back.ts';
import type { StoredExclusion, StoredReference } from '../catalogue/stored.ts';
import { RefusedError } from '../refusal.ts';
import type { Stores } from '../stores.ts';
import { carryExclusions, hasIntervals, type NotCarried } from './carry.ts';
import { toMs } from './find-interval.ts';

/** Options for `Library.exclude`. */
export interface ExcludeOptions {
  /** Why the intervals prove nothing, in words, such as `archive footage`. */
  readonly reason: string;
  /** The rendition that the intervals are of. @defaultValue the longest film of the title */
  readonly referenceId?: string | undefined;
  /** Stops it; the promise then rejects with the signal's reason, and nothing is stored. */
  readonly signal?: AbortSignal | undefined;
}

/** What an exclusion did. */
export interface Excluded {
  /** The rendition that the intervals are of. */
  readonly referenceId: string;
  /** The exclusions as they were given. */
  readonly stored: readonly StoredExclusion[];
  /** The same footage in the title's other renditions. */
  readonly carried: readonly StoredExclusion[];
  /** What was not found in other renditions; empty if they show all of it. */
  readonly notFound: readonly NotCarried[];
}

/** Share of a reference that may be excluded. */
const MOST_EXCLUDED = 0.9;

/**
 * Excludes intervals of a title's rendition, and the same footage in its other renditions.
 * @throws RefusedError for an unknown title or reference, a still, an interval beyond the film's end, one that overlaps another, or too much.
 */
export async function exclude(
  stores: Stores,
  idOrName: string,
  intervals: readonly TimeSpan[],
  { reason, referenceId, signal }: ExcludeOptions,
  addedAt: string,
): Promise<Excluded> {
  const { catalogue } = stores;
  const { titleId, references } = await renditionsOf(catalogue, idOrName);
  const reference = chooseReference(idOrName, references, referenceId);
  const known = await catalogue.exclusions();
  const stored = intervals
    .map(({ start, end }) => ({ referenceId: reference.id, start: toMs(start), end: toMs(end) }))
    .map((place): StoredExclusion => ({ id: exclusionIdOf(place), ...place, reason, addedAt }));
  refuseIntervals(reference, stored, known);
  const byId = new Map(references.map((each) => [each.id, each]));
  const { carried, notFound } = await carryExclusions(stores, stored, references, known, byId, signal);
  await catalogue.write(async (writer) => {
    // Checked again under the write lock, because the search may take minutes.
    refuseIntervals(reference, stored, await writer.exclusions());
    const now = new Map((await writer.references()).map((each) => [each.id, each]));
    const isChanged = references.some(({ id, duration }) => now.get(id)?.titleId !== titleId || now.get(id)?.duration !== duration);
    if (isChanged) throw new RefusedError(`the renditions of ${idOrName} changed meanwhile; exclude it again`);
    await writer.putExclusions([...stored, ...carried]);
  });
  return { referenceId: reference.id, stored, carried, notFound };
}

/** Removes an exclusion, and with it what was carried from it. @returns What was removed. @throws RefusedError if there is none with the id. */
export async function removeExclusion({ catalogue }: Stores, id: string): Promise<readonly StoredExclusion[]> {
  return catalogue.write(async (writer) => {
    const exclusions = await writer.exclusions();
    const removed = exclusions.filter((each) => each.id === id || each.carriedFrom === id);
    if (!removed.some((each) => each.id === id)) throw new RefusedError(`there is no exclusion with the id ${id}`);
    await writer.removeExclusions(removed.map((each) => each.id));
    return removed;
  });
}

async function renditionsOf(
  catalogue: CatalogueReader,
  idOrName: string,
): Promise<{ readonly titleId: string; readonly references: readonly StoredReference[] }> {
  const title = await catalogue.title(idOrName);
  if (title === undefined) throw new RefusedError(`there is no title ${idOrName}`);
  return { titleId: title.id, references: (await catalogue.references()).filter(({ titleId }) => titleId === title.id) };
}

/** The named rendition, or the longest film. */
function chooseReference(title: string, references: readonly StoredReference[], id: string | undefined): StoredReference {
  if (id !== undefined) {
    const named = references.find((each) => each.id === id);
    if (named === undefined) throw new RefusedError(`the title ${title} has no reference ${id}`);
    if (named.duration === 0) throw new RefusedError(`the reference ${id} is a still, which has no intervals`);
    if (!hasIntervals(named)) throw new RefusedError(`the reference ${id} is of the kind background, and proves nothing already`);
    return named;
  }
  const [longest] = references.filter(hasIntervals).sort((one, other) => other.duration - one.duration);
  if (longest !== undefined) return longest;
  const has = references.length === 0 ? 'no reference' : 'no film, and stills have no intervals';
  throw new RefusedError(`the title ${title} has ${has}`);
}

/** Refuses intervals that a reference has not, that overlap, or that leave too little of it. */
function refuseIntervals({ id, duration }: StoredReference, given: readonly StoredExclusion[], known: readonly StoredExclusion[]): void {
  const own = known.filter(({ referenceId, fault }) => referenceId === id && fault === undefined);
  for (const [at, interval] of given.entries()) {
    if (interval.end > duration) {
      throw new RefusedError(`${inWords(interval)} reaches beyond the end of ${id}, at ${timeInWords(duration)}`);
    }
    const stored = own.find((each) => overlap(each, interval));
    if (stored) {
      throw new RefusedError(
        `${inWords(interval)} overlaps the exclusion ${stored.id} of ${id}, ${inWords(stored)}; remove that one first`,
      );
    }
    const other = given.slice(0, at).find((each) => overlap(each, interval));
    if (other) throw new RefusedError(`${inWords(other)} and ${inWords(interval)} overlap; give each second once`);
  }
  if (secondsIn(joinSpans([...own, ...given])) > MOST_EXCLUDED * duration) {
    const share = `more than ${100 * MOST_EXCLUDED} % of ${id}`;
    throw new RefusedError(`${share} would be excluded; use kind background for a film that proves nothing`);
  }
}

const overlap = (one: TimeSpan, other: TimeSpan): boolean => one.start < other.end && other.start < one.end;

const inWords = ({ start, end }: TimeSpan): string => `${timeInWords(start)}-${timeInWords(end)}`;

/** Seconds as `1:02:03`, with tenths where there are some. */
export function timeInWords(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const two = (number: number) => String(number).padStart(2, '0');
  const whole = `${Math.floor(tenths / 36_000)}:${two(Math.floor(tenths / 600) % 60)}:${two(Math.floor(tenths / 10) % 60)}`;
  return tenths % 10 === 0 ? whole : `${whole}.${tenths % 10}`;
}
