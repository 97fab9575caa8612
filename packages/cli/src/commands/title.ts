import { findTitle, listTitles, putTitle, putWindows, titleIdOfName, withLibrary, write } from '@streetdate/engine/internal';
import { EXIT, UsageError } from '../exit.ts';
import { titleText } from '../output/library-text.ts';
import { type CommandGroup, defineCommand, flag, optional, read } from './command.ts';
import { readId, readName, readTerritory, readYear, WINDOW_OPTIONS, windowsOf } from './readers.ts';
import { titleRecordOf } from './show-records.ts';

const JSON_FLAG = flag('--json', 'print JSON Lines, see schema/title.schema.json');

const add = defineCommand({
  name: 'add',
  summary: 'add a title with its release windows, or change them',
  details: 'A title of that id or name is changed: what is given replaces what was known, and the rest stays.',
  operand: { usage: '<name>', description: "the title's name" },
  options: {
    id: read('--id <id>', 'its id; made from the name where there is none', readId),
    year: read('--year <year>', 'when it was first shown', readYear),
    eidr: optional('--eidr <eidr>', 'its EIDR'),
    isan: optional('--isan <isan>', 'its ISAN'),
    ...WINDOW_OPTIONS,
    territory: read('--territory <code>', 'the territory of --street-date', readTerritory),
    json: JSON_FLAG,
  },
  examples: [
    ['streetdate title add Sintel --year 2010 --street-date 2026-03-10', 'a title whose disc comes out on that day everywhere'],
    ['streetdate title add Sintel --window US:digital:2026-02-24@America/New_York', 'adds its digital sale'],
  ],
  run: async ([name = ''], { id, year, eidr, isan, window, streetDate, territory }, { home, console }) => {
    const windows = windowsOf(window, streetDate, territory);
    const facts = { ...(id !== undefined && { id }), ...(year !== undefined && { year }), ...(eidr && { eidr }), ...(isan && { isan }) };
    await withLibrary(home, { create: true }, async (library) => {
      const titleId = await write(library.database, async (transaction) => {
        const namesake = await titleIdOfName(transaction, readName(name));
        if (id !== undefined && namesake !== undefined && namesake !== id) {
          throw new UsageError(`the title ${name} is there already, with the id ${namesake}`);
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
  },
});

const list = defineCommand({
  name: 'list',
  summary: 'list the titles with their release windows and references',
  options: { json: JSON_FLAG },
  examples: [
    ['streetdate title list', 'every title'],
    ['streetdate title list --json', 'one JSON object a line'],
  ],
  run: async (_operands, _values, { home, console }) => {
    await withLibrary(home, {}, async (library) => {
      const titles = await listTitles(library.database);
      for (const title of titles) {
        const record = await titleRecordOf(library, title);
        console.result(record, titleText(record));
      }
      if (titles.length === 0) console.note('the library has no titles');
    });
    return EXIT.nothingFound;
  },
});

/** `streetdate title` */
export const title: CommandGroup = { name: 'title', summary: 'the works that the library knows', commands: [add, list] };
