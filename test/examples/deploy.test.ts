// @module-tag servers
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { streetdate } from '../cli/tools/streetdate.ts';

const run = promisify(execFile);
const pathOf = (name: string) => fileURLToPath(new URL(`../../examples/deploy/${name}`, import.meta.url));
const textOf = (name: string) => readFile(pathOf(name), 'utf8');

test('each option and variable of the deployment files is one that the server has', async () => {
  const { stdout: help } = await streetdate(['help', 'serve']);
  const { stdout: commands } = await streetdate(['help']);
  for (const name of ['streetdate.service', 'compose.yaml', 'README.md']) {
    const text = await textOf(name);
    const lines = text.split('\n').filter((line) => /\bserve\b/.test(line) && !line.startsWith('#') && !line.includes('docker'));
    expect(lines.length).toBeGreaterThan(0);
    const options = lines.flatMap((line) => line.match(/--[a-z][a-z-]+/g) ?? []);
    for (const option of options) expect(help, `${name}: ${option}`).toContain(option);
    for (const variable of text.match(/STREETDATE_(POSTGRES|VALKEY|S3)\b/g) ?? []) expect(help, name).toContain(variable);
    for (const [, command] of text.matchAll(/`streetdate ([a-z]+)/g)) expect(commands, name).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  }
});

test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('systemd accepts the unit (skipped without systemd)', async () => {
  const { stderr } = await run('/usr/bin/systemd-analyze', ['verify', pathOf('streetdate.service')]);
  expect(stderr).toBe('');
});

test.skipIf(!existsSync('/usr/bin/caddy'))('Caddy accepts its file (skipped without Caddy)', async () => {
  const { stdout } = await run('/usr/bin/caddy', ['validate', '--adapter', 'caddyfile', '--config', pathOf('Caddyfile')]);
  expect(stdout).toContain('Valid configuration');
});
