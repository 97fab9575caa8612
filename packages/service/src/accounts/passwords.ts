import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** Work of one password: cost 2^`ln`, block size `r`, `p` times. */
interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** One of the settings that OWASP's Password Storage Cheat Sheet lists as equal; this one takes 32 MiB. */
const COST: ScryptCost = { ln: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Fewest and most characters of a password. */
export const PASSWORD_LENGTH = { least: 12, most: 256 } as const;

/** Hashes made at once, and those that may wait. Each holds a thread that files need as well, and 32 MiB. */
const QUEUE = { atOnce: 2, most: 64 } as const;

/** Too many sign-ins at once. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/**
 * Why a password is refused, as a sentence; undefined for one that is taken.
 * @param about - Texts that it must not be made of, such as the account's e-mail address.
 */
export function passwordFault(password: string, about: readonly string[] = []): string | undefined {
  const { length } = [...password];
  if (length < PASSWORD_LENGTH.least) return `a password must have at least ${PASSWORD_LENGTH.least} characters, got ${length}`;
  if (length > PASSWORD_LENGTH.most) return `a password must have at most ${PASSWORD_LENGTH.most} characters, got ${length}`;
  const plain = password.normalize('NFKC').toLowerCase();
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(plain.replace(/[^a-z]+$/, '')))
    return 'this password is among the first that are guessed';
  if (new Set(plain).size < 5) return 'a password must have at least 5 different characters';
  const parts = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= 4);
  const rest = parts.reduce((text, part) => text.replaceAll(part, ''), plain);
  if (rest.length < PASSWORD_LENGTH.least / 2) return 'a password must not be made of the name or the e-mail address';
  return undefined;
}

/** Hashes a password as `$scrypt$ln=15,r=8,p=3$salt$hash`, the form of the Password Hashing Competition's strings. @throws BusyError. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return write(COST, salt, await derive(password, salt, COST));
}

/**
 * Checks a password.
 * @param stored - As {@link hashPassword} wrote it; undefined if there is none. The work is the same then.
 * @returns Whether it is right, and whether it should be hashed anew because the settings have changed.
 * @throws BusyError.
 */
export async function checkPassword(
  password: string,
  stored: string | undefined,
): Promise<{ readonly isRight: boolean; readonly isOutdated: boolean }> {
  const parts = stored === undefined ? undefined : read(stored);
  const { cost, salt, hash } = parts ?? NOBODY;
  const isRight = timingSafeEqual(await derive(password, salt, cost), hash) && parts !== undefined;
  return { isRight, isOutdated: isRight && (cost.ln !== COST.ln || cost.r !== COST.r || cost.p !== COST.p) };
}

/** What a password is compared with if there is no account. */
const NOBODY = { cost: COST, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) };

function write({ ln, r, p }: ScryptCost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

function read(stored: string) {
  const [, ln, r, p, salt = '', hash = ''] = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored) ?? [];
  const bytes = Buffer.from(hash, 'base64url');
  if (bytes.length !== HASH_BYTES) throw new TypeError('a stored password must be one that hashPassword wrote');
  return { cost: { ln: Number(ln), r: Number(r), p: Number(p) }, salt: Buffer.from(salt, 'base64url'), hash: bytes };
}

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
  if (waiting.length >= QUEUE.most) throw new BusyError('too many sign-ins at once; try again');
  if (running >= QUEUE.atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    const N = 2 ** ln;
    const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
    return await new Promise((resolve, reject) => {
      // In one form, so that a keyboard that writes é as two characters gives the same password.
      scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
    });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
