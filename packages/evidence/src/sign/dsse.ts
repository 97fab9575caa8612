import { fromBase64, joinBytes, toBase64, toBytes, toText } from '../bytes/bytes.ts';
import { fromCanonicalJson, toCanonicalJson } from '../canonical-json.ts';
import { explainMisfit, z } from '../schema.ts';
import { isSignatureBy, type PublicKey } from './public-key.ts';
import type { Signer } from './signer.ts';

/** An envelope of DSSE v1: a payload, its type, and signatures over both. */
export interface Envelope {
  /** The payload, base64. */
  readonly payload: string;
  /** What the payload is: a media type. */
  readonly payloadType: string;
  /** Signatures: the key's id, and base64. */
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

const envelope = z.strictObject({
  payload: z.base64(),
  payloadType: z.string(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.base64() })).min(1),
});

/** The bytes that DSSE signs: lengths and texts of type and payload, so that neither can pass for a part of the other. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = toBytes(payloadType);
  return joinBytes(toBytes(`DSSEv1 ${type.length} `), type, toBytes(` ${payload.length} `), payload);
}

/** Signs a payload. @returns The envelope as canonical JSON. */
export async function signEnvelope(payloadType: string, payload: Uint8Array, signers: readonly Signer[]): Promise<Uint8Array> {
  const signed = preAuthEncoding(payloadType, payload);
  const signatures = [];
  for (const signer of signers) signatures.push({ keyid: signer.keyId, sig: toBase64(await signer.sign(signed)) });
  const value: Envelope = { payload: toBase64(payload), payloadType, signatures };
  return toBytes(toCanonicalJson(value));
}

/** Reads an envelope, or says why it is none. Only canonical JSON and canonical base64 are taken: no byte of it may change unnoticed. */
export function readEnvelope(bytes: Uint8Array): Envelope | { readonly reason: string } {
  const value = fromCanonicalJson(toText(bytes));
  if (value === undefined) return { reason: 'it is no canonical JSON' };
  const misfit = explainMisfit(envelope, value);
  if (misfit !== undefined) return { reason: misfit };
  const read = value as unknown as Envelope;
  const texts = [read.payload, ...read.signatures.map(({ sig }) => sig)];
  const isCanonical = texts.every((text) => toBase64(fromBase64(text)) === text);
  return isCanonical ? read : { reason: 'its base64 is not canonical' };
}

/** Whether a signature of an envelope is by a key. */
export async function isSignedBy({ payload, payloadType }: Envelope, signature: string, key: PublicKey): Promise<boolean> {
  return isSignatureBy(key, 'SHA-256', preAuthEncoding(payloadType, fromBase64(payload)), fromBase64(signature));
}
