import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core/portable';
import { fileFault, writeFault } from '@streetdate/engine/internal';
import type { ServiceDatabase } from '../store/database.ts';

/** Encrypts the secrets that webhooks sign with, since a copy of the rows alone should sign nothing. */
export interface SecretSeal {
  /** Encrypts a secret. @param place - The webhook. It opens in that place only. */
  seal(secret: string, place: string): string;
  /** Decrypts a secret. @throws Error if it was sealed with another key, in another place, or changed. What was stored without a key is returned as it is. */
  open(stored: string, place: string): string;
}

/** A secret that another one has replaced. */
export interface OldSecret {
  /** As it is stored. */
  readonly secret: string;
  /** Until when it signs too: ISO 8601, UTC. */
  readonly until: string;
}

/** How a sealed secret begins: what it is sealed with, AES-256-GCM (NIST SP 800-38D). Nonce, tag and ciphertext follow in base64. */
const SEALED = 'aes256gcm:';

/** Lengths in bytes. */
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16] as const;

/** Seals with a key of 32 bytes; without one secrets are stored as they are. */
export function secretSeal(key: Uint8Array | undefined): SecretSeal {
  return {
    seal: (secret, place) => {
      if (key === undefined) return secret;
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return SEALED + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open: (stored, place) => {
      if (!stored.startsWith(SEALED)) return stored;
      if (key === undefined) throw new Error('its secret is encrypted, and this process has no key for it');
      const bytes = Buffer.from(stored.slice(SEALED.length), 'base64');
      const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place));
        cipher.setAuthTag(tag);
        return cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + cipher.final('utf8');
      } catch (cause) {
        throw new Error('its secret was encrypted with another key: start with that one, or renew the secret with keepSeconds 0', {
          cause,
        });
      }
    },
  };
}

/**
 * Reads the key of a file: 32 bytes in base64. Others may not be able to read it.
 * @throws StreetdateError `file-not-found`, `file-unreadable` also if it has no key or others can read it.
 */
export async function readSecretKey(path: string): Promise<Uint8Array> {
  const [{ mode }, text] = await Promise.all([stat(path), readFile(path, 'utf8')]).catch((cause: unknown) => {
    throw fileFault(cause, path);
  });
  const unusable = (reason: string) => new StreetdateError('file-unreadable', `${path}: ${reason}`, { path });
  if ((mode & 0o007) !== 0) throw unusable('everybody on this machine can read the key: take that right away, as with chmod 600');
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw unusable(`a key is ${KEY_BYTES} bytes in base64, as openssl rand -base64 32 makes one`);
  return key;
}

/** The key of a file, which is made if it is missing. @throws As {@link readSecretKey}; StreetdateError `file-unwritable`. */
export async function openSecretKey(path: string): Promise<Uint8Array> {
  try {
    await writeFile(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw writeFault(cause, path);
    await chmod(path, 0o600).catch(() => {});
  }
  return readSecretKey(path);
}

/** Seals the secrets that were stored before there was a key. @returns Whether there were any. */
export async function sealStored(database: ServiceDatabase, { seal }: SecretSeal): Promise<boolean> {
  const rows = await database.selectFrom('webhook').select(['id', 'secret', 'old_secrets']).execute();
  const open = rows.filter(({ secret, old_secrets }) => `${secret}${old_secrets}`.includes('whsec_'));
  for (const { id, secret, old_secrets } of open) {
    const sealed = (text: string) => (text.startsWith(SEALED) ? text : seal(text, id));
    const old = (JSON.parse(old_secrets) as OldSecret[]).map((each) => ({ ...each, secret: sealed(each.secret) }));
    // Not over a secret that another process has renewed meanwhile.
    await database
      .updateTable('webhook')
      .set({ secret: sealed(secret), old_secrets: JSON.stringify(old) })
      .where('id', '=', id)
      .where('secret', '=', secret)
      .execute();
  }
  return open.length > 0;
}
