// @module-tag process
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { streetdate } from '../cli/tools/streetdate.ts';
import { recordedCase } from '../evidence/tools/case.ts';

const PROGRAM = fileURLToPath(new URL('../../examples/sign-by-token/sign-by-token.sh', import.meta.url));
/** Where systems keep the library of SoftHSM. */
const module = ['/usr/lib/softhsm', '/usr/lib64/pkcs11', '/usr/local/lib/softhsm', '/opt/homebrew/lib/softhsm']
  .map((folder) => join(folder, 'libsofthsm2.so'))
  .find((path) => existsSync(path));
const hasPrograms = ['softhsm2-util', 'pkcs11-tool', 'openssl'].every((name) => spawnSync(name, ['--help']).error === undefined);
if (module === undefined || !hasPrograms) console.warn('skipped: tests with a token; softhsm2, opensc or openssl is missing');
const PIN = '4711';

/** A token with a key, and a case whose bundle it is to sign. */
async function setUp() {
  const recorded = await recordedCase();
  const [tokens, config, publicKey, output] = ['tokens', 'softhsm2.conf', 'key.pub.pem', 'case-1.zip'].map((name) =>
    join(recorded.folder, name),
  ) as [string, string, string, string];
  await mkdir(tokens);
  await writeFile(config, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const variables = { SOFTHSM2_CONF: config, PKCS11_MODULE: module!, PKCS11_TOKEN: 'case', PKCS11_KEY_ID: '01', PKCS11_PIN: PIN };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const run = (name: string, args: readonly string[], input?: Buffer) =>
    execFileSync(name, args, { input, stdio: ['pipe', 'pipe', 'ignore'] });
  run('softhsm2-util', ['--init-token', '--free', '--label', 'case', '--pin', PIN, '--so-pin', '12345678']);
  const tool = (...args: string[]) => run('pkcs11-tool', ['--module', module!, '--token-label', 'case', ...args]);
  // A token has several keys, and the right one is to sign.
  for (const id of ['02', '01', '03'])
    tool('--login', '--pin', 'env:PKCS11_PIN', '--keypairgen', '--key-type', 'EC:prime256v1', '--label', `key ${id}`, '--id', id);
  const der = tool('--read-object', '--type', 'pubkey', '--id', '01');
  await writeFile(publicKey, run('openssl', ['pkey', '-pubin', '-inform', 'DER'], der));
  const bundle = () =>
    streetdate(['bundle', recorded.copy, '--signer-program', PROGRAM, '--public-key', publicKey, '-o', output, '--home', recorded.home]);
  return { ...recorded, output, publicKey, bundle };
}

describe.skipIf(module === undefined || !hasPrograms)('a token, by PKCS#11 (skipped without softhsm2, opensc and openssl)', () => {
  test('signs a bundle that its public key verifies', async () => {
    const { bundle, output, publicKey } = await setUp();
    expect(await bundle()).toMatchObject({ status: 0, stderr: '' });
    expect(await streetdate(['verify', output, '--key', publicKey])).toMatchObject({ status: 0, stderr: '' });
  });

  test('that is locked, or has no such key, is named with its reason, and nothing is written', async () => {
    const { bundle, output } = await setUp();
    for (const [name, value, reason] of [
      ['PKCS11_PIN', '0000', 'did not sign: error: PKCS11 function C_Login failed: rv = CKR_PIN_INCORRECT'],
      ['PKCS11_PIN', '', 'PKCS11_PIN: must be the PIN of the token'],
      ['PKCS11_KEY_ID', '07', 'secret key not found'],
      ['PKCS11_KEY_ID', '02', 'gave a signature that does not fit the public key'],
    ] as const) {
      const before = process.env[name];
      vi.stubEnv(name, value);
      const run = await bundle();
      expect(run.status).toBe(3);
      expect(run.stderr).toContain(PROGRAM);
      expect(run.stderr).toContain(reason);
      expect(existsSync(output)).toBe(false);
      vi.stubEnv(name, before);
    }
  });
});
