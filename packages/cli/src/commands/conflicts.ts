import type { Library, StoredConflict } from '@streetdate/engine';
import { CONFLICT_DECISIONS } from '@streetdate/engine/internal';
import type { conflictsDecide, conflictsList } from '../definitions/conflicts.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { ConflictRecord } from '../output/held-back-record.ts';
import { conflictText } from '../output/held-back-text.ts';
import type { Run } from './command.ts';
import { unreadable } from './exclude.ts';
import { chosenBy } from './of-titles.ts';
import { recordingChanges } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate conflicts list` */
export const runConflictsList: Run<typeof conflictsList> = async (names, { undecided }, context) => {
  const { console } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const recordOf = await conflictRecords(library);
    const all = await chosenBy(library, names, (titleId) => library.conflicts(titleId));
    const shown = all.filter(({ decision }) => !undecided || decision === 'undecided');
    for (const each of shown) {
      const record = recordOf(each);
      if (each.fault === undefined) console.result(record, conflictText(record, console));
      else console.fail(each.id, unreadable('conflict', each));
    }
    if (shown.length === 0) console.note(undecided ? 'nothing waits for a decision' : 'no titles share footage');
  });
  return EXIT.nothingFound;
};

/** `streetdate conflicts decide` */
export const runConflictsDecide: Run<typeof conflictsDecide> = async (operands, { reason, owner, by }, context) => {
  const { console } = context;
  const ids = operands.slice(0, -1);
  const decision = CONFLICT_DECISIONS.find((word) => word === operands.at(-1));
  if (decision === undefined) {
    throw new UsageError(`the last word must be one of ${CONFLICT_DECISIONS.join(', ')}, got ${operands.at(-1)}`);
  }
  if (ids.length === 0) throw new UsageError('give the id of a conflict before the decision, see `streetdate conflicts list`');
  if (owner !== undefined && decision !== 'mine') throw new UsageError(`--owner goes with the decision mine, not with ${decision}`);
  await withLibrary(context, {}, async (library) => {
    const decided = await recordingChanges(library, { by }, context, () => library.decideConflicts(ids, decision, { reason, owner }));
    const recordOf = await conflictRecords(library);
    for (const each of decided) {
      const record = recordOf(each);
      console.result(record, conflictText(record, console));
    }
  });
  return EXIT.nothingFound;
};

/** Makes printed records of conflicts, with the names of their titles. */
export async function conflictRecords(library: Library): Promise<(conflict: StoredConflict) => ConflictRecord> {
  const titles = new Map((await library.titles()).map(({ id, name }) => [id, name]));
  const references = new Map((await library.references()).map(({ id, titleId }) => [id, titles.get(titleId) ?? titleId]));
  const nameOf = (referenceId: string) => references.get(referenceId) ?? referenceId;
  return ({ fault: _, ...conflict }) => ({
    type: 'conflict',
    ...conflict,
    title: nameOf(conflict.referenceId),
    otherTitle: nameOf(conflict.otherReferenceId),
  });
}
