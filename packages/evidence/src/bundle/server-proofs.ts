import { toText } from '../bytes/bytes.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { hashLine } from '../ledger/server-line.ts';
import { provesInclusion } from '../proofs/check-proof.ts';
import { hashFromHex } from '../proofs/hashes.ts';
import { explainMisfit, z } from '../schema.ts';
import type { CaseFile } from './case-file.ts';
import type { Findings } from './report.ts';

/** Where the proofs lie, below `data/`. */
export const SERVER_PROOFS = 'ledger/servers.json';

const provenFile = z.strictObject({
  /** Position of the ledger's entry about the server. */
  entry: z.int().min(0),
  /** The scan of the file's content. */
  scanId: z.string(),
  /** The file's line in the list of the server. */
  file: z.strictObject({ path: z.string(), bytes: z.number(), modifiedMs: z.number().nullable(), digest: z.string().nullable() }),
  /** The line's place in the list. */
  position: z.int().min(0),
  hashes: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(64),
});
const schema = z.strictObject({ files: z.array(provenFile) });

/** A scanned file, and the proof that it is in the list of a server that the ledger recorded. */
export type ProvenFile = z.infer<typeof provenFile>;

/** Checks that the scanned files are in the lists of the servers that the enclosed entries of the ledger recorded. */
export function checkServerProofs(
  files: ReadonlyMap<string, Uint8Array>,
  { scans }: CaseFile,
  entries: readonly LedgerEntry[],
  findings: Findings,
): void {
  const enclosed = files.get(`data/${SERVER_PROOFS}`);
  const recorded = entries.filter(({ event }) => event.kind === 'server');
  if (enclosed === undefined) {
    for (const { position, event } of recorded) {
      if (event.kind === 'server')
        findings.add('fails', 'ledger', `Entry ${position} records the server ${event.name}, and no proof of its files is enclosed.`);
    }
    findings.add('asserted', 'ledger', 'The bundle names no server: that the scanned files are in the list of none.');
    return;
  }
  if (findings.failed) return;
  const value = fromCanonicalJson(toText(enclosed));
  const misfit = value === undefined ? 'it is no canonical JSON' : explainMisfit(schema, value);
  if (misfit !== undefined) {
    findings.add('fails', 'ledger', `data/${SERVER_PROOFS} holds no proofs: ${misfit}.`);
    return;
  }
  const stated = new Set<string>();
  for (const { entry: at, scanId, file, position, hashes } of (value as unknown as z.infer<typeof schema>).files) {
    const entry = entries.find((each) => each.position === at);
    const scan = scans.find((each) => each.scanId === scanId);
    if (entry?.event.kind !== 'server' || scan === undefined) {
      findings.add('fails', 'ledger', `data/${SERVER_PROOFS} names an entry of no server, or a scan that is not in the case.`);
      continue;
    }
    const { name, country, files: size, filesRoot } = entry.event;
    const place = `${at} ${file.path}`;
    if (stated.has(place)) findings.add('fails', 'ledger', `${file.path} of the server ${name} is stated twice.`);
    stated.add(place);
    const proof = { position, size, leafHash: hashLine(file), root: hashFromHex(filesRoot), hashes: hashes.map(hashFromHex) };
    const isOther = scan.media?.sha256 && /^[0-9a-f]{64}$/.test(file.digest ?? '') && file.digest !== scan.media.sha256;
    if (!provesInclusion(proof)) {
      findings.add('fails', 'ledger', `${file.path} is not in the list of the server ${name} that entry ${entry.position} records.`);
    } else if (isOther) {
      const digests = `its digest there is ${file.digest}, and the scanned film has ${scan.media!.sha256}`;
      findings.add('fails', 'ledger', `${file.path} of the server ${name} is another film than ${scan.fileName}: ${digests}.`);
    } else if (file.digest === scan.media?.sha256 && file.bytes !== scan.media.bytes) {
      findings.add(
        'fails',
        'ledger',
        `${file.path} of the server ${name} has ${file.bytes} bytes, and ${scan.fileName} ${scan.media.bytes}.`,
      );
    } else {
      const recorded = `Entry ${entry.position}, written at ${entry.at} by ${entry.by}, records the server ${name} (${country}) with ${size} ${size === 1 ? 'file' : 'files'}`;
      findings.add(
        'holds',
        'ledger',
        `${recorded}; ${file.path}, dated ${dateOf(file.modifiedMs)}, with the digest ${file.digest}, is one of them and was scanned as ${scan.fileName}.`,
      );
    }
  }
  const proven = new Set((value as unknown as z.infer<typeof schema>).files.map(({ entry }) => entry));
  for (const { position } of recorded.filter((each) => !proven.has(each.position))) {
    findings.add('fails', 'ledger', `Entry ${position} records a server, and no proof of its files is enclosed.`);
  }
  findings.add(
    'asserted',
    'ledger',
    'Whether the list of a server is what was on it cannot be known from the bundle. Compare the digest with the file that is in custody.',
  );
}

/** A file's time for a sentence. */
function dateOf(modifiedMs: number | null): string {
  return modifiedMs === null || !(Math.abs(modifiedMs) <= 8.64e15) ? 'never' : new Date(modifiedMs).toISOString();
}
