import { findTitle, listTitles, putTitle, putWindows, titleIdOfName, withLibrary, write } from '@streetdate/engine/internal';
import { readName } from '../definitions/readers.ts';
import type { titleAdd, titleList } from '../definitions/title.ts';
import { EXIT, UsageError } from '../exit.ts';
import { titleText } from '../output/library-text.ts';
import type { Run } from './command.ts';
import { titleRecordOf } from './show-records.ts';
import { windowsOf } from './windows-of.ts';

/** `streetdate title add` */
export const runTitleAdd: Run<typeof titleAdd> = async (
  [name = ''],
  { id, year, eidr, isan, window, streetDate, territory },
  { home, console },
) => {
  const windows = windowsOf(window, streetDate, territory);
  const facts = { ...(id !== undefined && { id }), ...(year !== undefined && { year }), ...(eidr && { eidr }), ...(isan && { isan }) };
  await withLibrary(home, { create: true }, async (library) => {
    const titleId = await write(library.database, async (transaction) => {
      const namesake = await titleIdOfName(transaction, readName(name));
      if (id !== undefined && namesake !== undefined && namesake !== id) {
        throw new UsageError(`the title ${name} already exists with the id ${namesake}`);
      }
      const put = await putTitle(transaction, { ...facts, name: readName(name) });
      await putWindows(transaction, put.id, windows);
      return put.id;
    });
    const title = await findTitle(library.database, titleId);
    if (!title) return;
    const record = await titleRecordOf(library, title);
    console.result(record, titleText(record));
  });
  return EXIT.nothingFound;
};

/** `streetdate title list` */
export const runTitleList: Run<typeof titleList> = async (_operands, _values, { home, console }) => {
  await withLibrary(home, {}, async (library) => {
    const titles = await listTitles(library.database);
    for (const title of titles) {
      const record = await titleRecordOf(library, title);
      console.result(record, titleText(record));
    }
    if (titles.length === 0) console.note('the library has no titles');
  });
  return EXIT.nothingFound;
};
