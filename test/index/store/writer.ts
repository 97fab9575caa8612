/**
 * Writes to the index in a folder until it is killed: adds films, one after the other, takes every fifth out again two films later, and prints what was
 * acknowledged, a line for each flush, only then.
 */
import { StoredIndex } from '@streetdate/index/store';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const [folder = '', first = '1'] = process.argv.slice(2);
const index = await StoredIndex.open(folder);
for (let seed = Number(first); ; seed++) {
  index.add(`film ${seed}`, sampleFilm(syntheticFilm(seed, 8), { seconds: 8, framesPerSecond: 8 }));
  const gone = (seed - 2) % 5 === 0 ? seed - 2 : undefined;
  if (gone !== undefined) index.remove(`film ${gone}`);
  process.stdout.write(`begun ${seed}\n`);
  await index.flush();
  process.stdout.write(`done ${seed}\n`);
}
