/** Evidence that another party can check without trusting the one who gave it: a ledger with proofs, and signed bundles. */

export { type BagFiles, bagInFolder, bagInMemory } from './bag/bag-files.ts';
export { type BagReport, checkBag } from './bag/check-bag.ts';
export { readZip, type ZipLimits } from './bag/zip.ts';
export type { CaseFile, CaseInterval, CaseMatch, CasePictures, CaseScan } from './bundle/case-file.ts';
export type { Trust } from './bundle/check-signatures.ts';
export { type Bundle, type BundleOptions, type BundlePictures, createBundle } from './bundle/create-bundle.ts';
export type { BundleFinding, BundleReport } from './bundle/report.ts';
export { type VerifyOptions, verifyBundle } from './bundle/verify-bundle.ts';
export { fromCanonicalJson, type JsonValue, toCanonicalJson } from './canonical-json.ts';
export { gs1Check, mod37Check } from './identity/check-characters.ts';
export { type ReadIdentifier, readEidr, readGtin, readIsan } from './identity/identifiers.ts';
export { type IsccBits, isccAudioCode, isccVideoCode } from './identity/iscc.ts';
export { checkLedger, type LedgerFault, type LedgerLine, type LedgerReport } from './ledger/check-ledger.ts';
export { type Checkpoint, readCheckpoint } from './ledger/checkpoint.ts';
export { decodeEntry, encodeEntry, entryHash, LEDGER_FORMAT, type LedgerEntry, type LedgerEvent } from './ledger/entry.ts';
export { Ledger, type LedgerOptions } from './ledger/ledger.ts';
export { readLedgerFile } from './ledger/ledger-file.ts';
export { libraryDigest, recordScans } from './ledger/record-scans.ts';
export { type ConsistencyProof, type InclusionProof, provesConsistency, provesInclusion } from './proofs/check-proof.ts';
export { hashLeaf, hashNode } from './proofs/hashes.ts';
export { MerkleTree } from './proofs/merkle-tree.ts';
export { keyIdOf, readSigner, type Signer, type SignerOptions, signerOf } from './sign/signer.ts';
export { checkTimeStamp, type TimeStamp, type TimeStamper, timeStampRequest } from './sign/time-stamp.ts';
