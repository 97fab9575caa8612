import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { parseWindow } from '@streetdate/matcher';
import { checkFolder } from './check-folder.ts';
import { describe } from './print.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { window: { type: 'string', multiple: true, default: [] }, title: { type: 'string' }, territory: { type: 'string' } },
});
const [path, folder] = positionals;
if (path === undefined || folder === undefined) {
  console.error('usage: npm start -- FILM FOLDER [--title NAME] [--window US:disc:2026-03-10@America/New_York …] [--territory US]');
  process.exit(2);
}
const film = {
  path,
  title: { id: 'film', name: values.title ?? basename(path) },
  windows: values.window.map((text) => parseWindow(text)),
};
// The folder is looked at now, so now is when its files were seen; their own timestamps prove nothing.
const sighting = {
  seenAt: new Date().toISOString(),
  seenAtBasis: 'observed',
  ...(values.territory && { territory: values.territory }),
} as const;

let leaks = 0;
for await (const checked of checkFolder(film, folder, sighting)) {
  console.log(`${describe(checked)}\n`);
  if ('verdict' in checked && checked.verdict.kind === 'pre-release-leak') leaks++;
}
console.log(leaks === 1 ? '1 pre-release leak' : `${leaks} pre-release leaks`);
process.exitCode = leaks > 0 ? 1 : 0;
