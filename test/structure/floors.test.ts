import { describe, expect, test } from 'vitest';
import { type Imports, localTarget, PACKAGES, packageOf, readImports, readManifest } from './sources.ts';

/** Lowest floor first: the first part of a path inside `src/`. A file may import its own floor and the floors before it. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  core: [
    'errors.ts',
    'check.ts',
    'bytes',
    'file-fault.ts',
    'write-atomically.ts',
    'make-folder.ts',
    'sha256-of-file.ts',
    'internal-files.ts',
    'block-store.ts',
    'growing-array.ts',
    'mersenne-twister.ts',
    'young-generation.ts',
    'time-epsilon.ts',
    'in-flight.ts',
    'threads',
    'internal-threads.ts',
    'kernels',
    'luma',
    'hash',
    'features',
    'audio',
    'media',
    'fingerprint',
    'pool',
    'pool.ts',
    'portable.ts',
    'internal.ts',
    'internal-node.ts',
    'index.ts',
    'onnx',
    'onnx.ts',
  ],
  index: ['sorted-times.ts', 'reference-index', 'sketch', 'internal.ts', 'index.ts', 'store', 'store.ts', 'threads', 'internal-threads.ts'],
  matcher: [
    'equal-values.ts',
    'spread-over.ts',
    'statistics',
    'geometry',
    'match.ts',
    'sureness.ts',
    'luma',
    'align',
    'evidence',
    'verify',
    'propose',
    'shared-content',
    'search.ts',
    'find-matches.ts',
    'undecided-intervals.ts',
    'settled-intervals.ts',
    'search-session.ts',
    'groups',
    'published',
    'provenance',
    'policy',
    'internal.ts',
    'index.ts',
    'store.ts',
    'pool',
    'pool.ts',
  ],
  release: ['name', 'name.ts', 'archive', 'side-files', 'folder', 'index.ts'],
  disc: ['bytes', 'volume', 'source', 'forensic', 'structure', 'dvd', 'bluray', 'ids', 'clips', 'read-disc.ts', 'index.ts'],
  sweep: ['bands', 'engine', 'parquet', 'search', 'index.ts'],
  marks: ['ffmpeg.ts', 'key', 'pattern', 'code', 'embed', 'read', 'canaries', 'internal-code.ts', 'internal.ts', 'index.ts'],
  engine: [
    'version.ts',
    'refusal.ts',
    'worlds-fault.ts',
    'progress.ts',
    'iscc',
    'files',
    'intake',
    'records',
    'blobs',
    'catalogue',
    'reference-search.ts',
    'stores.ts',
    'upkeep',
    'transfer',
    'scan',
    'disputes',
    'held-back',
    'enroll',
    'pictures',
    'sweep',
    'library.ts',
    'open-library.ts',
    'records.ts',
    'index.ts',
    'internal.ts',
  ],
  evidence: [
    'design',
    'words',
    'internal-words.ts',
    'bytes',
    'canonical-json.ts',
    'digest.ts',
    'schema.ts',
    'files.ts',
    'csv-rows.ts',
    'bag',
    'xlsx-rows.ts',
    'table-rows.ts',
    'identity',
    'avails',
    'recipients',
    'drafts',
    'case',
    'logs',
    'groups',
    'proofs',
    'ledger',
    'sign',
    'credentials',
    'bundle',
    'portable.ts',
    'internal.ts',
    'index.ts',
  ],
  service: [
    'tracing.ts',
    'store',
    'organisations',
    'uploads',
    'requests',
    'webhooks',
    'accounts',
    'reviews',
    'queue',
    'search',
    'service.ts',
    'absent-servers.ts',
    'inspect-service.ts',
    'open-embedded.ts',
    'open-on-servers.ts',
    'open-served-library.ts',
    'open-service.ts',
    'pictures',
    'work',
    'http',
    'index.ts',
    'internal.ts',
  ],
  client: ['api.ts', 'resumable.ts', 'client.ts', 'verify-webhook.ts', 'index.ts'],
  console: [
    'store.ts',
    'paths.ts',
    'page-props.ts',
    'router.ts',
    'words',
    'words.ts',
    'theme.ts',
    'connection.ts',
    'shared-key.ts',
    'service.ts',
    'live.ts',
    'facts',
    'pictures',
    'fingerprint',
    'parts',
    'charts',
    'pages',
    'pages.ts',
    'shell.tsx',
    'main.tsx',
  ],
  cli: [
    'exit.ts',
    'io.ts',
    'output',
    'report',
    'definitions',
    'settings',
    'watch',
    'commands',
    'program.ts',
    'run.ts',
    'index.ts',
    'main.ts',
  ],
  bench: [
    'clips',
    'measure',
    'results',
    'hashers',
    'library',
    'scale',
    'nearest',
    'throughput',
    'service',
    'release-names',
    'accuracy',
    'sources',
    'lawful',
    'recipients',
    'case',
    'marks',
    'index.ts',
    'command-line.ts',
    'hash-command.ts',
    'random-edits-command.ts',
    'run-measurements.ts',
    'measurements.ts',
    'main.ts',
  ],
};

/** Packages of this repository, lowest first, with the entries that each may import. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  index: ['@streetdate/core/portable', '@streetdate/core/internal', '@streetdate/core/internal/files'],
  matcher: [
    '@streetdate/core/portable',
    '@streetdate/core/internal',
    '@streetdate/core/internal/threads',
    '@streetdate/index',
    '@streetdate/index/store',
    '@streetdate/index/internal',
    '@streetdate/index/internal/threads',
  ],
  disc: ['@streetdate/core/portable', '@streetdate/core/internal', '@streetdate/core/internal/node'],
  release: ['@streetdate/core', '@streetdate/core/portable', '@streetdate/core/internal', '@streetdate/matcher'],
  sweep: [
    '@streetdate/core/portable',
    '@streetdate/core/internal',
    '@streetdate/core/internal/files',
    '@streetdate/index',
    '@streetdate/matcher',
  ],
  marks: [
    '@streetdate/core',
    '@streetdate/core/portable',
    '@streetdate/core/internal',
    '@streetdate/core/internal/files',
    '@streetdate/core/internal/node',
    '@streetdate/index',
    '@streetdate/matcher',
  ],
  engine: [
    '@streetdate/core',
    '@streetdate/core/pool',
    '@streetdate/core/portable',
    '@streetdate/core/internal',
    '@streetdate/core/internal/files',
    '@streetdate/core/internal/node',
    '@streetdate/index',
    '@streetdate/index/store',
    '@streetdate/index/internal',
    '@streetdate/matcher',
    '@streetdate/matcher/internal',
    '@streetdate/matcher/pool',
    '@streetdate/release',
    '@streetdate/release/name',
    '@streetdate/disc',
    '@streetdate/sweep',
  ],
  evidence: [
    '@streetdate/core',
    '@streetdate/core/portable',
    '@streetdate/core/internal',
    '@streetdate/core/internal/files',
    '@streetdate/engine',
    '@streetdate/engine/internal',
    '@streetdate/marks/internal/code',
    '@streetdate/index',
    '@streetdate/matcher',
    '@streetdate/matcher/internal',
    '@streetdate/release',
    '@streetdate/release/name',
  ],
  service: [
    '@streetdate/core',
    '@streetdate/core/portable',
    '@streetdate/core/internal',
    '@streetdate/core/internal/files',
    '@streetdate/core/internal/node',
    '@streetdate/engine',
    '@streetdate/engine/internal',
    '@streetdate/engine/records',
    '@streetdate/evidence',
    '@streetdate/evidence/internal',
    '@streetdate/index',
    '@streetdate/index/store',
    '@streetdate/index/internal',
    '@streetdate/matcher',
    '@streetdate/matcher/internal',
    '@streetdate/matcher/pool',
  ],
  client: [],
  console: [
    '@streetdate/client',
    '@streetdate/core/portable',
    '@streetdate/evidence/internal/words',
    '@streetdate/evidence/portable',
    '@streetdate/matcher/internal',
  ],
  cli: [
    '@streetdate/service',
    '@streetdate/service/internal',
    '@streetdate/evidence',
    '@streetdate/evidence/internal',
    '@streetdate/evidence/internal/words',
    '@streetdate/engine',
    '@streetdate/engine/records',
    '@streetdate/engine/internal',
    '@streetdate/core',
    '@streetdate/core/pool',
    '@streetdate/core/portable',
    '@streetdate/core/internal',
    '@streetdate/core/internal/files',
    '@streetdate/core/internal/node',
    '@streetdate/matcher',
    '@streetdate/matcher/internal',
    '@streetdate/matcher/pool',
    '@streetdate/release',
    '@streetdate/release/name',
    '@streetdate/disc',
    '@streetdate/sweep',
    '@streetdate/marks',
    '@streetdate/marks/internal',
  ],
  bench: [
    '@streetdate/marks',
    '@streetdate/marks/internal',
    '@streetdate/evidence',
    '@streetdate/evidence/internal',
    '@streetdate/core',
    '@streetdate/core/pool',
    '@streetdate/core/portable',
    '@streetdate/core/internal',
    '@streetdate/core/internal/node',
    '@streetdate/engine',
    '@streetdate/engine/internal',
    '@streetdate/index',
    '@streetdate/index/store',
    '@streetdate/index/internal',
    '@streetdate/matcher',
    '@streetdate/matcher/internal',
    '@streetdate/matcher/pool',
    '@streetdate/release/name',
    '@streetdate/service',
    '@streetdate/service/internal',
    '@streetdate/sweep',
  ],
};

/** Every import that reaches up, leaves the package or comes from no known floor. */
function floorFaults(imports: Imports, floors: readonly string[]): string[] {
  const floorOf = (file: string) => floors.indexOf(file.split('/')[0]!);
  const faults: string[] = [];
  for (const [file, names] of imports) {
    if (floorOf(file) < 0) faults.push(`${file} is on no floor`);
    for (const target of names.flatMap((name) => localTarget(file, name) ?? [])) {
      if (!imports.has(target)) faults.push(`${file} imports ${target}, which is no source of its package`);
      else if (floorOf(target) > floorOf(file)) faults.push(`${file} reaches up to ${target}`);
    }
  }
  return faults;
}

/** The imports that go round in a circle, one for each circle found. */
function circleFaults(imports: Imports): string[] {
  const done = new Set<string>();
  const faults: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) faults.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (done.has(file) || way.includes(file)) return;
    for (const name of imports.get(file) ?? []) {
      const target = localTarget(file, name);
      if (target !== undefined) visit(target, [...way, file]);
    }
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return faults;
}

/** Every import of another package of this repository that the arrows do not allow. */
function arrowFaults(imports: Imports, siblings: ReadonlySet<string>, allowed: readonly string[]): string[] {
  return [...imports].flatMap(([file, names]) =>
    names.filter((name) => siblings.has(packageOf(name) ?? '') && !allowed.includes(name)).map((name) => `${file} imports ${name}`),
  );
}

const siblings = new Set(PACKAGES.map((folder) => readManifest(folder).name));

test('every package has its floors and arrows written down', () => {
  expect(Object.keys(FLOORS).sort()).toEqual([...PACKAGES].sort());
  expect(Object.keys(ARROWS).sort()).toEqual([...PACKAGES].sort());
});

describe.each(PACKAGES)('in %s', (folder) => {
  const imports = readImports(folder);

  test('a file imports its own floor and lower ones only', () => {
    expect(floorFaults(imports, FLOORS[folder] ?? [])).toEqual([]);
  });

  test('imports never go round in a circle', () => {
    expect(circleFaults(imports)).toEqual([]);
  });

  test('only the packages below are imported, by the entries they offer', () => {
    expect(arrowFaults(imports, siblings, ARROWS[folder] ?? [])).toEqual([]);
  });
});

describe('the checks themselves', () => {
  const floors = ['low', 'high', 'index.ts'];

  test('find an import that reaches up, leaves the package, or has no floor', () => {
    const imports: Imports = new Map([
      ['low/a.ts', ['../high/b.ts', './c.ts', 'node:fs', 'sharp']],
      ['low/c.ts', []],
      ['high/b.ts', ['../low/a.ts', '../../../core/src/errors.ts']],
      ['attic/d.ts', []],
    ]);
    expect(floorFaults(imports, floors)).toEqual([
      'low/a.ts reaches up to high/b.ts',
      'high/b.ts imports ../../core/src/errors.ts, which is no source of its package',
      'attic/d.ts is on no floor',
    ]);
  });

  test('find a circle', () => {
    const imports: Imports = new Map([
      ['a.ts', ['./b.ts']],
      ['b.ts', ['./c.ts']],
      ['c.ts', ['./b.ts', './d.ts']],
      ['d.ts', []],
    ]);
    expect(circleFaults(imports)).toEqual(['b.ts → c.ts → b.ts']);
  });

  test('find an import of a package above, or of the inside of one', () => {
    const imports: Imports = new Map([['a.ts', ['@streetdate/core/portable', '@streetdate/core/src/errors.ts', 'streetdate', 'zod']]]);
    expect(arrowFaults(imports, siblings, ['@streetdate/core/portable'])).toEqual([
      'a.ts imports @streetdate/core/src/errors.ts',
      'a.ts imports streetdate',
    ]);
  });
});
