import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { checkObject, checkPath, checkString } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { readWhole } from '../files.ts';
import { publicKeyOf } from './public-key.ts';
import type { Signer } from './signer.ts';

/** Options for {@link readSigner} and {@link signerOf}. */
export interface SignerOptions {
  /** The passphrase of the key. @defaultValue none */
  readonly passphrase?: string | undefined;
  /** X.509 certificates of the key, PEM, that of the key first. @defaultValue none */
  readonly certificates?: readonly string[] | undefined;
}

/**
 * A signer with a private key from a file: PKCS#8 in PEM, encrypted or not, Ed25519 or ECDSA on P-256.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file holds no such key or the passphrase does not fit.
 */
export async function readSigner(path: string, options: SignerOptions = {}): Promise<Signer> {
  checkPath('path', path);
  checkObject('options', options);
  const pem = new TextDecoder().decode(await readWhole(path));
  try {
    return signerOf(pem, options);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const message = `${path}: it is no private key in PKCS#8, Ed25519 or ECDSA on P-256, or its passphrase is missing or wrong`;
    throw new StreetdateError('bad-evidence', message, { path, cause });
  }
}

/**
 * A signer with a private key: PKCS#8 in PEM, Ed25519 or ECDSA on P-256.
 * @throws TypeError when the text is no such key, or the passphrase does not fit.
 */
export function signerOf(pem: string, options: SignerOptions = {}): Signer {
  checkString('pem', pem);
  checkObject('options', options);
  const { passphrase, certificates } = options;
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
  } catch (cause) {
    throw new TypeError('pem must be a private key in PKCS#8 whose passphrase fits', { cause });
  }
  if (!isSupported(key)) throw new TypeError('pem must be a key of Ed25519 or ECDSA on P-256');
  const { id: keyId, der } = publicKeyOf(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  return {
    keyId,
    publicKey: der,
    ...(certificates !== undefined && { certificates }),
    sign: async (bytes) => sign(digestOf(key), bytes, key),
  };
}

/** What Node is told to hash with: Ed25519 hashes by itself. */
function digestOf(key: KeyObject): string | null {
  return key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
}

/** Whether verifiers understand signatures by the key. */
function isSupported(key: KeyObject): boolean {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  return key.asymmetricKeyType === 'ed25519' || (key.asymmetricKeyType === 'ec' && curve === 'prime256v1');
}
