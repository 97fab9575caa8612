/** Writes the tables of proposers and evidence channels into the page on the search. */

import { readFileSync, writeFileSync } from 'node:fs';
import { SEARCH_PAGE, withTables } from './proposers.ts';

writeFileSync(SEARCH_PAGE, withTables(readFileSync(SEARCH_PAGE, 'utf8')));
