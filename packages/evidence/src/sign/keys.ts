import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** SHA-256 of a public key's DER, in hexadecimal. */
export function idOfKey(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** Reads a public key in PEM. @throws TypeError when the text is none. */
export function readPublicKey(pem: string): KeyObject {
  // Node would take the public half of a private key. Whoever hands one of those out should be told.
  if (/PRIVATE KEY/.test(pem)) throw new TypeError('a trusted key must be a public key, got a private one');
  try {
    return createPublicKey(pem);
  } catch (cause) {
    throw new TypeError('a trusted key must be a public key in PEM', { cause });
  }
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
