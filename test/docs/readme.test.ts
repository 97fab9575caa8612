// @module-tag slow
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openLibrary } from '@streetdate/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

const run = promisify(execFile);
const workspace = fileURLToPath(new URL('../../', import.meta.url));
const bin = (tool: string) => join(workspace, 'node_modules/.bin', tool);
const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  '.changeset/README.md',
  'benchmarks/README.md',
  'benchmarks/accuracy/README.md',
  'examples/README.md',
  'benchmarks/tried.md',
  'packages/core/README.md',
  'packages/index/README.md',
  'packages/matcher/README.md',
  'packages/release/README.md',
  'packages/disc/README.md',
  'packages/engine/README.md',
  'packages/evidence/README.md',
  'packages/cli/README.md',
  'packages/sweep/README.md',
  'packages/bench/README.md',
  ...readdirSync(join(workspace, 'packages')).flatMap(docsOf),
];

/** The pages about the inside of a package. */
function docsOf(name: string): string[] {
  const folder = join('packages', name, 'docs');
  return existsSync(join(workspace, folder)) ? readdirSync(join(workspace, folder)).map((page) => join(folder, page)) : [];
}

/** The code blocks of a page in one language. */
function blocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);
}

let folder = '';
beforeAll(async () => {
  // Inside the workspace, so that the packages are found by name.
  const caches = join(workspace, 'node_modules/.cache');
  await mkdir(caches, { recursive: true });
  folder = await mkdtemp(join(caches, 'readme-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the TypeScript of every page compiles as it stands', async () => {
  const files: string[] = [];
  for (const page of PAGES) {
    for (const [at, code] of blocks(await readFile(join(workspace, page), 'utf8'), 'ts').entries()) {
      const file = join(folder, `${page.replaceAll(/\W/g, '-')}-${at}.ts`);
      await writeFile(file, code);
      files.push(relative(folder, file));
    }
  }
  expect(files.length).toBeGreaterThan(4);
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: relative(folder, join(workspace, 'test/tsconfig.json')), include: [], files }),
  );
  await run(bin('tsc'), ['-p', folder]).catch(({ stdout }: { stdout: string }) => expect(stdout).toBe(''));
});

test('the library example of the README finds a copy and calls it a leak', async () => {
  const [code = ''] = blocks(await readFile(join(workspace, 'README.md'), 'utf8'), 'ts');
  await writeFile(join(folder, 'example.mts'), code);
  await runFfmpeg(['-i', FOOTAGE.sintel, '-c', 'copy', join(folder, 'disc.mkv')]);
  const upload = join(folder, 'uploads/upload.mp4');
  await mkdir(dirname(upload));
  await runFfmpeg(['-i', FOOTAGE.sintel, '-an', '-c:v', 'libx264', '-crf', '30', '-pix_fmt', 'yuv420p', upload]);
  const { stdout } = await run(bin('tsx'), ['--conditions=development', 'example.mts'], { cwd: folder });
  expect(stdout).toMatch(/upload\.mp4 pre-release-leak Footage of “Sintel” was reported seen on 2027-02-07 /);
  const library = await openLibrary(join(folder, '.streetdate'), { access: 'read' });
  const [scan] = await library.scans();
  await library.close();
  const { queryStart, queryEnd, referenceStart, speed } = scan!.matches[0]!.segments[0]!;
  expect(`seconds ${queryStart} to ${queryEnd} show the disc from second ${referenceStart} on, at speed ${speed}`).toMatch(
    /^seconds 0 to (9|10)[.\d]* show the disc from second 0\.?[01]?\d* on, at speed 1$/,
  );
});

test('the README is read in two minutes: at most 120 lines, none over 120 characters', async () => {
  const lines = (await readFile(join(workspace, 'README.md'), 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(120);
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
});

test('ARCHITECTURE has at most 10 KB', async () => {
  expect((await readFile(join(workspace, 'ARCHITECTURE.md'))).length).toBeLessThanOrEqual(10_240);
});

describe.each(PAGES)('%s', (page) => {
  test('links to files that are there', async () => {
    const text = await readFile(join(workspace, page), 'utf8');
    const missing: string[] = [];
    for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      if (!existsSync(join(workspace, dirname(page), target))) missing.push(target);
    }
    expect(missing).toEqual([]);
  });
});
