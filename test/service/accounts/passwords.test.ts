import { expect, test } from 'vitest';
import { checkPassword, hashPassword, passwordFault } from '../../../packages/service/src/accounts/passwords.ts';

const PASSWORD = 'seven bright herons';

test('a password is right or wrong, and two hashes of it differ', async () => {
  const [one, other] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
  expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(other);
  expect(await checkPassword(PASSWORD, one)).toEqual({ isRight: true, isOutdated: false });
  expect(await checkPassword(`${PASSWORD} `, one)).toEqual({ isRight: false, isOutdated: false });
});

test('a password is the same however its accents are typed', async () => {
  expect(await checkPassword('caf\u00e9 des Herons', await hashPassword('cafe\u0301 des Herons'))).toMatchObject({ isRight: true });
});

test('a hash with other settings still opens, and asks to be made anew', async () => {
  // RFC 7914, section 12, third vector: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1), its first 32 bytes.
  const hash = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex').toString('base64url');
  const stored = `$scrypt$ln=14,r=8,p=1$${Buffer.from('SodiumChloride').toString('base64url')}$${hash}`;
  expect(await checkPassword('pleaseletmein', stored)).toEqual({ isRight: true, isOutdated: true });
});

test('without an account nothing is right, and the work is the same', async () => {
  const stored = await hashPassword(PASSWORD);
  const cpu = async (work: () => Promise<unknown>) => {
    const before = process.cpuUsage();
    for (let i = 0; i < 3; i++) await work();
    return process.cpuUsage(before).user;
  };
  expect(await checkPassword('', undefined)).toMatchObject({ isRight: false });
  const known = await cpu(() => checkPassword('wrong', stored));
  const unknown = await cpu(() => checkPassword('wrong', undefined));
  // The sum of three runs of 0.1 s and more; no work at all would be a hundredth.
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});

test.each([
  ['short', 'at least 12 characters, got 5'],
  ['x'.repeat(257), 'at most 256 characters'],
  ['administrator2027!', 'first that are guessed'],
  ['Password12345', 'first that are guessed'],
  ['ababababababab', '5 different characters'],
  ['grace.hopper1', 'name or the e-mail address'],
])('%s is refused', (password, reason) => {
  expect(passwordFault(password, ['grace@hopper.example', 'Grace Hopper'])).toContain(reason);
});

test('a long phrase is taken, also one that has the name in it', () => {
  expect(passwordFault(PASSWORD)).toBeUndefined();
  expect(passwordFault('grace likes seven bright herons', ['Grace Hopper'])).toBeUndefined();
});
