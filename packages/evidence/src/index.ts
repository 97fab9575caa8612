/** Evidence that another party can check without trusting the one who gave it: a ledger with proofs. */

export { fromCanonicalJson, type JsonValue, toCanonicalJson } from './canonical-json.ts';
export { checkLedger, type LedgerFault, type LedgerLine, type LedgerReport } from './ledger/check-ledger.ts';
export { type Checkpoint, readCheckpoint } from './ledger/checkpoint.ts';
export { decodeEntry, encodeEntry, entryHash, LEDGER_FORMAT, type LedgerEntry, type LedgerEvent } from './ledger/entry.ts';
export { Ledger, type LedgerOptions } from './ledger/ledger.ts';
export { readLedgerFile } from './ledger/ledger-file.ts';
export { libraryDigest, recordScans } from './ledger/record-scans.ts';
export { type ConsistencyProof, type InclusionProof, provesConsistency, provesInclusion } from './proofs/check-proof.ts';
export { hashLeaf, hashNode } from './proofs/hashes.ts';
export { MerkleTree } from './proofs/merkle-tree.ts';
