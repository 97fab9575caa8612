import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import type { Library, StoredConflict } from '@streetdate/engine';
import { CONFLICT_DECISIONS, loadStored, writeFault, writeWhole } from '@streetdate/engine/internal';
import type { conflictsDecide, conflictsList } from '../definitions/conflicts.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { ConflictRecord } from '../output/held-back-record.ts';
import { conflictText } from '../output/held-back-text.ts';
import type { Run } from './command.ts';
import { unreadable } from './exclude.ts';
import { mediaOf } from './media-of.ts';
import { chosenBy } from './of-titles.ts';
import { recordingChanges } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate conflicts list` */
export const runConflictsList: Run<typeof conflictsList> = async (names, { undecided, pictures }, context) => {
  const { console, io } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const recordOf = await conflictRecords(library);
    const all = await chosenBy(library, names, (titleId) => library.conflicts(titleId));
    const shown = all.filter(({ decision }) => !undecided || decision === 'undecided');
    for (const each of shown) {
      const record = recordOf(each);
      if (each.fault !== undefined) {
        console.fail(each.id, unreadable('conflict', each));
        continue;
      }
      const written = pictures === undefined ? undefined : await writePictures(library, each, pictures, io.signal);
      const shownRecord = { ...record, ...(written && { pictures: written }) };
      console.result(shownRecord, conflictText(shownRecord, console));
      if (written?.length === 0) console.note(`${each.id}: no media is where it was enrolled, and no thumbnails are stored`);
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

/** Writes pictures of both sides of shared footage. @returns Their paths. */
async function writePictures(library: Library, conflict: StoredConflict, folder: string, signal: AbortSignal): Promise<string[]> {
  const { conflictPictures } = await import('../report/index.ts');
  const [one, other] = [
    await library.catalogue.reference(conflict.referenceId),
    await library.catalogue.reference(conflict.otherReferenceId),
  ];
  const load = (side: 'query' | 'reference') => loadStored(library.blobs, (side === 'query' ? one : other)!.fingerprintSha256);
  const media = { query: await mediaOf(library, one), reference: await mediaOf(library, other) };
  const pairs = await conflictPictures(conflict, { media, load }, signal);
  await makeFolder(folder).catch((cause: unknown) => {
    throw writeFault(cause, folder);
  });
  const written: string[] = [];
  for (const [at, { query, reference }] of pairs.entries()) {
    for (const [side, bytes] of Object.entries({ one: query, other: reference })) {
      if (bytes === undefined) continue;
      const path = join(folder, `${conflict.id}-${at + 1}-${side}.jpg`);
      await writeWhole(path, bytes);
      written.push(path);
    }
  }
  return written;
}

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
