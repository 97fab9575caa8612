import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Random bytes of a secret. */
const SECRET_BYTES = 32;

/** A new secret of 256 random bits, as base64url after a prefix that says what it is for. */
export function newSecret(prefix: 'sd_' | 'sds_' | 'sdl_' | 'sdd_' | 'sdo_'): string {
  return prefix + randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * What the database keeps of a secret: its SHA-256. A slow hash protects a password, because people choose guessable ones. Nobody can guess
 * 256 random bits, so a fast hash is enough, and a row is found by it without comparing secrets.
 */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether two texts are equal. The time that it takes tells nothing about where they differ. */
export function areEqualSecrets(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}
