import { toText } from '../bytes/bytes.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import { digestOf } from '../digest.ts';
import { type Checkpoint, checkpointSchema } from '../ledger/checkpoint.ts';
import { decodeEntry, entryHash, type LedgerEntry } from '../ledger/entry.ts';
import { changeInWords, type WordedEvent } from '../ledger/event-words.ts';
import { provesInclusion } from '../proofs/check-proof.ts';
import { hashFromHex } from '../proofs/hashes.ts';
import { explainMisfit, z } from '../schema.ts';
import type { CaseFile, CaseScan } from './case-file.ts';
import type { Findings } from './report.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const proofsSchema = z.strictObject({
  checkpoint: checkpointSchema,
  proofs: z.array(z.strictObject({ position: z.int().min(0), hashes: z.array(hex).max(64) })),
});

/**
 * Checks the enclosed entries of the ledger: that each is in the tree of the enclosed checkpoint, and that they record the scans of the case.
 * @param checkpoints - States of the same ledger that the reader has from elsewhere.
 * @returns The enclosed entries; none where a proof fails.
 */
export function checkLedgerProofs(
  files: ReadonlyMap<string, Uint8Array>,
  content: CaseFile,
  checkpoints: readonly Checkpoint[],
  findings: Findings,
): readonly LedgerEntry[] {
  const proven = readProven(files);
  if ('reason' in proven) {
    findings.add('fails', 'ledger', proven.reason);
    return [];
  }
  const { entries, checkpoint } = proven;
  const state = `${checkpoint.size} entries with the root ${checkpoint.root}`;
  findings.add('holds', 'ledger', `${entries.length} entries are in the ledger, whose state was ${state}.`);
  for (const scan of content.scans) checkScan(scan, entries, findings);
  for (const { event, position, at, by } of entries) {
    if (isWorded(event)) findings.add('holds', 'ledger', `Entry ${position}: at ${at}, ${by} recorded: ${changeInWords(event)}`);
  }
  for (const { size, root } of checkpoints.filter((known) => known.size === checkpoint.size)) {
    if (root === checkpoint.root)
      findings.add('holds', 'ledger', `The ledger’s state is that of the checkpoint of ${size} entries that was given.`);
    else findings.add('fails', 'ledger', `The ledger is another one than that of the checkpoint of ${size} entries that was given.`);
  }
  const advice = 'Compare its checkpoint with theirs.';
  findings.add(
    'unknown',
    'ledger',
    `Whether the ledger’s owner shows the same ledger to others cannot be known from the bundle. ${advice}`,
  );
  return entries;
}

function isWorded(event: LedgerEntry['event']): event is WordedEvent {
  return ['exclusion', 'conflict', 'allowed-source', 'promo', 'dispute', 'letter'].includes(event.kind);
}

/** The enclosed entries, each proven to be in the ledger of the checkpoint; or the first fault, in a sentence. */
function readProven(
  files: ReadonlyMap<string, Uint8Array>,
): { readonly entries: readonly LedgerEntry[]; readonly checkpoint: Checkpoint } | { readonly reason: string } {
  const text = (path: string) => toText(files.get(path));
  const proofs = fromCanonicalJson(text('data/ledger/proofs.json'));
  const misfit = proofs === undefined ? 'it is no canonical JSON' : explainMisfit(proofsSchema, proofs);
  if (misfit !== undefined) return { reason: `data/ledger/proofs.json holds no proofs: ${misfit}.` };
  const { checkpoint, proofs: list } = proofs as unknown as z.infer<typeof proofsSchema>;
  const lines = text('data/ledger/entries.jsonl').split('\n').slice(0, -1);
  if (lines.length !== list.length) return { reason: 'The numbers of the ledger’s entries and of their proofs differ.' };
  const root = hashFromHex(checkpoint.root);
  const entries: LedgerEntry[] = [];
  for (const [at, line] of lines.entries()) {
    const entry = decodeEntry(line);
    if ('reason' in entry) return { reason: `Line ${at + 1} of data/ledger/entries.jsonl is no entry: ${entry.reason}.` };
    const { position, hashes } = list[at]!;
    const proof = { position, size: checkpoint.size, leafHash: entryHash(line), root, hashes: hashes.map(hashFromHex) };
    const isProven = entry.position === position && provesInclusion(proof);
    if (!isProven) return { reason: `Entry ${entry.position} is not in the ledger of the checkpoint.` };
    entries.push(entry);
  }
  return { entries, checkpoint };
}

function checkScan({ scanId, fileName, found, matches }: CaseScan, entries: readonly LedgerEntry[], findings: Findings): void {
  const events = entries.filter(({ event }) => 'scanId' in event && event.scanId === scanId);
  const scan = events.find(({ event }) => event.kind === 'scan' && event.matchesSha256 === digestOf(found));
  if (scan === undefined) {
    findings.add('fails', 'ledger', `The ledger has no scan of ${fileName} with these matches.`);
    return;
  }
  const written = `written at ${scan.at} by ${scan.by}`;
  findings.add('holds', 'ledger', `Entry ${scan.position}, ${written}, records the scan of ${fileName} with exactly these numbers.`);
  const verdicts = new Set(matches.map(({ verdict }) => digestOf(verdict)));
  const verdict = events.find(({ event }) => event.kind === 'verdict' && (verdicts.size === 0 || verdicts.has(event.verdictSha256)));
  if (verdict === undefined) findings.add('fails', 'ledger', `The ledger does not have the verdict on ${fileName}.`);
  else findings.add('holds', 'ledger', `Entry ${verdict.position} records the verdict on ${fileName}.`);
  for (const { event, position, at, by } of events) {
    if (event.kind === 'decision')
      findings.add('holds', 'ledger', `Entry ${position}: at ${at}, ${by} decided “${event.decision}”: ${event.reason}`);
  }
}
