import { readName } from '../definitions/readers.ts';
import type { titleAdd, titleList } from '../definitions/title.ts';
import { EXIT } from '../exit.ts';
import { titleText } from '../output/library-text.ts';
import type { Run } from './command.ts';
import { titleRecordOf } from './show-records.ts';
import { windowsOf } from './windows-of.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate title add` */
export const runTitleAdd: Run<typeof titleAdd> = async (
  [name = ''],
  { id, year, eidr, isan, promo, window, streetDate, territory },
  context,
) => {
  const windows = windowsOf(window, streetDate, territory);
  const facts = {
    ...(id !== undefined && { id }),
    ...(year !== undefined && { year }),
    ...(eidr && { eidr }),
    ...(isan && { isan }),
    ...(promo && { promos: promo }),
  };
  const title = { ...facts, name: readName(name) };
  await withLibrary(context, {}, async (library) => {
    const record = await titleRecordOf(library, await library.putTitle(title, windows));
    context.console.result(record, titleText(record, context.console));
  });
  return EXIT.nothingFound;
};

/** `streetdate title list` */
export const runTitleList: Run<typeof titleList> = async (_operands, _values, context) => {
  const { console } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const titles = await library.titles();
    for (const title of titles) {
      const record = await titleRecordOf(library, title);
      console.result(record, titleText(record, console));
    }
    if (titles.length === 0) console.note('the library has no titles');
  });
  return EXIT.nothingFound;
};
