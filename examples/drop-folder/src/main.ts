import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { parseWindow } from '@streetdate/matcher';
import { checkFolder } from './check-folder.ts';
import { describe } from './print.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { window: { type: 'string', multiple: true, default: [] }, title: { type: 'string' }, territory: { type: 'string' } },
});
const [film, folder] = positionals;
if (film === undefined || folder === undefined) {
  console.error('usage: npm start -- FILM FOLDER [--title NAME] [--window US:disc:2026-03-10@America/New_York …] [--territory US]');
  process.exit(2);
}
const windows = values.window.map((text) => parseWindow(text));
const check = { library: '.streetdate', film, title: values.title ?? basename(film), windows, territory: values.territory };

let leaks = 0;
for await (const outcome of checkFolder(check, folder)) {
  console.log(`${describe(outcome)}\n`);
  if (outcome.verdict.kind === 'pre-release-leak') leaks++;
}
console.log(leaks === 1 ? '1 pre-release leak' : `${leaks} pre-release leaks`);
process.exitCode = leaks > 0 ? 1 : 0;
