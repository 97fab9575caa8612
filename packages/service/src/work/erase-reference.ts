import type { Library } from '@streetdate/engine';
import { checkFree, type HeldTarget } from '../organisations/holds.ts';
import { forgetReferences } from '../search/forget-references.ts';
import type { Service } from '../service.ts';
import { forgetWritten } from '../store/database.ts';

/**
 * Removes a title with its references, or one reference, and what was kept of them. What fails halfway is removed by the next call.
 * @param also - Stores that it was done.
 * @returns Whether there was one.
 * @throws HeldError if a legal hold keeps it.
 */
export async function eraseFromLibrary(
  service: Pick<Service, 'database' | 'libraries'>,
  organisationId: string,
  target: HeldTarget & { readonly kind: 'title' | 'reference' },
  also: () => Promise<void>,
): Promise<boolean> {
  const { database, libraries } = service;
  return libraries.use(organisationId, async (library) => {
    const parts = await partsOf(library, target);
    await checkFree(database, organisationId, target, parts);
    const remove = target.kind === 'title' ? library.removeTitle(target.id) : library.removeReference(target.id);
    const isGone = await remove;
    // Also where an earlier call ended before it.
    await forgetReferences(database, organisationId, library);
    if (isGone) await also();
    await forgetWritten(database);
    return isGone;
  });
}

/** What else must be free: the title of a reference, and the references of a title. */
async function partsOf({ catalogue }: Library, { kind, id }: HeldTarget): Promise<HeldTarget[]> {
  if (kind === 'title') return ((await catalogue.referenceIds([id])).get(id) ?? []).map((each) => ({ kind: 'reference', id: each }));
  const reference = await catalogue.reference(id);
  return reference === undefined ? [] : [{ kind: 'title', id: reference.titleId }];
}
