// @module-tag slow
// @module-tag servers
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { cpuSeconds } from '../../packages/bench/src/measure/cpu-time.ts';
import { hasChromium } from '../tools/chromium.ts';

const run = promisify(execFile);
const workspace = fileURLToPath(new URL('../../', import.meta.url));

test('npm run demo:case finds who had what first, ranks recipients, drafts, bundles, verifies, and finds a flipped byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-case-demo-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const before = await cpuSeconds();
  const { stdout } = await run(join(workspace, 'node_modules/.bin/tsx'), [join(workspace, 'examples/demo/src/case-demo.ts')], {
    cwd: folder,
  });
  // Three minutes on two cores.
  if (before !== undefined) expect((await cpuSeconds())! - before).toBeLessThan(360);
  // The clock of Pampa is an hour ahead: by its own clock it would have been later than Harbour.
  expect(stdout).toMatch(/Big Buck Bunny\n {2}1\. .* Fjord .*\n {2}2\. .* Pampa .*\n {2}3\. .* Harbour /);
  expect(stdout).toMatch(/Sintel\n {2}1\. 2027-02-01 20:00 UTC .* Harbour \(NL\).*grp-sintel\.rar\/\/grp-sintel\.avi/);
  expect(stdout).toMatch(/Ocean\n {2}1\. .* Pampa .*\n {2}2\. .* Fjord .*clip\.bin/);
  expect(stdout).toMatch(/Pampa \(BR\): .*; clock 1.h ahead/);
  expect(stdout).toContain('40 deliveries');
  expect(stdout).toMatch(/0\.[6-9]\d* .*Nordlicht Wholesale: issued 3 of the 3 variants that were seen, in time/);
  expect(stdout).toContain('Notice under Article 16');
  expect(stdout).toContain('every number was computed again');
  expect(stdout).toContain('Order, lead times, clocks and overlaps of 3 servers were computed again from their lists');
  expect(stdout).toContain('40 deliveries were ranked again, with the same numbers: Nordlicht Wholesale explains best what was seen');
  expect(stdout).toContain(hasChromium ? 'In a browser, by verify.html: The bundle holds.' : 'There is no browser');
  expect(stdout.slice(stdout.indexOf('is flipped'))).toContain('Does not hold:');
  expect(stdout).toContain('Sintel and Big Buck Bunny © Blender Foundation');
  expect(stdout).toMatch(/Does not hold:\n {2}The ledger is another one than that of the checkpoint of \d+ entries that was given\./);
  expect(stdout.slice(stdout.indexOf('is taken back'))).toContain('Draft. A person must read');
  expect(await readFile(join(folder, 'streetdate-case-demo/case.html'), 'utf8')).toContain('Servers by country');
}, 300_000);
