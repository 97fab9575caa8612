import { expect, test } from 'vitest';
import {
  countAttempt,
  forgiveAttempt,
  type LimitSubject,
  networkOf,
  TooManySignInsError,
} from '../../../packages/service/src/accounts/sign-in-limit.ts';
import { at, openTables } from './tools/tables.ts';

const account: LimitSubject = { kind: 'account', organisation: 'o', email: 'a@example.com' };
const device: LimitSubject = { kind: 'device', secret: 'sdd_1' };
const address = (last: number): LimitSubject => ({ kind: 'address', address: `192.0.2.${last}`, organisation: 'o' });

test('after ten failures of an account each one waits twice as long as the one before', async () => {
  const { database } = await openTables();
  let now = 0;
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 22; attempt++) {
    await countAttempt(database, [account], at(now));
    const { free_at } = await database.selectFrom('sign_in_limit').select('free_at').executeTakeFirstOrThrow();
    waits.push((Date.parse(free_at) - at(now).getTime()) / 1000);
    now = Date.parse(free_at) - at(0).getTime();
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
});

test('an attempt that has to wait is not counted, so that a stranger cannot prolong the wait', async () => {
  const { database } = await openTables();
  for (let attempt = 0; attempt < 10; attempt++) await countAttempt(database, [account], at(0));
  for (let attempt = 0; attempt < 50; attempt++) {
    await expect(countAttempt(database, [account], at(500))).rejects.toBeInstanceOf(TooManySignInsError);
  }
  await countAttempt(database, [account], at(1000));
});

test('strangers who lock an account do not lock the browser where it was used before', async () => {
  const { database } = await openTables();
  for (let attempt = 0; attempt < 10; attempt++) await countAttempt(database, [address(attempt), account], at(0));
  await expect(countAttempt(database, [address(200), account], at(0))).rejects.toBeInstanceOf(TooManySignInsError);
  await countAttempt(database, [address(200), device], at(0));
});

test('a right password does not let its address guess others without end', async () => {
  const { database } = await openTables();
  const own: LimitSubject = { kind: 'account', organisation: 'o', email: 'attacker@example.com' };
  const victim = (i: number): LimitSubject => ({ kind: 'account', organisation: 'o', email: `${i}@example.com` });
  const guess = async (i: number) => {
    await countAttempt(database, [address(1), victim(i)], at(0));
    await countAttempt(database, [address(1), own], at(0));
    await forgiveAttempt(database, [address(1), own], at(0));
  };
  for (let i = 0; i < 29; i++) await guess(i);
  await expect(guess(29).then(() => guess(30))).rejects.toBeInstanceOf(TooManySignInsError);
});

test('failures in one organisation keep nobody out of another one, who shares the address', async () => {
  const { database } = await openTables();
  const from = (organisation: string): LimitSubject => ({ kind: 'address', address: '192.0.2.1', organisation });
  for (let attempt = 0; attempt < 30; attempt++) await countAttempt(database, [from('one')], at(0));
  await expect(countAttempt(database, [from('one')], at(0))).rejects.toBeInstanceOf(TooManySignInsError);
  await countAttempt(database, [from('other')], at(0));
});

test('what failed is forgotten after a day, and its rows with it', async () => {
  const { database } = await openTables();
  for (let attempt = 0; attempt < 10; attempt++) await countAttempt(database, [address(attempt), account], at(0));
  await countAttempt(database, [account], at(25 * 3_600_000));
  const rows = await database.selectFrom('sign_in_limit').select('failures').execute();
  expect(rows).toEqual([{ failures: 1 }]);
});

test('attempts at the same time are all counted', async () => {
  const { database } = await openTables();
  await Promise.all(Array.from({ length: 9 }, () => countAttempt(database, [account], at(0))));
  expect(await database.selectFrom('sign_in_limit').select('failures').execute()).toEqual([{ failures: 9 }]);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['2001:db8::', '2001:db8:0:0'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
