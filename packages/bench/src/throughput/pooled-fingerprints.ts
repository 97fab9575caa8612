// Run in a process of its own by fingerprints-at-once.ts: fingerprints films on as many threads as it is told, all films once for each thread.
import { FingerprintPool } from '@streetdate/core/pool';
import { answerWith } from '../measure/plain-processes.ts';

const [threads = '', ...films] = process.argv.slice(2);
const pool = new FingerprintPool({ threads: Number(threads) });
answerWith(async () => {
  let hashes = 0;
  for await (const { fingerprint, error } of pool.fingerprintFiles(Array.from({ length: Number(threads) }, () => films).flat())) {
    if (error !== undefined) throw error;
    hashes += fingerprint.tracks[0]!.timesMs.length;
  }
  return hashes;
});
