import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { checkPath, readFault, writeFault } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';

/** Bytes of a key. */
const KEY_BYTES = 32;

/** A secret that marks derive from. Patterns and code words are HMAC-SHA256 of it, so a mark holds nothing but what the key gives. */
export class MarkKey {
  readonly #secret: Uint8Array;
  /** Names the key without telling it: 16 hexadecimal digits. */
  readonly id: string;

  /** @param secret - 32 bytes, kept by reference. @throws RangeError for another length. */
  constructor(secret: Uint8Array) {
    if (secret.length !== KEY_BYTES) throw new RangeError(`secret must be ${KEY_BYTES} bytes, got ${secret.length}`);
    this.#secret = secret;
    this.id = this.derive('id').subarray(0, 8).toString('hex');
  }

  /** 32 bytes for a purpose: HMAC-SHA256 of its name and numbers. Equal arguments give equal bytes. */
  derive(purpose: string, ...details: readonly (string | number)[]): Buffer {
    return createHmac('sha256', this.#secret)
      .update(JSON.stringify([purpose, ...details]))
      .digest();
  }

  /** As many bytes as asked for: AES-256-CTR under the {@link derive}d bytes. */
  stream(bytes: number, purpose: string, ...details: readonly (string | number)[]): Uint8Array {
    return createCipheriv('aes-256-ctr', this.derive(purpose, ...details), Buffer.alloc(16)).update(Buffer.alloc(bytes));
  }
}

/** What a token signs so that a key of marks follows. It is no document, and nothing else signs it. */
const TOKEN_MESSAGE = 'streetdate: derive the key of marks, form 1';

/**
 * Derives a key from the signature of one fixed message, so that what marks derive from stays in a token (PKCS#11) or a service. It must give
 * the same signature each time, as Ed25519 does (RFC 8032); ECDSA does not.
 * @param sign - Signs bytes. It is called twice.
 * @throws StreetdateError `bad-evidence` when both signatures differ or are empty. Whatever `sign` throws.
 */
export async function keyOfToken(sign: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<MarkKey> {
  if (typeof sign !== 'function') throw new TypeError(`sign must be a function, got ${typeof sign}`);
  const message = Buffer.from(TOKEN_MESSAGE);
  const [one, other] = [await sign(message), await sign(message)];
  if (one.length === 0 || !Buffer.from(one).equals(other)) {
    const reason = 'the token signs the same bytes in another way each time, as ECDSA does, so that no key of marks can follow from it';
    throw new StreetdateError('bad-evidence', `${reason}: it must have a key of Ed25519`);
  }
  return new MarkKey(createHash('sha256').update(TOKEN_MESSAGE).update(one).digest());
}

/**
 * Makes a key file that only its owner reads: 64 hexadecimal digits and a line feed. Keep it apart from films and lists of recipients.
 * @throws StreetdateError `file-unwritable`, also when the file exists.
 */
export async function createKeyFile(path: string): Promise<MarkKey> {
  checkPath('path', path);
  const secret = randomBytes(KEY_BYTES);
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${secret.toString('hex')}\n`).finally(() => file.close());
  } catch (cause) {
    throw writeFault(path, cause);
  }
  return new MarkKey(secret);
}

/**
 * Reads a key file.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` when it holds something else than 64 hexadecimal digits.
 */
export async function readKeyFile(path: string): Promise<MarkKey> {
  checkPath('path', path);
  const text = await readFile(path, 'latin1').catch((cause) => {
    throw readFault(path, cause);
  });
  if (!/^[0-9a-f]{64}\s*$/i.test(text)) {
    throw new StreetdateError('bad-evidence', `${path} is no key of marks: it must hold 64 hexadecimal digits`, { path });
  }
  return new MarkKey(Buffer.from(text.trim(), 'hex'));
}
