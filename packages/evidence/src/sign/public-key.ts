import { checkString } from '@streetdate/core/internal';
import { fromBase64, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { AsnConvert, SubjectPublicKeyInfo } from './asn1.ts';

/** A public key. */
export interface PublicKey {
  /** SHA-256 of its DER (SubjectPublicKeyInfo), in hexadecimal. */
  readonly id: string;
  /** Its DER. */
  readonly der: Uint8Array<ArrayBuffer>;
  /** The object identifiers of its algorithm and, for elliptic curves, its curve. */
  readonly algorithm: string;
}

/** Digests that signatures are made over, as WebCrypto names them. */
export type SignatureDigest = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** The object identifier of Ed25519. */
export const ED25519 = '1.3.101.112';
const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
/** Curves by the last bytes of their object identifiers' DER, with the bytes of a coordinate. */
const CURVES: readonly { readonly der: string; readonly name: string; readonly bytes: number }[] = [
  { der: '06082a8648ce3d030107', name: 'P-256', bytes: 32 },
  { der: '06052b81040022', name: 'P-384', bytes: 48 },
  { der: '06052b81040023', name: 'P-521', bytes: 66 },
];

/** The public key of a DER. @throws Error when it is none. */
export function publicKeyOf(der: Uint8Array): PublicKey {
  const { algorithm } = AsnConvert.parse(der, SubjectPublicKeyInfo).algorithm;
  const own = Uint8Array.from(der);
  return { id: toHex(sha256(own)), der: own, algorithm };
}

/** Reads a public key in PEM. @throws TypeError when the text is none. */
export function readPublicKey(pem: string): PublicKey {
  // Whoever hands out a private key should be told.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) throw new TypeError('a trusted key must be a public key, got a private one');
  const [, base64] = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem) ?? [];
  try {
    if (base64 === undefined) throw new RangeError('it has no public key');
    return publicKeyOf(fromBase64(base64));
  } catch (cause) {
    throw new TypeError('a trusted key must be a public key in PEM', { cause });
  }
}

/** The id of a public key in PEM: SHA-256 of its DER, in hexadecimal. @throws TypeError when the text is no public key. */
export function keyIdOf(pem: string): string {
  checkString('pem', pem);
  return readPublicKey(pem).id;
}

/**
 * Whether a signature over bytes is by a key: Ed25519, ECDSA in DER on P-256, P-384 or P-521, or RSA by PKCS #1 v1.5. WebCrypto computes it,
 * in browsers as in Node.
 */
export async function isSignatureBy(key: PublicKey, digest: SignatureDigest, signed: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const { subtle } = globalThis.crypto;
  const [bytes, own] = [Uint8Array.from(signed), Uint8Array.from(signature)];
  try {
    if (key.algorithm === ED25519) {
      const name = 'Ed25519';
      return await subtle.verify({ name }, await subtle.importKey('spki', key.der, { name }, false, ['verify']), own, bytes);
    }
    if (key.algorithm === RSA) {
      const name = 'RSASSA-PKCS1-v1_5';
      const imported = await subtle.importKey('spki', key.der, { name, hash: digest }, false, ['verify']);
      return await subtle.verify({ name }, imported, own, bytes);
    }
    const hex = toHex(key.der.subarray(0, 32));
    const curve = key.algorithm === EC ? CURVES.find(({ der }) => hex.includes(der)) : undefined;
    const pair = curve && ecdsaPair(own, curve.bytes);
    if (curve === undefined || pair === undefined) return false;
    const imported = await subtle.importKey('spki', key.der, { name: 'ECDSA', namedCurve: curve.name }, false, ['verify']);
    return await subtle.verify({ name: 'ECDSA', hash: digest }, imported, pair, bytes);
  } catch {
    return false;
  }
}

/** The two numbers of an ECDSA signature in DER (RFC 3279, 2.2.3), each in so many bytes, as WebCrypto takes them; undefined for other bytes. */
export function ecdsaPair(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  const pair = new Uint8Array(2 * size);
  // The length takes two bytes from 128 on.
  let at = der[1] === 0x81 ? 3 : 2;
  if (der[0] !== 0x30 || der[at - 1] !== der.length - at) return undefined;
  for (const end of [size, 2 * size]) {
    const length = der[at + 1] ?? 0;
    if (der[at] !== 0x02 || length === 0) return undefined;
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number[0] === 0 ? number.subarray(1) : number;
    if (digits.length > size) return undefined;
    pair.set(digits, end - digits.length);
    at += 2 + length;
  }
  return at === der.length ? pair : undefined;
}
