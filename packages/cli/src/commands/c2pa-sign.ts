import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { StreetdateError } from '@streetdate/core/portable';
import { VERSION } from '@streetdate/engine';
import { readFileState, writeWhole } from '@streetdate/engine/internal';
import { type SignedCredentials, type Signer, signCredentials } from '@streetdate/evidence';
import type { c2paSign } from '../definitions/identity.ts';
import { EXIT, UsageError } from '../exit.ts';
import { manifestLines } from '../output/c2pa-text.ts';
import { escapeText } from '../output/escape.ts';
import type { Run } from './command.ts';
import { signerOf } from './signer-of.ts';
import { withLibrary } from './with-library.ts';

/** Larger files are not read: the library for manifests holds a file as a whole. */
const MOST_BYTES = 2 ** 31;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.avi': 'video/x-msvideo',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.m2ts': 'video/mp2t',
  '.m4v': 'video/mp4',
  '.mkv': 'video/x-matroska',
  '.mov': 'video/quicktime',
  '.mp4': 'video/mp4',
  '.mxf': 'application/mxf',
  '.png': 'image/png',
  '.ts': 'video/mp2t',
  '.webm': 'video/webm',
};

/** `streetdate c2pa sign` */
export const runC2paSign: Run<typeof c2paSign> = async (paths, { certificates, output: given, ...who }, context) => {
  const [path = ''] = paths;
  if (paths.length !== 1) throw new UsageError('give one file');
  const signer = await signerOf({ ...who, certificates }, context.io.signal);
  await withLibrary(context, {}, async (library) => {
    const file = await readFileState(path);
    const reference = await library.catalogue.referenceOfMedia(file.realPath, file.stamp);
    if (reference === undefined) throw new UsageError(`${path} is not enrolled as it is now; \`streetdate enroll\` does that`);
    const { size } = await stat(path);
    if (size >= MOST_BYTES) throw new StreetdateError('file-unreadable', `${path}: it has ${size} bytes, more than are read`, { path });
    const { store, file: signedFile, credentials } = await sign(path, certificates, reference.iscc ?? {}, signer);
    const stem = path.slice(0, path.length - extname(path).length);
    const output = given ?? (signedFile ? `${stem}.signed${extname(path)}` : `${stem}.c2pa`);
    await refuseExisting(output);
    await writeWhole(output, signedFile ?? store);
    await library.keepManifest(reference.id, store);
    const isSidecar = signedFile === undefined;
    const what = isSidecar
      ? `${output}: the manifest of ${path}, which belongs beside it under this name`
      : `${output}: a copy of ${path} with its manifest`;
    const lines = [
      what,
      ...manifestLines(credentials),
      `bound to the bytes by ${credentials.hardBinding}`,
      `kept in the library for copies of ${reference.id}`,
    ];
    const record = { type: 'c2pa-sign', path, output, isSidecar, referenceId: reference.id, manifest: credentials };
    context.console.result(record, lines.map((line, at) => escapeText(at === 0 ? line : `  ${line}`)).join('\n'));
  });
  return EXIT.nothingFound;
};

/** Signs, and refuses a manifest that others would refuse. Nothing is written then. */
async function sign(
  path: string,
  certificates: string,
  iscc: Parameters<typeof signCredentials>[1]['iscc'],
  signer: Signer,
): Promise<SignedCredentials> {
  const format = MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  const bad = (reason: string, cause?: unknown) => new StreetdateError('bad-evidence', reason, { path, cause });
  if (Object.keys(iscc).length === 0) throw bad(`${path}: the library has no ISCC of it to bind the manifest to; enroll the file again`);
  const signed = await signCredentials(await readFile(path), { signer, title: basename(path), format, iscc, version: VERSION }).catch(
    (cause: unknown) => {
      throw cause instanceof RangeError ? bad(`${certificates}: ${cause.message}`, cause) : cause;
    },
  );
  const { isIntact, faults } = signed.credentials;
  if (isIntact) return signed;
  const advice = faults.includes('signingCredential.invalid')
    ? '; C2PA takes a certificate of version 3 that another one issued, with a critical key usage for digital signatures, for email protection or document signing; the issuer must have the key usage of signing certificates'
    : '';
  throw bad(`${certificates}: readers of C2PA would refuse the manifest: ${faults.join(', ')}${advice}`);
}

async function refuseExisting(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere)
    throw new StreetdateError('file-unwritable', `${path}: it is there already and is not replaced; give another name by --output`, {
      path,
    });
}
