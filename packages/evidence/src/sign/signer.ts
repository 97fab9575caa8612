import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { StreetdateError } from '@streetdate/core/portable';
import { readWhole } from '../files.ts';

/** Signs for one key, wherever that is kept: in a file, a token or a service. */
export interface Signer {
  /** SHA-256 of the public key's DER (SubjectPublicKeyInfo), in hexadecimal. */
  readonly keyId: string;
  /** X.509 certificates of the key, PEM, that of the key first, then its issuers. @defaultValue none */
  readonly certificates?: readonly string[];
  /** Signs bytes: Ed25519, or ECDSA over SHA-256 in DER. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Options for {@link readSigner}. */
export interface SignerOptions {
  /** The passphrase of the file. @defaultValue none */
  readonly passphrase?: string | undefined;
  /** X.509 certificates of the key, PEM, that of the key first. @defaultValue none */
  readonly certificates?: readonly string[] | undefined;
}

/**
 * A signer with a private key from a file: PKCS#8 in PEM, encrypted or not, Ed25519 or ECDSA on P-256.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when the file holds no such key or the passphrase does not fit.
 */
export async function readSigner(path: string, options: SignerOptions = {}): Promise<Signer> {
  const { passphrase, certificates } = options;
  const pem = new TextDecoder().decode(await readWhole(path));
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
  } catch (cause) {
    const message = `${path}: it is no private key in PKCS#8, or its passphrase is missing or wrong`;
    throw new StreetdateError('bad-evidence', message, { path, cause });
  }
  if (!isSupported(key)) {
    throw new StreetdateError('bad-evidence', `${path}: its key is neither Ed25519 nor ECDSA on P-256`, { path });
  }
  return signerOf(key, certificates);
}

/** A signer with a private key in memory. @throws TypeError for a key that is neither Ed25519 nor ECDSA on P-256. */
export function signerOf(key: KeyObject, certificates?: readonly string[]): Signer {
  if (key.type !== 'private' || !isSupported(key)) throw new TypeError('key must be a private key, Ed25519 or ECDSA on P-256');
  return {
    keyId: keyIdOf(createPublicKey(key)),
    ...(certificates !== undefined && { certificates }),
    sign: async (bytes) => sign(digestOf(key), bytes, key),
  };
}

/** SHA-256 of a public key's DER, in hexadecimal. */
export function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** What Node is told to hash with: Ed25519 hashes by itself. */
export function digestOf(key: KeyObject): string | null {
  return key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
}

/** Whether signatures by the key are understood. */
export function isSupported(key: KeyObject): boolean {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  return key.asymmetricKeyType === 'ed25519' || (key.asymmetricKeyType === 'ec' && curve === 'prime256v1');
}
