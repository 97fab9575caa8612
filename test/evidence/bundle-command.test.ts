// @module-tag process
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { records, streetdate } from '../cli/tools/streetdate.ts';
import { recordedCase } from './tools/case.ts';

/** A recorded case with a key in a file, encrypted, and its public half. */
async function setUp() {
  const recorded = await recordedCase();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [key, pub, output] = ['key.pem', 'key.pub.pem', 'case-1.zip'].map((name) => join(recorded.folder, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' }));
  await writeFile(pub, publicKey.export({ type: 'spki', format: 'pem' }));
  process.env.STREETDATE_PASSPHRASE = 'open sesame';
  onTestFinished(() => {
    delete process.env.STREETDATE_PASSPHRASE;
  });
  const bundle = (...args: string[]) => streetdate(['bundle', recorded.copy, '--home', recorded.home, '--key', key, '-o', output, ...args]);
  return { ...recorded, key, pub, output, bundle };
}

test('a bundle is made, verified elsewhere without the library, and noted in the ledger', async () => {
  const { home, bundle, output, pub } = await setUp();
  expect(await bundle()).toMatchObject({ status: 0, stdout: `${output}\n`, stderr: '' });
  const run = await streetdate(['verify', output, '--key', pub]);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/^Holds:\n {2}The ZIP file is whole/);
  expect(run.stdout).toMatch(/\nCannot be known from the bundle and the given keys:\n/);
  const [record] = records(await streetdate(['verify', output, '--key', pub, '--json']));
  expect(record).toMatchObject({ type: 'verify', holds: true });
  expect(await streetdate(['ledger', 'show', '--home', home])).toMatchObject({
    stdout: expect.stringContaining('bundle streetdate-bundle, manifest'),
  });
  // The note about the first bundle does not change the second.
  const first = await readFile(output);
  await bundle();
  expect((await readFile(output)).equals(first)).toBe(true);
});

test('a flipped byte, another key, a private key and a missing file are each named', async () => {
  const { bundle, output, pub, key, folder } = await setUp();
  await bundle();
  expect(await streetdate(['verify', output])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('no trusted key signed the bundle'),
  });
  expect(await streetdate(['verify', output, '--key', key])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is a private key'),
  });
  expect(await streetdate(['verify', join(folder, 'none.zip'), '--key', pub])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('none.zip'),
  });
  expect(await streetdate(['verify', output, '--key', output])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('it is no public key in PEM'),
  });
  // A sparse file of 10 GiB is read by nobody.
  const huge = join(folder, 'huge.zip');
  await writeFile(huge, '');
  await truncate(huge, 10 * 2 ** 30);
  for (const argv of [
    ['verify', huge, '--key', pub],
    ['replay', huge, '--media', pub],
  ]) {
    expect(await streetdate(argv)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('it has 10737418240 bytes, and no bundle has more than'),
    });
  }
  const bytes = await readFile(output);
  bytes[5000]! ^= 1;
  await writeFile(output, bytes);
  const run = await streetdate(['verify', output, '--key', pub]);
  expect(run).toMatchObject({
    status: 3,
    stdout: expect.stringMatching(/^Does not hold:\n/),
    stderr: expect.stringContaining('the bundle does not hold'),
  });
});

test('a wrong passphrase, a bad name and a scan that is not recorded are refused, and nothing is written', async () => {
  const { bundle, home, output } = await setUp();
  expect(await bundle('--name', '../x')).toMatchObject({ status: 2, stderr: expect.stringContaining('--name must be letters') });
  process.env.STREETDATE_PASSPHRASE = 'wrong';
  expect(await bundle()).toMatchObject({ status: 3, stderr: expect.stringContaining('its passphrase is missing or wrong') });
  process.env.STREETDATE_PASSPHRASE = 'open sesame';
  await streetdate(['title', 'add', 'Film', '--home', home, '--street-date', '2026-05-10T00:00:00Z']);
  expect(await bundle()).toMatchObject({ status: 3, stderr: expect.stringContaining('`streetdate ledger record` adds it') });
  await expect(readFile(output)).rejects.toThrow('ENOENT');
});

describe('a program that signs', () => {
  /** A program that signs with a key from a file, which is its argument. */
  const CODE = `const { sign } = require('node:crypto'); const { readFileSync } = require('node:fs');
    process.stdout.write(sign(null, readFileSync(0), { key: readFileSync(process.argv[1]), passphrase: 'open sesame' }));`;

  async function byProgram() {
    const { copy, home, key, pub, output, folder } = await setUp();
    const run = (...args: string[]) => streetdate(['bundle', copy, '--home', home, '-o', output, ...args]);
    const signer = (code: string, ...more: string[]) => [
      ...['--signer-program', process.execPath, ...more],
      ...['-e', code, key].flatMap((text) => ['--signer-argument', text]),
    ];
    return { run, signer, key, pub, output, folder };
  }

  test('signs a bundle that the public key verifies', async () => {
    const { run, signer, pub, output } = await byProgram();
    expect(await run(...signer(CODE, '--public-key', pub))).toMatchObject({ status: 0, stderr: '' });
    expect(await streetdate(['verify', output, '--key', pub])).toMatchObject({ status: 0 });
  });

  test('and fails, or is given in part, is named with the reason, and nothing is written', async () => {
    const { run, signer, key, pub, output, folder } = await byProgram();
    const no = join(folder, 'no.pem');
    await writeFile(no, 'no key');
    const cases: readonly (readonly [args: readonly string[], status: number, reason: string])[] = [
      [signer('console.error("token locked"); process.exit(3)', '--public-key', pub), 3, 'did not sign: token locked'],
      [signer('process.stdout.write("x")', '--public-key', pub), 3, 'gave a signature that does not fit the public key'],
      [['--signer-program', join(folder, 'absent'), '--public-key', pub], 3, 'absent did not sign'],
      [signer(CODE, '--public-key', no), 3, 'no.pem: it has no public key'],
      [signer(CODE, '--certificates', no), 3, 'no.pem: it is no X.509 certificate'],
      [signer(CODE, '--public-key', join(folder, 'none.pem')), 3, 'none.pem'],
      [signer(CODE), 2, '--signer-program needs the public key: --public-key or --certificates'],
      [[], 2, 'give --key or --signer-program, and not both'],
      [signer(CODE, '--key', key), 2, 'give --key or --signer-program, and not both'],
      [['--key', key, '--public-key', pub], 2, '--signer-argument and --public-key belong to --signer-program'],
    ];
    for (const [args, status, reason] of cases) {
      expect(await run(...args), reason).toMatchObject({ status, stderr: expect.stringContaining(reason) });
      expect(existsSync(output)).toBe(false);
    }
  });
});
