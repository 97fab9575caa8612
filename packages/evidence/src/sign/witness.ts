import { checkObject, checkString } from '@streetdate/core/internal';
import { equalBytes, fromBase64, joinBytes, toBase64, toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { type Checkpoint, LEDGER_ORIGIN, noteText } from '../ledger/checkpoint.ts';
import { isSignatureBy, type PublicKey, publicKeyOf } from './public-key.ts';
import type { Signer } from './signer.ts';

/** A key that signs checkpoints: of a log, or of a witness, who adds the time at which the checkpoint was seen. */
export interface NoteKey {
  /** Its name, as signatures have it. */
  readonly name: string;
  /** The four bytes that tell keys of one name apart. */
  readonly hash: Uint8Array;
  /** 1: Ed25519 over the note; 4: Ed25519 over the note and a time (C2SP tlog-cosignature). */
  readonly kind: 1 | 4;
  /** The key. */
  readonly publicKey: PublicKey;
}

/** The DER of an Ed25519 public key, before its 32 bytes (RFC 8410). */
const ED25519_DER = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** The four bytes of a key's name, kind and bytes (C2SP signed-note). */
export function noteKeyHash(name: string, kind: 1 | 4, raw: Uint8Array): Uint8Array {
  return sha256(toBytes(`${name}\n`), Uint8Array.of(kind), raw).slice(0, 4);
}

/** Reads a key as logs and witnesses hand it out: `NAME+HASH+KEY` (C2SP signed-note). @throws TypeError when the text is none. */
export function readNoteKey(text: string): NoteKey {
  checkString('text', text);
  const [, name, hash, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  const bytes = base64 === undefined ? undefined : fromBase64(base64);
  const kind = bytes?.[0];
  if (name === undefined || bytes?.length !== 33 || (kind !== 1 && kind !== 4)) {
    throw new TypeError('a witness must be given as NAME+HASH+KEY, with a key of Ed25519');
  }
  const own = noteKeyHash(name, kind, bytes.subarray(1));
  if (toHex(own) !== hash) throw new TypeError(`the key of the witness ${name} does not have the hash ${hash}: it is mistyped`);
  return { name, hash: own, kind, publicKey: publicKeyOf(joinBytes(ED25519_DER, bytes.subarray(1))) };
}

/** A checkpoint as a signed note (C2SP tlog-checkpoint), and the key by which logs and witnesses check it. */
export interface SignedNote {
  /** The note: a text, an empty line, and a signature. Witnesses add lines with theirs. */
  readonly note: string;
  /** The key as `NAME+HASH+KEY`, to be handed out. */
  readonly key: string;
}

/**
 * Signs a checkpoint as a note, in the form that public witnesses take.
 * @param origin - The name of the ledger: a domain and a path of its owner, such as `example.org/ledger`.
 * @throws RangeError for an origin with a blank or a plus, or a key that is not of Ed25519.
 */
export async function signNote(
  checkpoint: Pick<Checkpoint, 'size' | 'root'>,
  signer: Signer,
  origin: string = LEDGER_ORIGIN,
): Promise<SignedNote> {
  checkObject('signer', signer);
  checkString('origin', origin);
  if (!/^[^\s+]+$/.test(origin)) throw new RangeError(`origin must be a name without blanks and plus signs, got ${JSON.stringify(origin)}`);
  const { publicKey: der } = signer;
  if (der === undefined || !equalBytes(der.subarray(0, ED25519_DER.length), ED25519_DER)) {
    throw new RangeError('signer must have a key of Ed25519: notes know no other');
  }
  const [raw, text] = [der.subarray(ED25519_DER.length), noteText(checkpoint, origin)];
  const hash = noteKeyHash(origin, 1, raw);
  const signature = toBase64(joinBytes(hash, await signer.sign(toBytes(text))));
  return { note: `${text}\n— ${origin} ${signature}\n`, key: `${origin}+${toHex(hash)}+${toBase64(joinBytes(Uint8Array.of(1), raw))}` };
}

/** What a key says of a signed note. */
export interface Cosignature {
  /** Whether its signature fits; undefined where it did not sign. */
  readonly holds: boolean | undefined;
  /** When the witness saw it. */
  readonly at?: Date;
}

/** Checks the signature of a key under a note: text, an empty line, and a line for each signature. */
export async function checkCosignature(note: string, key: NoteKey): Promise<Cosignature> {
  checkString('note', note);
  checkObject('key', key);
  const { name, hash, kind, publicKey } = key;
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2).split('\n')) {
    const [, signer, base64] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    if (signer !== name || base64 === undefined) continue;
    const bytes = fromBase64(base64);
    if (!equalBytes(bytes.subarray(0, 4), hash)) continue;
    if (kind === 1) return { holds: await isSignatureBy(publicKey, 'SHA-256', toBytes(text), bytes.subarray(4)) };
    if (bytes.length !== 4 + 8 + 64) return { holds: false };
    const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset + 4, 8).getBigUint64(0));
    const signed = toBytes(`cosignature/v1\ntime ${seconds}\n${text}`);
    return { holds: await isSignatureBy(publicKey, 'SHA-256', signed, bytes.subarray(12)), at: new Date(1000 * seconds) };
  }
  return { holds: undefined };
}
