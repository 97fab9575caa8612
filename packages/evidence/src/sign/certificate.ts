import { equalBytes, fromBase64, toHex } from '../bytes/bytes.ts';
import {
  Certificate as AsnCertificate,
  AsnConvert,
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  type Name,
  SubjectKeyIdentifier,
} from './asn1.ts';
import { isSignatureBy, type PublicKey, publicKeyOf, type SignatureDigest } from './public-key.ts';

/** An X.509 certificate, as far as a verifier looks at it (RFC 5280). */
export interface Certificate {
  /** Its DER. */
  readonly der: Uint8Array;
  /** The subject in one line, such as `C=US, CN=Partner`. */
  readonly subject: string;
  /** The subject's name in DER. */
  readonly subjectDer: Uint8Array;
  /** The issuer's name in DER. */
  readonly issuerDer: Uint8Array;
  /** The serial number in hexadecimal, without zeros at its front. */
  readonly serialNumber: string;
  /** From when on it is valid. */
  readonly validFrom: Date;
  /** Until when it is valid. */
  readonly validTo: Date;
  /** The subject's key. */
  readonly publicKey: PublicKey;
  /** Whether the subject may issue certificates. */
  readonly isAuthority: boolean;
  /** Object identifiers of what the key is for; empty where it is not said. */
  readonly purposes: readonly string[];
  /** Whether the key may sign what is no certificate; undefined where the certificate does not say for what the key is. */
  readonly maySign: boolean | undefined;
  /** The identifier of its key, and of its issuer's, in hexadecimal; undefined where it has none. */
  readonly keyIds: { readonly own: string | undefined; readonly issuer: string | undefined };
  /** What is signed, and the signature. */
  readonly signed: { readonly bytes: Uint8Array; readonly digest: SignatureDigest | undefined; readonly signature: Uint8Array };
}

/** The digests of signature algorithms: ECDSA, RSA by PKCS #1, Ed25519. SHA-1 is none of them. */
const DIGESTS: Readonly<Record<string, SignatureDigest>> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
  '1.3.101.112': 'SHA-512',
};

/** Reads a certificate. @throws Error when it is damaged. */
export function readCertificate(der: Uint8Array): Certificate {
  const { tbsCertificate, tbsCertificateRaw, signatureAlgorithm, signatureValue } = AsnConvert.parse(der, AsnCertificate);
  const { subject, issuer, serialNumber, validity, subjectPublicKeyInfo, extensions = [] } = tbsCertificate;
  const extension = (id: string) => extensions.find(({ extnID }) => extnID === id)?.extnValue.buffer;
  const [constraints, usage, purposes] = [extension(id_ce_basicConstraints), extension(id_ce_keyUsage), extension(id_ce_extKeyUsage)];
  const uses = usage === undefined ? undefined : AsnConvert.parse(usage, KeyUsage).toNumber();
  const mayIssue = uses === undefined || (uses & KeyUsageFlags.keyCertSign) !== 0;
  const [ownKey, issuerKey] = [extension(id_ce_subjectKeyIdentifier), extension(id_ce_authorityKeyIdentifier)];
  const issuerKeyId = issuerKey && AsnConvert.parse(issuerKey, AuthorityKeyIdentifier).keyIdentifier?.buffer;
  return {
    der,
    subject: lineOf(subject),
    subjectDer: derOf(subject),
    issuerDer: derOf(issuer),
    serialNumber: toHex(new Uint8Array(serialNumber)).replace(/^0+/, ''),
    validFrom: validity.notBefore.getTime(),
    validTo: validity.notAfter.getTime(),
    publicKey: publicKeyOf(derOf(subjectPublicKeyInfo)),
    isAuthority: constraints !== undefined && AsnConvert.parse(constraints, BasicConstraints).cA && mayIssue,
    purposes: purposes === undefined ? [] : [...AsnConvert.parse(purposes, ExtendedKeyUsage)],
    maySign: uses === undefined ? undefined : (uses & (KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation)) !== 0,
    keyIds: {
      own: ownKey && toHex(new Uint8Array(AsnConvert.parse(ownKey, SubjectKeyIdentifier).buffer)),
      issuer: issuerKeyId && toHex(new Uint8Array(issuerKeyId)),
    },
    signed: {
      bytes: tbsCertificateRaw === undefined ? derOf(tbsCertificate) : new Uint8Array(tbsCertificateRaw),
      digest: DIGESTS[signatureAlgorithm.algorithm],
      signature: new Uint8Array(signatureValue),
    },
  };
}

/** Reads every certificate of a PEM text, in order. @throws Error when one is damaged. */
export function certificatesOf(pem: string): Certificate[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
  return Array.from(blocks, ([, base64 = '']) => readCertificate(fromBase64(base64)));
}

/** Whether one certificate was issued with the key of another. */
export async function isIssuedBy(
  { issuerDer, keyIds, signed }: Certificate,
  { isAuthority, subjectDer, keyIds: issuerKeyIds, publicKey }: Certificate,
): Promise<boolean> {
  const { issuer } = keyIds;
  if (issuer !== undefined && issuerKeyIds.own !== undefined && issuer !== issuerKeyIds.own) return false;
  if (!isAuthority || !equalBytes(issuerDer, subjectDer) || signed.digest === undefined) return false;
  return isSignatureBy(publicKey, signed.digest, signed.bytes, signed.signature);
}

/**
 * What a key may be for that signs evidence: e-mail, code, documents (RFC 9336), documents as Microsoft and Adobe name them, anything. A server's
 * key is for none of these.
 */
const EVIDENCE_PURPOSES = new Set([
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.3',
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.4.1.311.10.3.12',
  '1.2.840.113583.1.1.5',
  '2.5.29.37.0',
]);

/** Why the key of a certificate may not sign evidence; undefined where it may. */
export function useFault({ subject, purposes, maySign }: Certificate): string | undefined {
  if (maySign === false) return `the certificate of ${subject} is not for signatures`;
  if (purposes.length === 0 || purposes.some((purpose) => EVIDENCE_PURPOSES.has(purpose))) return undefined;
  return `the certificate of ${subject} is for ${purposes.map((purpose) => PURPOSE_NAMES[purpose] ?? purpose).join(', ')}, not for evidence`;
}

const PURPOSE_NAMES: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'TLS servers',
  '1.3.6.1.5.5.7.3.2': 'TLS clients',
  '1.3.6.1.5.5.7.3.8': 'time stamps',
  '1.3.6.1.5.5.7.3.9': 'OCSP',
};

/** Short names of attributes (RFC 4514, section 3). */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

function lineOf(name: Name): string {
  const attributes = name.flatMap((part) => part.map(({ type, value }) => `${ATTRIBUTES[type] ?? type}=${value.toString()}`));
  return attributes.join(', ').replace(/\s+/g, ' ');
}

function derOf(value: unknown): Uint8Array {
  return new Uint8Array(AsnConvert.serialize(value));
}
