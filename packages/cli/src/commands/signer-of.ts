import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core/portable';
import { fileFault } from '@streetdate/engine/internal';
import { processSigner, readSigner, type Signer } from '@streetdate/evidence';
import type { OptionValues } from '../definitions/define.ts';
import type { SIGNER_OPTIONS } from '../definitions/shared-options.ts';
import { UsageError } from '../exit.ts';

/**
 * The signer that the options name: a key in a file, or a program that signs.
 * @param signal - Ends the program.
 */
export async function signerOf(values: OptionValues<typeof SIGNER_OPTIONS>, signal: AbortSignal): Promise<Signer> {
  const { key, signerProgram: program, signerArgument: args, publicKey, certificates: certificateFile } = values;
  if ((key === undefined) === (program === undefined)) throw new UsageError('give --key or --signer-program, and not both');
  const certificates = certificateFile === undefined ? undefined : [await readText(certificateFile)];
  if (key !== undefined) {
    if (args.length > 0 || publicKey !== undefined) throw new UsageError('--signer-argument and --public-key belong to --signer-program');
    return readSigner(key, { passphrase: process.env.STREETDATE_PASSPHRASE, certificates });
  }
  const source = publicKey ?? certificateFile;
  if (source === undefined) throw new UsageError('--signer-program needs the public key: --public-key or --certificates');
  const pem = publicKey === undefined ? keyOfCertificate(certificates![0]!, source) : await readText(publicKey);
  try {
    return processSigner({ program: program!, args, publicKey: pem, certificates, signal });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new StreetdateError('bad-evidence', `${source}: it has no public key of Ed25519 or ECDSA on P-256 in PEM`, {
      path: source,
      cause,
    });
  }
}

/** The public key in the first certificate of a PEM text. */
function keyOfCertificate(pem: string, path: string): string {
  try {
    return String(new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'pem' }));
  } catch (cause) {
    throw new StreetdateError('bad-evidence', `${path}: it is no X.509 certificate in PEM`, { path, cause });
  }
}

/** Reads a text. @throws StreetdateError `file-not-found`, `file-unreadable`. */
async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw fileFault(cause, path);
  });
}
