import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredExclusion } from '@streetdate/engine';
import type { exclude, excludeList, excludeRemove } from '../definitions/exclude.ts';
import { readInterval } from '../definitions/readers.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { ExclusionRecord } from '../output/held-back-record.ts';
import { exclusionText, notCarriedText } from '../output/held-back-text.ts';
import type { Run } from './command.ts';
import { chosenBy } from './of-titles.ts';
import { recordingChanges } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate exclude` */
export const runExclude: Run<typeof exclude> = async ([title = '', ...texts], { reason, reference: referenceId, by }, context) => {
  const { console, io } = context;
  if (texts.length === 0) throw new UsageError('give at least one interval after the title, such as 0:12:00-0:12:31');
  const intervals = texts.map((text) => {
    try {
      return readInterval(text);
    } catch (error) {
      throw new UsageError(`the interval ${text} is wrong: ${(error as Error).message}`);
    }
  });
  await withLibrary(context, {}, async (library) => {
    const excluded = await recordingChanges(library, { by }, context, () =>
      library.exclude(title, intervals, { reason, referenceId, signal: io.signal }),
    );
    console.note(`times are those of ${excluded.referenceId}`);
    const recordOf = await exclusionRecords(library);
    for (const each of [...excluded.stored, ...excluded.carried]) {
      const record = recordOf(each);
      console.result(record, exclusionText(record, console));
    }
    for (const each of excluded.notFound) {
      console.result({ type: 'not-carried', ...each, spans: [...each.spans] }, notCarriedText({ ...each, spans: [...each.spans] }));
    }
  });
  return EXIT.nothingFound;
};

/** `streetdate exclude list` */
export const runExcludeList: Run<typeof excludeList> = async (names, _values, context) => {
  const { console } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const recordOf = await exclusionRecords(library);
    const exclusions = await chosenBy(library, names, (titleId) => library.exclusions(titleId));
    for (const each of exclusions) {
      const record = recordOf(each);
      if (each.fault === undefined) console.result(record, exclusionText(record, console));
      else console.fail(each.id, unreadable('exclusion', each));
    }
    if (exclusions.length === 0) console.note('nothing is excluded');
  });
  return EXIT.nothingFound;
};

/** `streetdate exclude remove` */
export const runExcludeRemove: Run<typeof excludeRemove> = async (ids, { by, reason }, context) => {
  const { console } = context;
  await withLibrary(context, {}, async (library) => {
    const recordOf = await exclusionRecords(library);
    const gone = new Set<string>();
    for (const id of ids) {
      // One that was carried goes with the one that it was carried from.
      if (gone.has(id)) continue;
      for (const each of await recordingChanges(library, { by, reason }, context, () => library.removeExclusion(id))) {
        gone.add(each.id);
        const record = { ...recordOf(each), removed: true };
        console.result(record, exclusionText(record, console));
      }
    }
  });
  return EXIT.nothingFound;
};

/** A row that cannot be read, as an error with what can be done. */
export function unreadable(what: string, { id, fault }: { readonly id: string; readonly fault?: string }): StreetdateError {
  const message = `the stored ${what} ${id} cannot be read: ${fault}; \`streetdate db check\` names such rows`;
  return new StreetdateError('bad-library', message, { path: id });
}

/** Makes printed records of exclusions, with the names of their titles. */
async function exclusionRecords(library: Library): Promise<(exclusion: StoredExclusion) => ExclusionRecord> {
  const titles = new Map((await library.titles()).map(({ id, name }) => [id, name]));
  const references = new Map((await library.references()).map(({ id, titleId }) => [id, titleId]));
  return ({ fault: _, ...exclusion }) => {
    const titleId = references.get(exclusion.referenceId) ?? exclusion.referenceId;
    return { type: 'exclusion', ...exclusion, titleId, title: titles.get(titleId) ?? titleId };
  };
}
