import { checkBytes, checkList, checkString } from '@streetdate/core/internal';
import { equalBytes, joinBytes, toHex } from '../bytes/bytes.ts';
import { DIGESTS } from '../bytes/hash.ts';
import {
  AlgorithmIdentifier,
  AsnConvert,
  ContentInfo,
  id_signedData,
  MessageImprint,
  OctetString,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from './asn1.ts';
import { type Certificate, certificatesOf, readCertificate } from './certificate.ts';
import { chainFault } from './certificate-chain.ts';
import { isSignatureBy, type SignatureDigest } from './public-key.ts';

/** Asks an authority for a time stamp (RFC 3161): the request's DER in, the response's DER out. */
export type TimeStamper = (request: Uint8Array) => Promise<Uint8Array>;

const SHA256 = '2.16.840.1.101.3.4.2.1';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** Digests that a stamp may be signed over, by their object identifiers. */
const STAMP_DIGESTS: Readonly<Record<string, { readonly name: string; readonly signature: SignatureDigest }>> = {
  [SHA256]: { name: 'sha256', signature: 'SHA-256' },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', signature: 'SHA-384' },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', signature: 'SHA-512' },
};

/** The DER of a request for a stamp over bytes with that SHA-256. It asks for the authority's certificate, and has no nonce: equal bytes give an equal request. */
export function timeStampRequest(sha256: Uint8Array): Uint8Array {
  checkBytes('sha256', sha256);
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
export async function checkTimeStamp(
  response: Uint8Array,
  sha256: Uint8Array,
  roots: readonly string[],
): Promise<TimeStamp | { readonly reason: string }> {
  checkBytes('response', response);
  checkBytes('sha256', sha256);
  checkList('roots', roots, checkString);
  try {
    return await checkResponse(response, sha256, roots.flatMap(certificatesOf));
  } catch (cause) {
    return { reason: `it is no response of a time-stamping authority: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

/**
 * Why an authority's response is no stamp of a digest, whoever trusts it; undefined where it is one. A stamp that is kept is looked at first.
 */
export async function stampFault(response: Uint8Array, sha256: Uint8Array): Promise<string | undefined> {
  checkBytes('response', response);
  checkBytes('sha256', sha256);
  try {
    const stamp = await checkResponse(response, sha256);
    return 'reason' in stamp ? stamp.reason : undefined;
  } catch (cause) {
    return `it is no response of a time-stamping authority: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

/** @param roots - Trusted certificates. @defaultValue whoever stamped it is believed */
async function checkResponse(
  response: Uint8Array,
  sha256: Uint8Array,
  roots?: readonly Certificate[],
): Promise<TimeStamp | { readonly reason: string }> {
  const { status, timeStampToken } = AsnConvert.parse(response, TimeStampResp);
  if (timeStampToken === undefined || status.status > 1) return { reason: 'the authority did not grant it' };
  const token = AsnConvert.parse(AsnConvert.serialize(timeStampToken), ContentInfo);
  if (token.contentType !== id_signedData) return { reason: 'it is not signed' };
  const signed = AsnConvert.parse(token.content, SignedData);
  const { eContentType, eContent } = signed.encapContentInfo;
  if (eContentType !== TST_INFO || eContent?.single === undefined) return { reason: 'it holds no time' };
  const content = new Uint8Array(eContent.single.buffer);
  const { messageImprint, genTime } = AsnConvert.parse(content, TSTInfo);
  const { hashAlgorithm, hashedMessage } = messageImprint;
  if (hashAlgorithm.algorithm !== SHA256 || !equalBytes(new Uint8Array(hashedMessage.buffer), sha256)) {
    return { reason: 'it was given for another digest' };
  }
  const certificates = (signed.certificates ?? []).flatMap(({ certificate }) =>
    certificate === undefined ? [] : [readCertificate(new Uint8Array(AsnConvert.serialize(certificate)))],
  );
  const [signer, ...further] = signed.signerInfos;
  if (signer === undefined || further.length > 0) return { reason: 'it must have one signature' };
  const digest = STAMP_DIGESTS[signer.digestAlgorithm.algorithm];
  if (digest === undefined) return { reason: `its digest ${signer.digestAlgorithm.algorithm} is not accepted` };
  const { signedAttrs } = signer;
  if (signedAttrs === undefined) return { reason: 'its signature covers no attributes' };
  const attribute = (type: string) => signedAttrs.find(({ attrType }) => attrType === type)?.attrValues[0];
  const [messageDigest, contentType] = [attribute(MESSAGE_DIGEST), attribute(CONTENT_TYPE)];
  if (messageDigest === undefined || contentType === undefined) return { reason: 'its signature does not cover the time' };
  const claimed = new Uint8Array(AsnConvert.parse(messageDigest, OctetString).buffer);
  if (!equalBytes(claimed, DIGESTS.get(digest.name)!(content))) return { reason: 'the time in it was changed' };
  // What is signed is the DER of the set of attributes; inside the signature it has another tag (RFC 5652, 5.4).
  const set = derSet(signedAttrs.map((each) => new Uint8Array(AsnConvert.serialize(each))));
  const { issuerAndSerialNumber: named, subjectKeyIdentifier: keyId } = signer.sid;
  const number = named && toHex(new Uint8Array(named.serialNumber)).replace(/^0+/, '');
  const issuer = named && new Uint8Array(AsnConvert.serialize(named.issuer));
  const own = keyId && toHex(new Uint8Array(keyId.buffer));
  const certificate = certificates.find(({ serialNumber, issuerDer, keyIds }) =>
    issuer === undefined ? own !== undefined && keyIds.own === own : serialNumber === number && equalBytes(issuerDer, issuer),
  );
  if (certificate === undefined) return { reason: "it lacks the authority's certificate" };
  const { publicKey, purposes, subject } = certificate;
  if (!(await isSignatureBy(publicKey, digest.signature, set, new Uint8Array(signer.signature.buffer))))
    return { reason: 'its signature does not fit' };
  if (!purposes.includes(TIME_STAMPING)) return { reason: `the certificate of ${subject} is not for time stamps` };
  const fault = roots && (await chainFault(certificate, certificates, roots, genTime));
  return fault === undefined ? { time: genTime, authority: subject } : { reason: fault };
}

/** The DER of a SET OF elements: sorted, behind tag and length (X.690, 11.6). */
function derSet(elements: readonly Uint8Array[]): Uint8Array {
  const content = joinBytes(...[...elements].sort((one, other) => (toHex(one) < toHex(other) ? -1 : 1)));
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >>> 8, length & 0xff];
  return joinBytes(Uint8Array.of(0x31, ...size), content);
}
