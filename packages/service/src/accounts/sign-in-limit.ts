import { createHash } from 'node:crypto';
import type { ServiceDatabase } from '../store/database.ts';

/** What failed sign-ins are counted by. */
export type LimitSubject =
  /** An address and the organisation that it tries to get into: one organisation's failures keep no other one out of a shared address. */
  | { readonly kind: 'address'; readonly address: string; readonly organisation: string }
  | { readonly kind: 'account'; readonly organisation: string; readonly email: string }
  | { readonly kind: 'device'; readonly secret: string };

/** Failures that are free, and the longest wait after many, milliseconds. Each failure doubles the wait, from a second on. */
const LIMITS = {
  // Many people may share an address.
  address: { free: 30, mostMs: 15 * 60_000 },
  account: { free: 10, mostMs: 15 * 60_000 },
  device: { free: 10, mostMs: 15 * 60_000 },
} as const;

/** After this time without a failure nothing is counted any more, milliseconds. */
const FORGOTTEN_MS = 24 * 3_600_000;

/** An attempt that is not looked at. */
export class TooManySignInsError extends Error {
  override readonly name = 'TooManySignInsError';
  /** Whole seconds to wait. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`too many sign-ins have failed; wait ${seconds} s`);
    this.seconds = seconds;
  }
}

/**
 * Counts an attempt as failed before the password is looked at, so that attempts at the same time are all counted.
 * @throws TooManySignInsError if one of the subjects has to wait. Nothing is counted then, or a stranger could prolong the wait for ever.
 */
export async function countAttempt(database: ServiceDatabase, subjects: readonly LimitSubject[], now: Date): Promise<void> {
  const time = now.toISOString();
  const forgotten = new Date(now.getTime() - FORGOTTEN_MS).toISOString();
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('sign_in_limit').where('updated_at', '<', forgotten).execute();
    for (const subject of [...subjects].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))) {
      const row = await transaction
        .insertInto('sign_in_limit')
        .values({ key: keyOf(subject), failures: 1, free_at: time, updated_at: time })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet(({ eb }) => ({ failures: eb('sign_in_limit.failures', '+', 1), updated_at: time })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      // An error takes the counting of this transaction back.
      if (row.free_at > time) throw new TooManySignInsError(Math.ceil((Date.parse(row.free_at) - now.getTime()) / 1000));
      const free = new Date(now.getTime() + waitMs(subject.kind, row.failures)).toISOString();
      await transaction.updateTable('sign_in_limit').set({ free_at: free }).where('key', '=', row.key).execute();
    }
  });
}

/**
 * Takes an attempt back that was right. The counts of its account and device begin anew. That of its address only loses this attempt:
 * otherwise somebody with an account could guess others' passwords without end.
 */
export async function forgiveAttempt(database: ServiceDatabase, subjects: readonly LimitSubject[], now: Date): Promise<void> {
  for (const subject of subjects) {
    const own = database.updateTable('sign_in_limit').where('key', '=', keyOf(subject));
    if (subject.kind === 'address') await own.set(({ eb }) => ({ failures: eb('failures', '-', 1), free_at: now.toISOString() })).execute();
    else await database.deleteFrom('sign_in_limit').where('key', '=', keyOf(subject)).execute();
  }
}

function waitMs(kind: LimitSubject['kind'], failures: number): number {
  const { free, mostMs } = LIMITS[kind];
  return failures < free ? 0 : Math.min(1000 * 2 ** Math.min(failures - free, 30), mostMs);
}

function keyOf(subject: LimitSubject): string {
  const parts =
    subject.kind === 'address'
      ? [networkOf(subject.address), subject.organisation]
      : subject.kind === 'account'
        ? [subject.organisation, subject.email]
        : [subject.secret];
  // A digest: the table tells nobody which addresses and accounts were tried.
  return createHash('sha256')
    .update(JSON.stringify([subject.kind, ...parts]))
    .digest('hex');
}

/** An IPv4 address, or the /64 network of an IPv6 address: one customer has that many addresses. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  return [...groups, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...rest]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
