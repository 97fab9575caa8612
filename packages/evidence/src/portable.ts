/** The verifier of bundles, and what pages show of lists of deliveries, without any Node API: for browsers and other engines. */

export type { ZipLimits } from './bag/zip.ts';
export type { PageOfCase } from './bundle/check-case.ts';
export type { Trust } from './bundle/check-signatures.ts';
export { type BundleFinding, type BundleReport, FINDING_HEADINGS } from './bundle/report.ts';
export { type VerifyOptions, verifyBundle } from './bundle/verify-bundle.ts';
export { type Checkpoint, parseCheckpoint } from './ledger/checkpoint.ts';
export type { BadRow, Delivery } from './recipients/delivery.ts';
export type { DeliveryMapping } from './recipients/delivery-mapping.ts';
export { readDeliveryRow } from './recipients/delivery-row.ts';
export { keyIdOf } from './sign/public-key.ts';
