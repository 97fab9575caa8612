import { writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import { readAll, runProgram, runTool } from './tarballs.ts';

const project = inject('project');
const tarballs = await readAll(inject('tarballs'));
const importPaths = tarballs.flatMap(({ name, manifest }) =>
  Object.keys(manifest.exports)
    .filter((path) => !path.includes('*'))
    .map((path) => name + path.slice(1)),
);

/** What a careful project sets. Declarations of packages are checked by it as well. */
const STRICTEST = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
};

test('the thirteen packages are packed', () => {
  expect(tarballs.map(({ name }) => name).sort()).toEqual([
    '@streetdate/bench',
    '@streetdate/client',
    '@streetdate/core',
    '@streetdate/disc',
    '@streetdate/engine',
    '@streetdate/evidence',
    '@streetdate/index',
    '@streetdate/marks',
    '@streetdate/matcher',
    '@streetdate/release',
    '@streetdate/service',
    '@streetdate/sweep',
    'streetdate',
  ]);
});

describe.each(tarballs)('$name', ({ path, files, manifest }) => {
  test('has a licence, a readme and the build', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']));
  });

  test('has no tests, build state or media, and no maps or sources: the build reads like them', () => {
    expect(files.filter((file) => /\.(test\.|tsbuildinfo$|sdfp$|mp4$|map$)|^src\//.test(file))).toEqual([]);
  });

  test('has the licence of everything that it bundles', async () => {
    const { bundled = [] } = manifest;
    if (bundled.length === 0) return expect(files).not.toContain('dist/bundled/LICENSES.txt');
    const { stdout } = await runProgram('tar', ['-xzOf', path, 'package/dist/bundled/LICENSES.txt'], project);
    expect(bundled.filter((name) => !stdout.includes(`${name}: `))).toEqual([]);
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
  test('imports every entry under Node 20.9.0, the oldest that is promised', async () => {
    const code = `console.log(process.version, (await Promise.all(${JSON.stringify(importPaths)}.map((path) => import(path)))).length)`;
    const node = `node-${process.platform}-${process.arch}@20.9.0`;
    await writeFile(join(project, 'import-all.mjs'), code);
    const { stdout } = await runProgram('npx', ['--yes', '-p', node, '-c', 'node import-all.mjs'], project);
    expect(stdout).toBe(`v20.9.0 ${importPaths.length}\n`);
  });

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

  test('lists what only some need, with the command that installs each', async () => {
    // Without a decoder, or SQLite on Node 20, it ends with 3 and lists it all the same.
    const run = runProgram(join(project, 'node_modules/.bin/streetdate'), ['doctor', '--json'], project);
    const { stdout } = await run.catch(({ cause }: { cause: { stdout: string } }) => cause);
    const { optional } = JSON.parse(stdout) as { optional: { name: string; version?: string; install?: string }[] };
    expect(optional.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['@duckdb/node-api', 'onnxruntime-web', 'better-sqlite3', 'pg']),
    );
    expect(optional.filter(({ version }) => version !== undefined)).toEqual([]);
    for (const { name, install } of optional) expect(install).toMatch(new RegExp(`^npm install "${name}@\\^\\d`));
  });

  test('says how to install what measures requests, which nothing brings', async () => {
    const file = pathToFileURL(join(project, 'node_modules/@streetdate/bench/dist/service/small-requests.js')).href;
    const code = `
      const { createServer } = await import('node:http');
      const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { measureSmallRequests } = await import(${JSON.stringify(file)});
      await measureSmallRequests({ url: \`http://127.0.0.1:\${server.address().port}\`, place: '' }, 'id', 1)
        .catch(({ code, message }) => console.log(code, message));
      server.close();
      server.closeAllConnections();`;
    const { stdout } = await runProgram(process.execPath, ['--input-type=module', '--eval', code], project);
    expect(stdout).toMatch(/^runtime-missing .* autocannon, which is not installed; run: npm install autocannon@[\d.]+\n$/);
  });

  // The command takes Node's streams, so it brings the types of Node. The libraries must not need them.
  const unNoded = importPaths.filter((path) => path !== 'streetdate');
  test.each([
    { resolution: 'nodenext', module: 'nodenext', paths: unNoded, types: [] },
    { resolution: 'nodenext', module: 'nodenext', paths: importPaths, types: ['node'] },
    { resolution: 'bundler', module: 'esnext', paths: unNoded, types: [] },
    { resolution: 'bundler', module: 'esnext', paths: importPaths, types: ['node'] },
  ])('type-checks under the strictest settings, $resolution and the types of $types, declarations included', async (settings) => {
    const { resolution, module, paths, types } = settings;
    const imports = paths.map((path, at) => `import * as entry${at} from ${JSON.stringify(path)};`);
    const uses = paths.map((_, at) => `export const keys${at}: string[] = Object.keys(entry${at});`);
    await writeFile(join(project, 'index.ts'), [...imports, ...uses, ''].join('\n'));
    const compilerOptions = { target: 'ES2022', module, moduleResolution: resolution, noEmit: true, types, ...STRICTEST };
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
