// memory-of-folder.ts runs this in its own process. It searches the films of a folder for another one, and prints the resident memory, MiB, after every
// few files, and the peak at the end.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintFile, fingerprintFiles } from '@streetdate/core';
import { BandIndex } from '@streetdate/index';
import { findMatches } from '@streetdate/matcher';
import { ownPeakMiB } from '../measure/peak-memory.ts';
import { LOOK_EVERY } from './memory-of-folder.ts';

const [folder = '', reference = ''] = process.argv.slice(2);
const index = new BandIndex();
index.add('film', await fingerprintFile(reference, { role: 'reference' }));
const uploads = (await readdir(folder)).filter((name) => name.startsWith('upload-')).map((name) => join(folder, name));
let done = 0;
for await (const result of fingerprintFiles(uploads)) {
  if ('error' in result) throw result.error;
  if (findMatches(result.fingerprint, index).length === 0) throw new Error(`${result.path} was not found`);
  if (++done % LOOK_EVERY === 0) console.log(process.memoryUsage.rss() / 2 ** 20);
}
console.log(await ownPeakMiB());
