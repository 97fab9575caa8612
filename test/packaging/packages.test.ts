import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packAll, readAll, runProgram, runTool, TARBALLS_VARIABLE, type Tarball } from './tarballs.ts';

const given = process.env[TARBALLS_VARIABLE];
const folder = given ?? (await mkdtemp(join(tmpdir(), 'streetdate-packed-')));
const tarballs: Tarball[] = await (given === undefined ? packAll(folder) : readAll(folder));
const importPaths = tarballs.flatMap(({ name, manifest }) =>
  Object.keys(manifest.exports)
    .filter((path) => !path.includes('*'))
    .map((path) => name + path.slice(1)),
);

afterAll(async () => {
  if (given === undefined) await rm(folder, { recursive: true, force: true });
});

test('the eleven packages are packed', () => {
  expect(tarballs.map(({ name }) => name).sort()).toEqual([
    '@streetdate/bench',
    '@streetdate/client',
    '@streetdate/core',
    '@streetdate/disc',
    '@streetdate/engine',
    '@streetdate/evidence',
    '@streetdate/matcher',
    '@streetdate/release',
    '@streetdate/service',
    '@streetdate/sweep',
    'streetdate',
  ]);
});

describe.each(tarballs)('$name', ({ path, files, manifest }) => {
  test('has a licence, a readme, the build and the sources that its maps point at', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts']));
  });

  test('has no tests, build state or media', () => {
    expect(files.filter((file) => /\.(test\.|tsbuildinfo$|sdfp$|mp4$|ts\.map$.*test)/.test(file))).toEqual([]);
  });

  test('names versions, never the workspace, and no packaged ffmpeg', () => {
    const dependencies = Object.entries(manifest.dependencies ?? {});
    expect(dependencies.filter(([, version]) => /^(workspace|catalog|file|link):/.test(version))).toEqual([]);
    expect(dependencies.filter(([name]) => /ff(mpeg|probe)-(installer|static)|^@ff(mpeg|probe)/.test(name))).toEqual([]);
  });

  test('offers no condition that leads to untranspiled sources', () => {
    const targets = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)));
    expect(targets.filter((target) => target.startsWith('./src/'))).toEqual([]);
  });

  test('passes publint', async () => {
    await runTool('publint', ['run', path, '--strict']);
  });

  test('passes attw as an ESM-only package', async () => {
    await runTool('attw', [path, '--profile', 'esm-only', '--no-emoji', '--no-color']);
  });
});

describe('an empty project that installs the tarballs', () => {
  let project = '';

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'streetdate-consumer-'));
    await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
    await runProgram(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs.map(({ path }) => path)],
      project,
    );
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  test.each(importPaths)('imports %s with plain Node, and it exports something', async (path) => {
    const code = `console.log(Object.keys(await import(${JSON.stringify(path)})).length)`;
    const { stdout } = await runProgram(process.execPath, ['--input-type=module', '--eval', code], project);
    expect(Number(stdout)).toBeGreaterThan(0);
  });

  test('says how to install the optional runtime of models, which nothing brings', async () => {
    await writeFile(join(project, 'mine.onnx'), 'a model');
    const code = `
      const { createOnnxHasher } = await import('@streetdate/core/onnx');
      await createOnnxHasher({ model: 'mine.onnx', algorithm: 'mine/1' }).catch(({ code, message }) => console.log(code, message));`;
    const { stdout } = await runProgram(process.execPath, ['--input-type=module', '--eval', code], project);
    expect(stdout).toMatch(/^runtime-missing mine\.onnx needs the package onnxruntime-web \(npm install onnxruntime-web\), /);
  });

  // The command takes Node's streams, so it brings the types of Node. The libraries must not need them.
  test.each([
    { paths: importPaths.filter((path) => path !== 'streetdate'), types: [] },
    { paths: importPaths, types: ['node'] },
  ])('type-checks imports of $paths with nodenext and the types of $types, declarations included', async ({ paths, types }) => {
    const imports = paths.map((path, at) => `import * as entry${at} from ${JSON.stringify(path)};`);
    const uses = paths.map((_, at) => `export const keys${at}: string[] = Object.keys(entry${at});`);
    await writeFile(join(project, 'index.ts'), [...imports, ...uses, ''].join('\n'));
    const compilerOptions = { target: 'ES2022', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: false, types };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['index.ts'] }));
    await runTool('tsc', ['-p', project]);
  });

  test.each(tarballs.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {})))('runs %s --help', async (command) => {
    const { stdout } = await runProgram(join(project, 'node_modules/.bin', command), ['--help'], project);
    expect(stdout).toContain(`Usage: ${command}`);
  });

  test('opens a library on Node 22.13 and newer though no install script ran; Node 20 is told what to run', async () => {
    const init = runProgram(join(project, 'node_modules/.bin/streetdate'), ['init'], project);
    if (isBuiltin('node:sqlite')) expect((await init).stderr).toMatch(/^streetdate: made a library in \S+\n$/);
    else await expect(init).rejects.toThrow(/ or run: npm install better-sqlite3@[\d.]+\n$/);
  });
});
