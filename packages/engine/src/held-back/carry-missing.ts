import type { Stores } from '../stores.ts';
import { carryExclusions, hasIntervals } from './carry.ts';

/**
 * Carries exclusions between renditions of which some came with an import: those of this library to new renditions, and new ones to those
 * that were here.
 * @param changed - References that are new, or have new exclusions.
 */
export async function carryMissing(stores: Stores, changed: ReadonlySet<string>): Promise<void> {
  const { catalogue } = stores;
  const exclusions = changed.size === 0 ? [] : await catalogue.exclusions();
  if (exclusions.length === 0) return;
  const references = new Map((await catalogue.references()).map((reference) => [reference.id, reference]));
  const given = exclusions.filter(({ carriedFrom, fault }) => carriedFrom === undefined && fault === undefined);
  for (const rendition of references.values()) {
    if (!hasIntervals(rendition)) continue;
    const done = new Set(exclusions.flatMap(({ referenceId, carriedFrom }) => (referenceId === rendition.id ? [carriedFrom] : [])));
    const wanted = given.filter(
      ({ id, referenceId }) =>
        references.get(referenceId)?.titleId === rendition.titleId &&
        (changed.has(referenceId) || changed.has(rendition.id)) &&
        !done.has(id),
    );
    const { carried } = await carryExclusions(stores, wanted, [rendition], exclusions, references);
    if (carried.length > 0) await catalogue.write((writer) => writer.putExclusions(carried));
  }
}
