/** The verifier of bundles without any Node API, for browsers and other engines. */

export type { ZipLimits } from './bag/zip.ts';
export type { PageOfCase } from './bundle/check-case.ts';
export type { Trust } from './bundle/check-signatures.ts';
export { type BundleFinding, type BundleReport, FINDING_HEADINGS } from './bundle/report.ts';
export { type VerifyOptions, verifyBundle } from './bundle/verify-bundle.ts';
export { type Checkpoint, parseCheckpoint } from './ledger/checkpoint.ts';
export { keyIdOf } from './sign/public-key.ts';
