// @module-tag slow
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashRecord } from '../../packages/bench/src/hashers/report/record.ts';
import { runBench } from '../bench/hashers/run-bench.ts';
import { FOOTAGE } from '../tools/footage.ts';
import { projection, projectionModel } from '../tools/onnx-model.ts';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = ['packages/bench/README.md', 'packages/core/docs/hashing.md'];

let folder = '';
beforeAll(async () => {
  // Inside the workspace, so that the packages are found by name.
  const caches = join(workspace, 'packages/bench/node_modules/.cache');
  await mkdir(caches, { recursive: true });
  folder = await mkdtemp(join(caches, 'hashers-'));
  await writeFile(join(folder, 'mine.onnx'), projectionModel(16, 128, projection(16, 128, 5)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The hasher modules of the documentation, and of the example. */
async function modules(): Promise<string[]> {
  const files = [join(workspace, 'examples/own-hasher/src/difference-hash.ts')];
  for (const [number, path] of PAGES.entries()) {
    const page = await readFile(join(workspace, path), 'utf8');
    const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code).filter((code) => code.includes('export '));
    expect(blocks.length, path).toBeGreaterThan(0);
    for (const [at, code] of blocks.entries()) {
      const file = join(folder, `page-${number}-${at}.mjs`);
      await writeFile(file, code);
      files.push(file);
    }
  }
  return files;
}

test('every hasher of the documentation, and the example’s, has the one form that the bench loads, and tells pictures apart', async () => {
  const files = await modules();
  expect(files).toHaveLength(4);
  const options = files.flatMap((file) => ['--hasher', file]);
  const { status, stdout, stderr } = await runBench(['hash', '--film', FOOTAGE.sintel, '--seconds', '4', '--json', ...options], folder);
  expect([status, stderr]).toEqual([0, '']);
  const own = hashRecord.parse(JSON.parse(stdout)).hashers.slice(2);
  expect(own.map(({ source }) => source)).toEqual(files);
  for (const { source, telling } of own) expect(telling!.areaUnderCurve, source).toBeGreaterThan(0.9);
});
