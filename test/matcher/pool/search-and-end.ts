/** Searches once on another thread, prints what was found, and does not close the pool. */
import { SegmentedIndex } from '@streetdate/matcher';
import { SearchPool } from '@streetdate/matcher/pool';
import { sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const film = syntheticFilm(1, 30);
const index = new SegmentedIndex();
index.add('film 1', sampleFilm(film, { seconds: 30, framesPerSecond: 8 }));
const pool = new SearchPool(index, { threads: 2 });
const [match] = await pool.findMatches(sampleFilm(film, { seconds: 20, framesPerSecond: 4, role: 'query' }));
console.log(match?.referenceId);
