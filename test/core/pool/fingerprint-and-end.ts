/** Fingerprints a file on another thread, prints what it is, and does not close the pool. */
import { FingerprintPool } from '@streetdate/core/pool';

const pool = new FingerprintPool({ threads: 2 });
const { kind } = await pool.fingerprintFile(process.argv[2]!);
console.log(kind);
