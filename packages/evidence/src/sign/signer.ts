import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { StreetdateError } from '@streetdate/core/portable';
import { readWhole } from '../files.ts';
import { digestOf, idOfKey, isSupported, readPublicKey } from './keys.ts';

/** Signs for one key, wherever that is kept: in a file, a token or a service. */
export interface Signer {
  /** SHA-256 of the public key's DER (SubjectPublicKeyInfo), in hexadecimal. */
  readonly keyId: string;
  /** X.509 certificates of the key, PEM, that of the key first, then its issuers. @defaultValue none */
  readonly certificates?: readonly string[];
  /** Signs bytes: Ed25519, or ECDSA over SHA-256 in DER. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

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
  const { passphrase, certificates } = options;
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
  } catch (cause) {
    throw new TypeError('pem must be a private key in PKCS#8 whose passphrase fits', { cause });
  }
  if (!isSupported(key)) throw new TypeError('pem must be a key of Ed25519 or ECDSA on P-256');
  return {
    keyId: idOfKey(createPublicKey(key)),
    ...(certificates !== undefined && { certificates }),
    sign: async (bytes) => sign(digestOf(key), bytes, key),
  };
}

/** The id of a public key in PEM: SHA-256 of its DER, in hexadecimal. @throws TypeError when the text is no public key. */
export function keyIdOf(pem: string): string {
  return idOfKey(readPublicKey(pem));
}
