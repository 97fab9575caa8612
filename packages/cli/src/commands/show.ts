import { StreetdateError } from '@streetdate/core';
import { findReference, findScans, findTitle, judgeScan, type Library, readRecords, withLibrary } from '@streetdate/engine/internal';
import type { show } from '../definitions/show.ts';
import { EXIT } from '../exit.ts';
import type { Console } from '../output/console.ts';
import { referenceText, titleText } from '../output/library-text.ts';
import { scanText } from '../output/scan-text.ts';
import type { Run } from './command.ts';
import { referenceRecordOf, titleRecordOf } from './show-records.ts';

/** `streetdate show` */
export const runShow: Run<typeof show> = async (names, _values, { home, console }) => {
  await withLibrary(home, {}, async (library) => {
    for (const name of names) {
      if (await showOne(library, name, console)) continue;
      const message = `${name}: no title, reference or scan goes by that name`;
      console.fail(name, new StreetdateError('file-not-found', message, { path: name }));
    }
  });
  return EXIT.nothingFound;
};

/** Shows everything that goes by a name. @returns Whether there was anything. */
async function showOne(library: Library, name: string, console: Console): Promise<boolean> {
  const title = await findTitle(library.database, name);
  if (title) {
    const record = await titleRecordOf(library, title);
    console.result(record, titleText(record));
  }
  const reference = await findReference(library.database, name);
  if (reference) {
    const record = await referenceRecordOf(library, reference);
    console.result(record, referenceText(record));
  }
  const scans = await findScans(library, name);
  const records = await readRecords(library.database);
  for (const scan of scans) {
    const record = judgeScan(scan, records, { path: scan.path, reused: true });
    console.result(record, scanText(record));
  }
  return title !== undefined || reference !== undefined || scans.length > 0;
}
