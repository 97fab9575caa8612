import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core/portable';
import { VERSION } from '@streetdate/engine';
import { fileFault } from '@streetdate/engine/internal';
import { type CaseReport, FINDING_HEADINGS, keyIdOf, readCheckpoint, readNoteKey, verifyBundle } from '@streetdate/evidence';
import type { verify } from '../definitions/bundle.ts';
import { EXIT, UsageError } from '../exit.ts';
import type { Run } from './command.ts';
import { readBundle } from './read-bundle.ts';

/** `streetdate verify` */
export const runVerify: Run<typeof verify> = async ([path = ''], values, context) => {
  const { console, io } = context;
  const keys = await Promise.all(values.key.map((file) => readPem(file, 'public key', keyIdOf)));
  const roots = await Promise.all(values.root.map((file) => readPem(file, 'certificate', (pem) => new X509Certificate(pem))));
  const stampRoots = await Promise.all(values.stampRoot.map((file) => readPem(file, 'certificate', (pem) => new X509Certificate(pem))));
  const checkpoints = await Promise.all(values.checkpoint.map(readCheckpoint));
  const options = { keys, roots, stampRoots, revokedKeyIds: values.revoked, checkpoints, now: io.now };
  for (const key of values.witness) readWitness(key);
  const pageOf = async (report: CaseReport) =>
    report.version === VERSION ? (await import('../report/case/render-case.ts')).renderCase(report) : undefined;
  const given = { ...options, witnesses: values.witness, signers: values.signers, pageOf };
  const { holds, findings } = await verifyBundle(await readBundle(path), given);
  const text = FINDING_HEADINGS.flatMap(([kind, heading]) => {
    const sentences = findings.flatMap((finding) => (finding.kind === kind ? [`  ${finding.sentence}`] : []));
    return sentences.length === 0 ? [] : [heading, ...sentences];
  });
  console.result({ type: 'verify', path, holds, findings }, text.join('\n'));
  const fails = findings.filter(({ kind }) => kind === 'fails');
  if (!holds) console.warn(path, fails.length > 0 ? 'the bundle does not hold' : 'no trusted key signed the bundle');
  return EXIT.nothingFound;
};

function readWitness(key: string): void {
  try {
    readNoteKey(key);
  } catch (cause) {
    throw new UsageError(`--witness ${key}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw fileFault(cause, path);
  });
}

async function readPem(path: string, what: string, read: (pem: string) => unknown): Promise<string> {
  const pem = Buffer.from(await readBytes(path)).toString();
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) throw new UsageError(`${path} is a private key; give the public one`);
  try {
    read(pem);
    return pem;
  } catch (cause) {
    throw new StreetdateError('bad-evidence', `${path}: it is no ${what} in PEM`, { path, cause });
  }
}
