import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseIdentityProvider } from '@streetdate/service';
import { expect, test } from 'vitest';
import { streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';

const SETTINGS = { issuer: 'https://login.example', clientId: 'streetdate', clientSecret: 'hushhush' };

test('the settings of an identity provider are read from JSON', () => {
  const roles = { claim: 'groups', map: { 'anti-piracy': 'analyst' } };
  expect(parseIdentityProvider(JSON.stringify({ ...SETTINGS, roles }))).toEqual({ ...SETTINGS, roles });
});

test.each([
  ['no JSON', '{', 'must be JSON'],
  ['no issuer', JSON.stringify({ clientId: 'x' }), 'issuer: '],
  ['an unknown role', JSON.stringify({ ...SETTINGS, roles: { claim: 'groups', map: { all: 'king' } } }), 'roles.map.all: '],
  ['an unknown field', JSON.stringify({ ...SETTINGS, secret: 'hushhush' }), 'Unrecognized key'],
])('settings with %s are refused, and the secret is not repeated', (_, json, reason) => {
  expect(() => parseIdentityProvider(json)).toThrow(reason);
  expect(() => parseIdentityProvider(json)).not.toThrow('hushhush');
});

test('the command names the file that is wrong', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'provider.json');
  await writeFile(path, '{}');
  await streetdate(['init', '--home', join(folder, 'library')]);
  const run = await streetdate(['serve', '--home', join(folder, 'library'), '--identity-provider', path, '--port', '0']);
  expect(run.status).toBe(2);
  expect(run.stderr).toContain(`${path}: the settings of the identity provider: issuer: `);
});
