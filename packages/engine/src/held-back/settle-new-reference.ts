import { StreetdateError } from '@streetdate/core/portable';
import { loadStored } from '../blobs/fingerprints.ts';
import { exclusionIdOf } from '../catalogue/held-back.ts';
import type { StoredConflict, StoredExclusion, StoredReference } from '../catalogue/stored.ts';
import type { Stores } from '../stores.ts';
import { carryToRendition, type NotCarried } from './carry.ts';
import { ConflictFinder } from './find-conflicts.ts';
import { IntervalFinder } from './find-interval.ts';

/** What of a new reference proves nothing. */
export interface HeldBackOfNew {
  /** Exclusions of its title that were found in it; absent if none were. */
  readonly carried?: readonly StoredExclusion[];
  /** Exclusions of its title that were not found in it, or not in full; absent if there are none. */
  readonly notCarried?: readonly NotCarried[];
  /** What it shares with other titles; absent if nothing. */
  readonly conflicts?: readonly StoredConflict[];
}

/** Finds what of new references proves nothing, one after the other, and stores it. */
export class NewReferences {
  readonly #stores: Stores;
  readonly #finder: ConflictFinder;
  readonly #signal: AbortSignal | undefined;
  readonly #tell: (message: string) => void;

  constructor(stores: Stores, signal?: AbortSignal, tell: (message: string) => void = () => {}) {
    this.#stores = stores;
    this.#signal = signal;
    this.#tell = tell;
    this.#finder = new ConflictFinder(stores, signal, tell);
  }

  /**
   * Carries the exclusions of its title to a stored reference, and finds what it shares with other titles. A fault of another reference is
   * told, and does not undo the enrollment.
   * @param replaced - What the reference was before, if other media took its place.
   */
  async settle(reference: StoredReference, replaced?: StoredReference): Promise<HeldBackOfNew> {
    const { id } = reference;
    try {
      const moved = replaced === undefined ? undefined : await moveExclusions(this.#stores, replaced, reference);
      const { carried, notFound } = await carryToRendition(this.#stores, reference, this.#signal);
      const conflicts = await this.#finder.find(reference);
      const outdated = replaced === undefined ? [] : (await this.#stores.catalogue.conflicts()).filter((each) => concerns(each, id));
      if (conflicts.length + outdated.length > 0) {
        await this.#stores.catalogue.write(async (writer) => {
          await writer.removeConflicts(outdated.map((each) => each.id));
          await writer.putConflicts(conflicts);
        });
      }
      const notCarried = [...(moved ?? []), ...notFound];
      return {
        ...(carried.length > 0 && { carried }),
        ...(notCarried.length > 0 && { notCarried }),
        ...(conflicts.length > 0 && { conflicts }),
      };
    } catch (error) {
      this.#signal?.throwIfAborted();
      if (!(error instanceof StreetdateError)) throw error;
      this.#tell(`${id} is enrolled, but what it shares with other references is not known: ${error.message}`);
      return {};
    }
  }

  /** Closes the index that it has opened. */
  close(): Promise<void> {
    return this.#finder.close();
  }
}

const concerns = ({ referenceId, otherReferenceId }: StoredConflict, id: string) => referenceId === id || otherReferenceId === id;

/** Moves exclusions of a reference to where its new media shows the same footage. @returns What the new media does not show. */
async function moveExclusions(
  { catalogue, blobs }: Stores,
  replaced: StoredReference,
  reference: StoredReference,
): Promise<readonly NotCarried[]> {
  const own = (await catalogue.exclusions()).filter(({ referenceId, fault }) => referenceId === reference.id && fault === undefined);
  if (own.length === 0) return [];
  const film = await loadStored(blobs, replaced.fingerprintSha256);
  const finder = new IntervalFinder(await loadStored(blobs, reference.fingerprintSha256));
  const notFound: NotCarried[] = [];
  const moved = own.flatMap((exclusion): StoredExclusion[] => {
    const { found, missing } = finder.find(film, exclusion);
    if (missing.length > 0) notFound.push({ exclusionId: exclusion.id, referenceId: reference.id, spans: missing });
    // The first keeps the id, which exclusions of other renditions were carried from.
    return found.map((span, at) => ({
      ...exclusion,
      ...span,
      ...(at > 0 && { id: exclusionIdOf({ referenceId: reference.id, ...span }) }),
    }));
  });
  await catalogue.write(async (writer) => {
    await writer.removeExclusions(own.map(({ id }) => id));
    await writer.putExclusions(moved);
  });
  return notFound;
}
