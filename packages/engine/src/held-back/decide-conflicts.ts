import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { ConflictDecision, StoredConflict } from '../catalogue/stored.ts';
import { RefusedError } from '../refusal.ts';
import type { Stores } from '../stores.ts';
import { swapped } from './find-conflicts.ts';

/** Options for `Library.decideConflicts`. */
export interface DecideConflictsOptions {
  /** Why, in words. */
  readonly reason: string;
  /** For `mine`: the id or name of the title that the footage belongs to. @defaultValue the title that was enrolled later */
  readonly owner?: string | undefined;
}

/**
 * Decides whose shared footage is: all of it, or nothing if one id is unknown. A later decision replaces an earlier one.
 * @throws RefusedError for an unknown id or title, or an owner that has no part in it.
 */
export async function decideConflicts(
  { catalogue }: Stores,
  ids: readonly string[],
  decision: ConflictDecision,
  { reason, owner }: DecideConflictsOptions,
  decidedAt: string,
): Promise<readonly StoredConflict[]> {
  return catalogue.write(async (writer) => {
    const conflicts = new Map((await writer.conflicts()).map((conflict) => [conflict.id, conflict]));
    const titles = new Map((await writer.references()).map(({ id, titleId }) => [id, titleId]));
    const ownerId = owner === undefined ? undefined : await titleIdOf(writer, owner);
    const decided = [...new Set(ids)].map((id): StoredConflict => {
      const found = conflicts.get(id);
      if (found === undefined) throw new RefusedError(`there is no conflict with the id ${id}`);
      const { decidedAt: _, reason: __, fault: ___, ...facts } = owned(found, ownerId, owner, titles);
      return decision === 'undecided' ? { ...facts, decision } : { ...facts, decision, decidedAt, reason };
    });
    await writer.putConflicts(decided);
    return decided;
  });
}

/** A conflict with the reference of its owner first. */
function owned(
  conflict: StoredConflict,
  ownerId: string | undefined,
  owner: string | undefined,
  titles: ReadonlyMap<string, string>,
): StoredConflict {
  if (ownerId === undefined || titles.get(conflict.referenceId) === ownerId) return conflict;
  if (titles.get(conflict.otherReferenceId) === ownerId) return swapped(conflict);
  const both = `${conflict.referenceId} and ${conflict.otherReferenceId}`;
  throw new RefusedError(`the footage of the conflict ${conflict.id} is of ${both}, and ${owner} is the title of neither`);
}

async function titleIdOf(catalogue: CatalogueReader, idOrName: string): Promise<string> {
  const title = await catalogue.title(idOrName);
  if (title === undefined) throw new RefusedError(`there is no title ${idOrName}`);
  return title.id;
}
