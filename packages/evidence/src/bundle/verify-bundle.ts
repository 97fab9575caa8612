import { checkBytes, checkObject } from '@streetdate/core/internal';
import type { ZipLimits } from '../bag/zip.ts';
import { equalBytes, toHex, toText } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { explainMisfit } from '../schema.ts';
import { CASE_BUNDLE_FORMAT, type CaseFile, caseSchema, FIRST_BUNDLE_FORMAT } from './case-file.ts';
import { checkCanaries } from './check-canaries.ts';
import { checkCase, type PageOfCase } from './check-case.ts';
import { LEDGER_LEAVES } from './check-checkpoints.ts';
import { checkContainer, type OpenedBundle } from './check-container.ts';
import { checkLedgerProofs } from './check-ledger-proofs.ts';
import { checkMarks } from './check-marks.ts';
import { checkMatches } from './check-matches.ts';
import { checkSignatures, checkTrust, type Trust } from './check-signatures.ts';
import { custodyOf } from './custody.ts';
import { type BundleReport, Findings } from './report.ts';
import { checkServerProofs, SERVER_PROOFS } from './server-proofs.ts';
import { statedFormat } from './statement.ts';
import { CASE_PAGE, readWholeCase, WHOLE_CASE, type WholeCase } from './whole-case.ts';

/** Options for {@link verifyBundle}. */
export interface VerifyOptions extends Trust {
  /** States of the same ledger that the reader has from elsewhere. @defaultValue none */
  readonly checkpoints?: readonly Checkpoint[] | undefined;
  /** Keys of witnesses whose cosignatures of these checkpoints count, `NAME+HASH+KEY` (C2SP signed-note). @defaultValue none */
  readonly witnesses?: readonly string[] | undefined;
  /** Writes the page of a whole case, to be compared with the enclosed one. @defaultValue it is not compared */
  readonly pageOf?: PageOfCase | undefined;
  /** Limits of the ZIP file. @defaultValue those of {@link ZipLimits} */
  readonly limits?: ZipLimits | undefined;
  /** The instant that counts as now, for certificates where there is no time stamp. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
}

/**
 * Verifies a bundle from its bytes and trusted keys alone: the file and the bag, byte for byte; the signatures and time stamp; the ledger's
 * proofs; and every number and verdict, computed again. A layer that fails ends the verification, since what lies above it means nothing then.
 * @returns What holds, what does not, and what cannot be known.
 * @throws TypeError when a trusted key is no public key in PEM, or a witness no key of one; RangeError for a revoked id that no key can have.
 */
export async function verifyBundle(bytes: Uint8Array, options: VerifyOptions = {}): Promise<BundleReport> {
  checkBytes('bytes', bytes);
  checkObject('options', options);
  const { checkpoints = [], witnesses = [], limits = {}, now = () => new Date(), pageOf, ...trust } = options;
  checkTrust(trust);
  const { stampRoots = [] } = trust;
  const findings = new Findings();
  const isTrusted = await verify();
  return { holds: isTrusted && !findings.failed, findings: findings.list };

  async function verify(): Promise<boolean> {
    const opened = await checkContainer(bytes, limits, findings);
    if (opened === undefined) return false;
    const isSigned = await checkSignatures(opened, trust, now(), findings);
    if (findings.failed) return false;
    const content = fromCanonicalJson(toText(opened.files.get('data/case.json')));
    const misfit = content === undefined ? 'it is missing, or no canonical JSON' : explainMisfit(caseSchema, content);
    if (misfit !== undefined) {
      findings.add('fails', 'numbers', `data/case.json does not hold a case: ${misfit}.`);
      return false;
    }
    const known = content as unknown as CaseFile;
    checkLabels(opened, known, findings);
    const whole = known.format === CASE_BUNDLE_FORMAT ? readWholeCase(opened.files) : undefined;
    if (whole !== undefined && 'reason' in whole) {
      findings.add('fails', 'case', `${whole.reason}.`);
      return false;
    }
    checkPayload(opened.files, known, whole, findings);
    notePage(opened.files.get('data/verify.html'), findings);
    const entries = await checkLedgerProofs(opened.files, known, { checkpoints, witnesses, stampRoots }, findings);
    if (whole === undefined) checkServerProofs(opened.files, known, entries, findings);
    else await checkCase(opened.files, known, whole, entries, pageOf, findings);
    checkCustody(opened, known, entries, findings);
    checkMatches(opened.files, known, entries, findings);
    checkMarks(known, entries, findings);
    checkCanaries(known, entries, findings);
    const versions = Object.entries(known.versions).map(([name, version]) => `${name} ${version}`);
    findings.add('asserted', 'file', `The programs that made the bundle: ${versions.join(', ')}.`);
    return isSigned;
  }
}

/** What the bag and the statement say of the bundle must be so, and what they say beside it is named. */
function checkLabels({ name, files, info }: OpenedBundle, { format, scans }: CaseFile, findings: Findings): void {
  const stated = statedFormat(files);
  if (stated !== format)
    findings.add('fails', 'signature', `The signed statement is about a bundle of the form ${stated}, and this one is ${format}.`);
  const identifier = info.find(([label]) => label === 'External-Identifier')?.[1];
  if (identifier !== name) findings.add('fails', 'bag', `The bag is named ${identifier}, and the bundle ${name}.`);
  const said = info.filter(([label]) => label !== 'Payload-Oxum').map((pair) => pair.join(' '));
  findings.add('asserted', 'bag', `What the bag says of itself: ${said.join(', ')}.`);
  const behind = scans.find(({ scanId }, at) => at > 0 && scans[at - 1]!.scanId > scanId);
  if (behind !== undefined) findings.add('fails', 'numbers', `${behind.fileName} is stated behind a scan with a later id.`);
}

/** The chain of custody must be what the case and the ledger give. */
function checkCustody({ name, files }: OpenedBundle, content: CaseFile, entries: readonly LedgerEntry[], findings: Findings): void {
  const stated = files.get('data/custody.jsonld');
  if (stated === undefined) {
    const kind = content.format === FIRST_BUNDLE_FORMAT ? 'notice' : 'fails';
    findings.add(kind, 'ledger', 'The chain of custody, data/custody.jsonld, is missing: every bundle is made with one.');
    return;
  }
  if (findings.failed) return;
  const computed = custodyOf({ name, content, entries, sizeOf: (path) => files.get(`data/${path}`)?.length });
  if (equalBytes(stated, computed))
    findings.add('holds', 'ledger', 'The chain of custody, data/custody.jsonld, says what the case and the ledger say.');
  else findings.add('fails', 'ledger', 'The chain of custody, data/custody.jsonld, does not follow from the case and the ledger.');
}

/** Whoever reads the bundle must not find anything in it that nothing vouches for. */
function checkPayload(
  files: ReadonlyMap<string, Uint8Array>,
  { format, scans }: CaseFile,
  whole: WholeCase | undefined,
  findings: Findings,
): void {
  const ids = scans.map(({ scanId }) => scanId);
  const doubled = scans.find(({ scanId }, at) => ids.indexOf(scanId) < at);
  if (doubled !== undefined) findings.add('fails', 'numbers', `${doubled.fileName} is stated twice.`);
  if (scans.length === 0) findings.add('fails', 'numbers', 'The case states no scan.');
  if (format === FIRST_BUNDLE_FORMAT) return;
  const named = scans.flatMap(({ matches }) =>
    matches.flatMap(({ query, referenceInterval, pictures }) => [
      query.file,
      referenceInterval.file,
      ...pictures.flatMap((pair) => [pair.query, pair.reference]),
    ]),
  );
  const ofCase = whole === undefined ? [SERVER_PROOFS] : [WHOLE_CASE, CASE_PAGE, ...whole.servers.map(({ file }) => file)];
  const known = new Set([...named, ...OWN_FILES, ...ofCase].map((path) => `data/${path}`));
  for (const path of files.keys()) {
    if (path.startsWith('data/') && !known.has(path)) findings.add('fails', 'file', `${path} is named by nothing in the case.`);
  }
}

/** What a bundle has beside fingerprints and pictures, below `data/`. */
const OWN_FILES = [...['case.json', 'verify.html', 'custody.jsonld', 'ledger/entries.jsonl', 'ledger/proofs.json'], LEDGER_LEAVES];

/** A page that came with a bundle cannot vouch for it. */
function notePage(page: Uint8Array | undefined, findings: Findings): void {
  if (page === undefined) return;
  findings.add(
    'unknown',
    'file',
    `data/verify.html says the same as this in a browser. Whoever forges a bundle can forge its page: use one from elsewhere. The SHA-256 of this one is ${toHex(sha256(page))}.`,
  );
}
