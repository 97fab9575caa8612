import type { ZipLimits } from '../bag/zip.ts';
import { toHex, toText } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import type { Checkpoint } from '../ledger/checkpoint.ts';
import { explainMisfit } from '../schema.ts';
import { type CaseFile, caseSchema } from './case-file.ts';
import { checkContainer } from './check-container.ts';
import { checkLedgerProofs } from './check-ledger-proofs.ts';
import { checkMatches } from './check-matches.ts';
import { checkSignatures, type Trust } from './check-signatures.ts';
import { type BundleReport, Findings } from './report.ts';

/** Options for {@link verifyBundle}. */
export interface VerifyOptions extends Trust {
  /** States of the same ledger that the reader has from elsewhere. @defaultValue none */
  readonly checkpoints?: readonly Checkpoint[] | undefined;
  /** Limits of the ZIP file. @defaultValue those of {@link ZipLimits} */
  readonly limits?: ZipLimits | undefined;
  /** The instant that counts as now, for certificates where there is no time stamp. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
}

/**
 * Verifies a bundle from its bytes and trusted keys alone: the file and the bag, byte for byte; the signatures and time stamp; the ledger's
 * proofs; and every number and verdict, computed again. A layer that fails ends the verification, since what lies above it means nothing then.
 * @returns What holds, what does not, and what cannot be known.
 * @throws TypeError when a trusted key is no public key in PEM.
 */
export async function verifyBundle(bytes: Uint8Array, options: VerifyOptions = {}): Promise<BundleReport> {
  const { checkpoints = [], limits = {}, now = () => new Date(), ...trust } = options;
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
    notePage(opened.files.get('data/verify.html'), findings);
    checkLedgerProofs(opened.files, known, checkpoints, findings);
    checkMatches(opened.files, known, findings);
    return isSigned;
  }
}

/** A page that came with a bundle cannot vouch for it. */
function notePage(page: Uint8Array | undefined, findings: Findings): void {
  if (page === undefined) return;
  findings.add(
    'unknown',
    'file',
    `data/verify.html says the same as this in a browser. Whoever forges a bundle can forge its page: use one from elsewhere. The SHA-256 of this one is ${toHex(sha256(page))}.`,
  );
}
