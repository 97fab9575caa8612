// fingerprints-at-once.ts runs this in its own process. It fingerprints films on a given number of threads, all films once for each thread.
import { FingerprintPool } from '@streetdate/core/pool';
import { answerWith } from '../measure/plain-processes.ts';
import { countHashes } from './count-hashes.ts';

const [threads = '', ...films] = process.argv.slice(2);
const pool = new FingerprintPool({ threads: Number(threads) });
answerWith(() => countHashes(pool, Array.from({ length: Number(threads) }, () => films).flat()));
