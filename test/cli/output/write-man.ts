/** Writes the manual pages anew, and names them in package.json: `npm run man` */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { COMMANDS, PROGRAM } from '../../../packages/cli/src/commands/all.ts';
import { manPages } from '../../../packages/cli/src/commands/man-pages.ts';

const folder = new URL('../../../packages/cli/man/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) await rm(new URL(name, folder));
const pages = manPages(PROGRAM, COMMANDS);
for (const [name, page] of pages) await writeFile(new URL(name, folder), page);

const manifest = new URL('../package.json', folder);
const man = [...pages.keys()].map((name) => `./man/${name}`);
await writeFile(manifest, `${JSON.stringify({ ...JSON.parse(await readFile(manifest, 'utf8')), man }, undefined, 2)}\n`);
