// Run in a process of its own by fingerprints-at-once.ts: fingerprints films on as many threads as it is told, all films once for each thread.
import { FingerprintPool } from '@streetdate/core/pool';
import { answerWith } from '../measure/plain-processes.ts';
import { countHashes } from './count-hashes.ts';

const [threads = '', ...films] = process.argv.slice(2);
const pool = new FingerprintPool({ threads: Number(threads) });
answerWith(() => countHashes(pool, Array.from({ length: Number(threads) }, () => films).flat()));
