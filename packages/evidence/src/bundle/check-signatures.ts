import { checkInteger } from '@streetdate/core/internal';
import { fromBase64, toHex, toText } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { fromCanonicalJson } from '../canonical-json.ts';
import { explainMisfit, type z } from '../schema.ts';
import { type Certificate, certificatesOf, useFault } from '../sign/certificate.ts';
import { chainFault } from '../sign/certificate-chain.ts';
import { type Envelope, isSignedBy, readEnvelope } from '../sign/dsse.ts';
import { readPublicKey } from '../sign/public-key.ts';
import { checkTimeStamp } from '../sign/time-stamp.ts';
import type { OpenedBundle } from './check-container.ts';
import type { Findings } from './report.ts';
import { SIGNED_FILES, STATEMENT_TYPE, statementSchema } from './statement.ts';

/** Whom the reader of a bundle trusts. */
export interface Trust {
  /** Public keys that may sign bundles, PEM. @defaultValue none */
  readonly keys?: readonly string[] | undefined;
  /** Certificates whose holders, and those they certify, may sign bundles, PEM. @defaultValue none */
  readonly roots?: readonly string[] | undefined;
  /** Certificates of authorities whose time stamps count, PEM. @defaultValue none */
  readonly stampRoots?: readonly string[] | undefined;
  /** Ids of keys that are no longer trusted: SHA-256 of their DER, 64 lower-case hexadecimal digits. @defaultValue none */
  readonly revokedKeyIds?: readonly string[] | undefined;
  /** How many trusted signers there must be. @defaultValue 1 */
  readonly signers?: number | undefined;
}

/** @throws RangeError for an id that no key can have, or a number of signers that is none. */
export function checkTrust({ revokedKeyIds = [], signers = 1 }: Trust): void {
  const mistyped = revokedKeyIds.find((id) => !/^[0-9a-f]{64}$/.test(id));
  if (mistyped !== undefined) {
    throw new RangeError(`revokedKeyIds must be ids of keys, 64 lower-case hexadecimal digits each, got ${JSON.stringify(mistyped)}`);
  }
  checkInteger('signers', signers, 1, 100);
}

/** Checks the statement, who signed it, and when. @returns Whether a trusted key signed it. */
export async function checkSignatures({ name, files }: OpenedBundle, trust: Trust, now: Date, findings: Findings): Promise<boolean> {
  const bytes = files.get('signatures/statement.dsse.json');
  if (bytes === undefined) {
    findings.add('fails', 'signature', 'The bundle is not signed: signatures/statement.dsse.json is missing.');
    return false;
  }
  const envelope = readEnvelope(bytes);
  if ('reason' in envelope) {
    findings.add('fails', 'signature', `signatures/statement.dsse.json is no DSSE envelope: ${envelope.reason}.`);
    return false;
  }
  const fault = statementFault(envelope, name, files);
  if (fault !== undefined) {
    findings.add('fails', 'signature', fault);
    return false;
  }
  const stampedAt = await checkStamp(files, trust, findings);
  let certificates: Certificate[] = [];
  try {
    certificates = certificatesOf(toText(files.get('signatures/certificates.pem')));
  } catch {
    findings.add('fails', 'signature', 'signatures/certificates.pem has a certificate that cannot be read.');
  }
  const trusted = new Set<string>();
  for (const { keyid, sig } of envelope.signatures) {
    if (await isTrustedSignature(envelope, keyid, sig, certificates, trust, stampedAt ?? now, findings)) trusted.add(keyid);
  }
  const { signers = 1, revokedKeyIds = [] } = trust;
  if (trusted.size === 0 && !findings.failed) findings.add('unknown', 'signature', 'No key that was given as trusted signed the bundle.');
  else if (trusted.size > 0 && trusted.size < signers) {
    findings.add(
      'fails',
      'signature',
      `${trusted.size} trusted ${trusted.size === 1 ? 'key' : 'keys'} signed the bundle, and ${signers} are asked for.`,
    );
  }
  for (const id of revokedKeyIds.filter((each) => !envelope.signatures.some(({ keyid }) => keyid === each))) {
    findings.add(
      'unknown',
      'signature',
      `The revoked key ${id.slice(0, 16)}… did not sign the bundle. Compare its id with the one that was revoked.`,
    );
  }
  return trusted.size > 0;
}

function statementFault(envelope: Envelope, name: string, files: ReadonlyMap<string, Uint8Array>): string | undefined {
  if (envelope.payloadType !== STATEMENT_TYPE) return `The signed payload is ${envelope.payloadType}, not an in-toto statement.`;
  const statement = fromCanonicalJson(toText(fromBase64(envelope.payload)));
  const misfit = statement === undefined ? 'it is no canonical JSON' : explainMisfit(statementSchema, statement);
  if (misfit !== undefined) return `The signed statement is none about a bundle: ${misfit}.`;
  const { subject, predicate } = statement as unknown as z.infer<typeof statementSchema>;
  if (predicate.name !== name) return `The signed statement is about a bundle named ${predicate.name}, and this one is named ${name}.`;
  const named = subject.map((each) => each.name).join();
  if (named !== SIGNED_FILES.join()) return `The signed statement names other files than ${SIGNED_FILES.join(', ')}.`;
  const other = subject.find((each) => toHex(sha256(files.get(each.name)!)) !== each.digest.sha256);
  return other && `The signed statement is about another ${other.name}.`;
}

async function isTrustedSignature(
  envelope: Envelope,
  keyId: string,
  signature: string,
  certificates: readonly Certificate[],
  trust: Trust,
  at: Date,
  findings: Findings,
): Promise<boolean> {
  const { revokedKeyIds = [] } = trust;
  const [keys, roots] = [(trust.keys ?? []).map(readPublicKey), (trust.roots ?? []).flatMap(certificatesOf)];
  // Whom a revoked key certified, it no longer vouches for.
  const isUsable = ({ publicKey }: Certificate) => !revokedKeyIds.includes(publicKey.id);
  const short = keyId.slice(0, 16);
  const certificate = certificates.find(({ publicKey }) => publicKey.id === keyId);
  const given = keys.find(({ id }) => id === keyId);
  const key = given ?? certificate?.publicKey;
  if (key === undefined) {
    findings.add(
      'unknown',
      'signature',
      `A signature is by the key ${short}…, which is not among the trusted keys. Nobody can tell whether it fits.`,
    );
    return false;
  }
  if (!(await isSignedBy(envelope, signature, key))) {
    findings.add('fails', 'signature', `The signature of the key ${short}… does not fit the statement.`);
    return false;
  }
  if (revokedKeyIds.includes(keyId)) {
    findings.add('fails', 'signature', `The key ${short}… signed the bundle, and it is revoked.`);
    return false;
  }
  if (given !== undefined) {
    findings.add('holds', 'signature', `The trusted key ${short}… signed the bundle.`);
    return true;
  }
  const fault = useFault(certificate!) ?? (await chainFault(certificate!, certificates.filter(isUsable), roots.filter(isUsable), at));
  if (fault === undefined) {
    findings.add('holds', 'signature', `${certificate!.subject} signed the bundle, and a trusted certificate vouches for it.`);
    return true;
  }
  findings.add(roots.length > 0 ? 'fails' : 'unknown', 'signature', `The key ${short}… signed the bundle, but ${fault}.`);
  return false;
}

/** @returns When the signature was stamped, where a trusted authority did it. */
async function checkStamp(
  files: ReadonlyMap<string, Uint8Array>,
  { stampRoots = [] }: Trust,
  findings: Findings,
): Promise<Date | undefined> {
  const response = files.get('signatures/statement.tsr');
  if (response === undefined) {
    findings.add('unknown', 'time-stamp', 'The bundle has no time stamp. When it was signed cannot be known from it.');
    return undefined;
  }
  if (stampRoots.length === 0) {
    findings.add('unknown', 'time-stamp', 'The bundle has a time stamp, and no trusted certificate of an authority was given to check it.');
    return undefined;
  }
  const stamp = await checkTimeStamp(response, sha256(files.get('signatures/statement.dsse.json')!), stampRoots);
  if ('reason' in stamp) {
    findings.add('fails', 'time-stamp', `The time stamp does not hold: ${stamp.reason}.`);
    return undefined;
  }
  findings.add('holds', 'time-stamp', `The signature existed at ${stamp.time.toISOString()}: ${stamp.authority} stamped it.`);
  return stamp.time;
}
