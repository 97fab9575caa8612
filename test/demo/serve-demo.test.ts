// @module-tag slow
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const workspace = fileURLToPath(new URL('../../', import.meta.url));

test('npm run serve:demo serves the film, and each of its curl lines gets the right verdict', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-serve-demo-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const demo = spawn(join(workspace, 'node_modules/.bin/tsx'), [join(workspace, 'examples/demo/src/serve-demo.ts'), '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void demo.kill('SIGKILL'));
  let printed = '';
  demo.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const lines = /^curl -T (\S+) -H "Authorization: Bearer \$\(cat (\S+)\)" -X POST '(\S+)'$/gm;
  while ([...printed.matchAll(lines)].length < 6) await once(demo.stdout, 'data');
  const kinds: Record<string, string> = {};
  for (const [, path = '', tokenFile = '', url = ''] of printed.matchAll(lines)) {
    const headers = { authorization: `Bearer ${(await readFile(join(folder, tokenFile), 'utf8')).trim()}` };
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(await readFile(join(folder, path))) });
    const { name, verdict } = (await answer.json()) as { name: string; verdict: { outcome: { verdict: { kind: string } } } };
    kinds[name] = verdict.outcome.verdict.kind;
  }
  expect(kinds).toEqual({
    'reencoded.mp4': 'pre-release-leak',
    'half-size-letterboxed.mp4': 'pre-release-leak',
    'waves-with-a-clip.mp4': 'pre-release-leak',
    'pal-speed.mp4': 'pre-release-leak',
    'holiday.zip': 'pre-release-leak',
    'unrelated.mp4': 'no-match',
  });
  // Ctrl-C in a terminal reaches both processes; here the demo passes it on.
  demo.kill('SIGTERM');
  const [status] = await once(demo, 'close');
  expect(status).not.toBe(null);
});
