/** The part of core that fingerprints on several threads. Node only. */

export { FingerprintPool, type FingerprintPoolOptions } from './pool/fingerprint-pool.ts';
