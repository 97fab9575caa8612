import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { ContentInfo, id_signedData, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { certificatesOf, chainFault, nameOf } from './certificate-chain.ts';

/** Asks an authority for a time stamp (RFC 3161): the request's DER in, the response's DER out. */
export type TimeStamper = (request: Uint8Array) => Promise<Uint8Array>;

const SHA256 = '2.16.840.1.101.3.4.2.1';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** Digests that a stamp may be signed over, by their object identifiers. */
const DIGESTS: Readonly<Record<string, string>> = {
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** The DER of a request for a stamp over bytes with that SHA-256. It asks for the authority's certificate, and has no nonce: equal bytes give an equal request. */
export function timeStampRequest(sha256: Uint8Array): Uint8Array {
  const messageImprint = new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
    hashedMessage: new OctetString(sha256),
  });
  return new Uint8Array(AsnConvert.serialize(new TimeStampReq({ messageImprint, certReq: true })));
}

/** A stamp that holds: when, and by whom. */
export interface TimeStamp {
  /** When the authority saw the digest. */
  readonly time: Date;
  /** The subject of the authority's certificate. */
  readonly authority: string;
}

/**
 * Checks a response of an authority (RFC 3161) against a digest and trusted certificates.
 * @param roots - Trusted certificates, PEM.
 * @returns The stamp, or why it does not hold.
 */
export function checkTimeStamp(
  response: Uint8Array,
  sha256: Uint8Array,
  roots: readonly string[],
): TimeStamp | { readonly reason: string } {
  try {
    return checkResponse(response, sha256, roots.flatMap(certificatesOf));
  } catch (cause) {
    return { reason: `it is no response of a time-stamping authority: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

function checkResponse(
  response: Uint8Array,
  sha256: Uint8Array,
  roots: readonly X509Certificate[],
): TimeStamp | { readonly reason: string } {
  const { status, timeStampToken } = AsnConvert.parse(response, TimeStampResp);
  if (timeStampToken === undefined || status.status > 1) return { reason: 'the authority did not grant it' };
  const token = AsnConvert.parse(AsnConvert.serialize(timeStampToken), ContentInfo);
  if (token.contentType !== id_signedData) return { reason: 'it is not signed' };
  const signed = AsnConvert.parse(token.content, SignedData);
  const { eContentType, eContent } = signed.encapContentInfo;
  if (eContentType !== TST_INFO || eContent?.single === undefined) return { reason: 'it holds no time' };
  const content = Buffer.from(eContent.single.buffer);
  const { messageImprint, genTime } = AsnConvert.parse(content, TSTInfo);
  const { hashAlgorithm, hashedMessage } = messageImprint;
  if (hashAlgorithm.algorithm !== SHA256 || !Buffer.from(hashedMessage.buffer).equals(Buffer.from(sha256))) {
    return { reason: 'it was given for another digest' };
  }
  const certificates = (signed.certificates ?? []).flatMap(({ certificate }) =>
    certificate === undefined ? [] : [new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))],
  );
  const [signer, ...further] = signed.signerInfos;
  if (signer === undefined || further.length > 0) return { reason: 'it must have one signature' };
  const digest = DIGESTS[signer.digestAlgorithm.algorithm];
  if (digest === undefined) return { reason: `its digest ${signer.digestAlgorithm.algorithm} is not accepted` };
  const { signedAttrs } = signer;
  if (signedAttrs === undefined) return { reason: 'its signature covers no attributes' };
  const attribute = (type: string) => signedAttrs.find(({ attrType }) => attrType === type)?.attrValues[0];
  const [messageDigest, contentType] = [attribute(MESSAGE_DIGEST), attribute(CONTENT_TYPE)];
  if (messageDigest === undefined || contentType === undefined) return { reason: 'its signature does not cover the time' };
  const claimed = Buffer.from(AsnConvert.parse(messageDigest, OctetString).buffer);
  if (!claimed.equals(createHash(digest).update(content).digest())) return { reason: 'the time in it was changed' };
  // What is signed is the DER of the set of attributes; inside the signature it has another tag (RFC 5652, 5.4).
  const set = derSet(signedAttrs.map((each) => Buffer.from(AsnConvert.serialize(each))));
  const serial = signer.sid.issuerAndSerialNumber?.serialNumber;
  const number = serial && Buffer.from(serial).toString('hex').replace(/^0+/, '').toUpperCase();
  const certificate = certificates.find(({ serialNumber }) => serialNumber.replace(/^0+/, '') === number);
  if (certificate === undefined) return { reason: "it lacks the authority's certificate" };
  if (!isSignature(certificate.publicKey, digest, set, Buffer.from(signer.signature.buffer)))
    return { reason: 'its signature does not fit' };
  if (!certificate.keyUsage?.includes(TIME_STAMPING)) return { reason: `the certificate of ${nameOf(certificate)} is not for time stamps` };
  const fault = chainFault(certificate, certificates, roots, genTime);
  return fault === undefined ? { time: genTime, authority: nameOf(certificate) } : { reason: fault };
}

function isSignature(key: KeyObject, digest: string, signed: Uint8Array, signature: Uint8Array): boolean {
  return verify(key.asymmetricKeyType === 'ed25519' ? null : digest, signed, key, signature);
}

/** The DER of a SET OF elements: sorted, behind tag and length (X.690, 11.6). */
function derSet(elements: readonly Buffer[]): Buffer {
  const content = Buffer.concat([...elements].sort(Buffer.compare));
  const digits = Buffer.from(content.length.toString(16).padStart(content.length > 0xff ? 4 : 2, '0'), 'hex');
  const length = content.length < 0x80 ? digits : Buffer.concat([Buffer.of(0x80 | digits.length), digits]);
  return Buffer.concat([Buffer.of(0x31), length, content]);
}
