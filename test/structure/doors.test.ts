import { describe, expect, test } from 'vitest';
import { type Imports, importsOf, localTarget, PACKAGES, packageOf, readImports, readManifest } from './sources.ts';

const siblings = new Set(PACKAGES.map((folder) => readManifest(folder).name));
/** Named only so that an installation takes this version of what another dependency asks for. pnpm-workspace.yaml says why. */
const HELD: ReadonlySet<string> = new Set(['light-my-request']);
const published = PACKAGES.filter((folder) => readManifest(folder).private !== true);

/** Third-party dependencies that are imported in no file or in several, and imports that are no dependency. */
function doorFaults(imports: Imports, dependencies: readonly string[]): string[] {
  const doors = new Map<string, Set<string>>(dependencies.map((name) => [name, new Set()]));
  const faults: string[] = [];
  for (const [file, names] of imports) {
    for (const name of names.flatMap((imported) => packageOf(imported) ?? [])) {
      if (siblings.has(name)) continue;
      const door = doors.get(name);
      if (door === undefined) faults.push(`${file} imports ${name}, which is no dependency`);
      else door.add(file);
    }
  }
  for (const [name, files] of doors) {
    if (files.size !== 1) faults.push(`${name} comes in through ${files.size} files: ${[...files].sort().join(', ')}`);
  }
  return faults;
}

/** Node builtins and third-party packages that `entry` and all that it imports bring in, apart from `pure` ones. */
function portabilityFaults(imports: Imports, entry: string, pure: ReadonlySet<string>): string[] {
  const reached = new Set([entry]);
  for (const file of reached) {
    for (const name of imports.get(file) ?? []) {
      const target = localTarget(file, name);
      if (target !== undefined) reached.add(target);
    }
  }
  return [...reached].flatMap((file) =>
    (imports.get(file) ?? [])
      .filter((name) => !name.startsWith('.') && !pure.has(name))
      .map((name) => `${entry} reaches ${file}, which imports ${name}`),
  );
}

describe.each(published)('in %s', (folder) => {
  const { dependencies = {}, peerDependencies = {}, bundled = [] } = readManifest(folder);

  test('each third-party dependency comes in through exactly one file', () => {
    const named = [...Object.keys({ ...dependencies, ...peerDependencies }), ...bundled];
    // Types are imported by nobody: the compiler finds them.
    const thirdParty = named.filter((name) => !siblings.has(name) && !name.startsWith('@types/') && !HELD.has(name));
    expect(doorFaults(readImports(folder), thirdParty)).toEqual([]);
  });

  test('a Node builtin is named as one', () => {
    const { builtinModules } = process.getBuiltinModule('node:module');
    const plain = [...readImports(folder)].flatMap(([file, names]) =>
      names.filter((name) => builtinModules.includes(name)).map((name) => `${file}: ${name}`),
    );
    expect(plain).toEqual([]);
  });
});

describe('what runs anywhere imports no Node builtin and no native package', () => {
  // Plain JavaScript without a Node API, read for it.
  const pure = new Set(['blockhash-core']);

  test('core’s portable part', () => {
    expect(portabilityFaults(readImports('core'), 'portable.ts', pure)).toEqual([]);
    expect(portabilityFaults(readImports('core'), 'internal.ts', pure)).toEqual([]);
  });

  test('the verifier of bundles', () => {
    // Libraries without a Node API, and entries that are held to it above.
    const known = new Set([
      ...['blake3.js', 'legacy.js', 'sha2.js'].map((file) => `@noble/hashes/${file}`),
      ...['asn1-cms', 'asn1-schema', 'asn1-tsp', 'asn1-x509'].map((name) => `@peculiar/${name}`),
      '@zip.js/zip.js/lib/zip-core-native.js',
      '@streetdate/core/portable',
      '@streetdate/core/internal',
      '@streetdate/marks/internal/code',
      '@streetdate/index',
      '@streetdate/matcher',
      '@streetdate/matcher/internal',
      '@streetdate/release/name',
      'canonicalize',
      'zod',
    ]);
    expect(portabilityFaults(readImports('evidence', false), 'portable.ts', known)).toEqual([]);
  });

  test('the arithmetic of marks', () => {
    expect(portabilityFaults(readImports('marks', false), 'internal-code.ts', new Set())).toEqual([]);
  });

  test('the names of releases', () => {
    expect(portabilityFaults(readImports('release'), 'name.ts', new Set(['@streetdate/core/internal']))).toEqual([]);
  });

  test('the index', () => {
    const known = new Set(['@streetdate/core/portable', '@streetdate/core/internal']);
    expect(portabilityFaults(readImports('index'), 'index.ts', known)).toEqual([]);
    expect(portabilityFaults(readImports('index'), 'internal.ts', known)).toEqual([]);
    const portable = [...readImports('index')].filter(([file]) => !/^(store|threads|internal-threads)/.test(file));
    expect(portable.filter(([, names]) => names.some((name) => name.startsWith('node:')))).toEqual([]);
  });

  test('the matcher', () => {
    const index = ['@streetdate/index', '@streetdate/index/internal'];
    const known = new Set(['@streetdate/core/portable', '@streetdate/core/internal', ...index, 'fft.js']);
    expect(portabilityFaults(readImports('matcher'), 'index.ts', known)).toEqual([]);
    expect(portabilityFaults(readImports('matcher'), 'internal.ts', known)).toEqual([]);
    const portable = [...readImports('matcher')].filter(([file]) => !/^(store|pool)/.test(file));
    expect(portable.filter(([, names]) => names.some((name) => name.startsWith('node:')))).toEqual([]);
  });
});

describe('the checks themselves', () => {
  test('find a dependency with two doors, one with none, and an import that is no dependency', () => {
    const imports: Imports = new Map([
      ['a.ts', ['sharp', 'node:fs', '@streetdate/core/portable', 'left-pad']],
      ['b.ts', ['sharp/lib/x.js', './a.ts', '@aws-sdk/client-s3/deep']],
    ]);
    expect(doorFaults(imports, ['sharp', 'zod', '@aws-sdk/client-s3'])).toEqual([
      'a.ts imports left-pad, which is no dependency',
      'sharp comes in through 2 files: a.ts, b.ts',
      'zod comes in through 0 files: ',
    ]);
  });

  test('find a builtin that is reached through other files', () => {
    const imports: Imports = new Map([
      ['portable.ts', ['./a.ts']],
      ['a.ts', ['./b.ts', 'blockhash-core']],
      ['b.ts', ['node:fs/promises', './a.ts']],
      ['c.ts', ['node:path']],
    ]);
    expect(portabilityFaults(imports, 'portable.ts', new Set(['blockhash-core']))).toEqual([
      'portable.ts reaches b.ts, which imports node:fs/promises',
    ]);
  });

  test('see every form of import', () => {
    const text = `
      import type { A } from 'type-import';
      import 'bare';
      export { b } from 'reexport';
      export * from 'star';
      const c = await import('dynamic');
      type D = import('type-expression').D;
      const font = require.resolve('font/of/a/package.woff');
      // import 'comment';
      const e = "import 'text'";
    `;
    expect(importsOf(text)).toEqual(['type-import', 'bare', 'reexport', 'star', 'dynamic', 'type-expression', 'font/of/a/package.woff']);
  });
});
