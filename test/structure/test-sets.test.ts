// @module-tag process
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { serverOf } from '../tools/server-programs.ts';
import { tagsOf, testSets } from '../tools/test-sets.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('a file is in the set of its tags, slow before servers before process', async () => {
  const sets = testSets(root);
  expect(Object.values(sets).every((files) => files.length > 0)).toBe(true);
  for (const [set, files] of Object.entries(sets)) {
    for (const file of files) {
      const tags = tagsOf(await readFile(join(root, file), 'utf8'));
      expect(['slow', 'servers', 'process'].find((tag) => tags.includes(tag)) ?? 'fast', file).toBe(set);
    }
  }
});

test('a file that has the tools for a server is tagged servers, also where the system has none', async () => {
  for (const file of Object.values(testSets(root)).flat()) {
    const text = await readFile(join(root, file), 'utf8');
    if (/from '.*tools\/(servers|chromium|firefox|watched-server)\.ts'/.test(text)) expect(tagsOf(text), file).toContain('servers');
  }
});

test('a server is known by its program, also where another one starts it', () => {
  expect(serverOf('/usr/bin/chromium', ['--headless'])).toBe('chromium');
  expect(serverOf('setpriv', ['--pdeathsig', 'QUIT', '/usr/lib/postgresql/17/bin/initdb', '-D', 'x'])).toBe('initdb');
  expect(serverOf('/usr/bin/python3', ['-E', '/usr/bin/moto_server', '-p', '1'])).toBe('moto_server');
  expect(serverOf('caddy run --config x', [])).toBe('caddy');
  expect(serverOf('node', ['/packages/cli/dist/main.js', 'serve'])).toBe('streetdate serve');
  expect(serverOf('node', ['/packages/cli/dist/main.js', 'help', 'serve'])).toBeUndefined();
  expect(serverOf('ffmpeg', ['-i', 'postgres.mkv'])).toBeUndefined();
});

describe('a file in the wrong set', () => {
  const failures = new Map<string, string>();
  const passed: string[] = [];

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'streetdate-guarded-'));
    try {
      const report = join(folder, 'report.json');
      const config = fileURLToPath(new URL('guarded/vitest.config.ts', import.meta.url));
      const args = ['run', '--config', config, '--reporter=json', `--outputFile=${report}`];
      const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], { cwd: root, stdio: 'ignore' });
      const [status] = await once(child, 'exit');
      expect(status).toBe(1);
      for (const { name, status: outcome, message, assertionResults } of JSON.parse(await readFile(report, 'utf8')).testResults) {
        const said = [message, ...assertionResults.flatMap((each: { failureMessages: string[] }) => each.failureMessages)].join('\n');
        if (outcome === 'passed') passed.push(basename(name));
        else failures.set(basename(name), `${failures.get(basename(name)) ?? ''}${said}`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('fails where it starts a process or a thread as a fast test', () => {
    const said = failures.get('no-processes.ts');
    for (const what of ['the process true', 'a thread']) expect(said).toContain(`a fast test started ${what}: add the line`);
  });

  test('fails where it starts a server or a browser, though it catches the error', () => {
    const said = failures.get('no-servers.ts');
    for (const what of ['postgres', 'valkey-server', 'streetdate serve', 'chromium']) {
      expect(said).toContain(`a test started the server ${what}: add the line "// @module-tag servers" to its file`);
    }
  });

  test('passes where its tag allows it', () => {
    expect(passed).toEqual(['no-servers-but-tagged.ts']);
  });
});
