// at-once.ts runs this in separate processes. It searches the catalogue in a folder for minutes, one after the other.

import { StoredIndexReader } from '@streetdate/index/store';
import { findMatches } from '@streetdate/matcher';
import { answerWith } from '../measure/plain-processes.ts';
import { minutesAtOnce, SEARCH } from './minutes.ts';

const [folder = '', films = '', count = ''] = process.argv.slice(2);
const index = await StoredIndexReader.open(folder);
const queries = minutesAtOnce(Number(films), Number(count));
answerWith(async () => queries.reduce((found, query) => found + findMatches(query, index, SEARCH).length, 0));
