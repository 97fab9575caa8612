import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSecretKey, readSecretKey, sealStored, secretSeal } from '../../packages/service/src/webhooks/sealed-secrets.ts';
import { addWebhook, findWebhook, renewSecret, signingSecrets } from '../../packages/service/src/webhooks/webhooks.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { at, openTables } from './accounts/tools/tables.ts';

const KEY = new Uint8Array(32).fill(7);

test('a sealed secret opens with its key, for its webhook, unchanged, and not otherwise', () => {
  const { seal, open } = secretSeal(KEY);
  const [sealed, again] = [seal('whsec_abc', 'one'), seal('whsec_abc', 'one')];
  expect(sealed).not.toContain('abc');
  expect(again).not.toBe(sealed);
  expect(open(sealed, 'one')).toBe('whsec_abc');
  const changed = sealed.replace(/.(?=.{3}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
  for (const wrong of [() => open(sealed, 'two'), () => open(changed, 'one'), () => secretSeal(KEY.map(() => 8)).open(sealed, 'one')])
    expect(wrong).toThrow('its secret was encrypted with another key');
  expect(() => secretSeal(undefined).open(sealed, 'one')).toThrow('this process has no key for it');
});

test('a key is made once, for its user only, and one that others can read or that is none is refused', async () => {
  const path = join(await temporaryFolder(), 'key');
  const key = await openSecretKey(path);
  expect(key).toHaveLength(32);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await openSecretKey(path)).toEqual(key);
  await chmod(path, 0o604);
  await expect(readSecretKey(path)).rejects.toThrow('everybody on this machine can read the key');
  await chmod(path, 0o600);
  await writeFile(path, 'short');
  await expect(readSecretKey(path)).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining('32 bytes in base64'),
  });
  await expect(readSecretKey(`${path}-none`)).rejects.toMatchObject({ code: 'file-not-found' });
});

test('secrets of before the key are sealed, and sign as before', async () => {
  const { database, organisationId } = await openTables();
  const plain = secretSeal(undefined);
  const wanted = { url: 'https://example.com/', kinds: [] };
  const { id } = await addWebhook(database, organisationId, wanted, plain, at(0));
  const find = async () => (await findWebhook(database, organisationId, id))!;
  await renewSecret(database, await find(), 60, plain, at(1));
  const before = signingSecrets(await find(), plain, at(2));
  expect(before).toEqual([expect.stringMatching(/^whsec_/), expect.stringMatching(/^whsec_/)]);

  const seal = secretSeal(KEY);
  expect(await sealStored(database, seal)).toBe(true);
  expect(await sealStored(database, seal)).toBe(false);
  expect(JSON.stringify(await database.selectFrom('webhook').selectAll().execute())).not.toContain('whsec_');
  expect(signingSecrets(await find(), seal, at(2))).toEqual(before);
  await renewSecret(database, await find(), 60, seal, at(3));
  expect(signingSecrets(await find(), seal, at(4)).slice(1)).toEqual(before);
});
