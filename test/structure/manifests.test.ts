import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PACKAGES, PACKAGES_FOLDER } from './sources.ts';

const REPOSITORY = 'https://github.com/streetdate/streetdate';

interface Manifest {
  readonly keywords?: readonly string[];
  readonly bundled?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(PACKAGES_FOLDER, folder, 'package.json'), 'utf8'));
}

test('there are fourteen packages', () => {
  expect(PACKAGES).toHaveLength(14);
});

describe.each(PACKAGES)('the manifest of %s', (folder) => {
  const manifest = manifestOf(folder);

  test('says where the package comes from, who wrote it, and where to report faults', () => {
    expect(manifest).toMatchObject({
      repository: { type: 'git', url: `git+${REPOSITORY}.git`, directory: `packages/${folder}` },
      homepage: `${REPOSITORY}/tree/main/packages/${folder}#readme`,
      bugs: { url: `${REPOSITORY}/issues` },
      author: 'Streetdate contributors',
    });
  });

  test('has keywords, each once, in the spelling of the registry', () => {
    const { keywords = [] } = manifest;
    expect(keywords.length).toBeGreaterThanOrEqual(3);
    expect(new Set(keywords).size).toBe(keywords.length);
    expect(keywords.filter((word) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(word))).toEqual([]);
  });

  test('installs no package that the build already holds', () => {
    const { bundled = [], dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifest;
    expect(bundled.filter((name) => name in dependencies || name in peerDependencies || !(name in devDependencies))).toEqual([]);
  });

  test('takes every peer as optional, and tests with it', () => {
    const { peerDependencies = {}, peerDependenciesMeta = {}, devDependencies = {} } = manifest;
    const names = Object.keys(peerDependencies);
    expect(names.filter((name) => peerDependenciesMeta[name]?.optional !== true)).toEqual([]);
    expect(names.filter((name) => !(name in devDependencies))).toEqual([]);
  });

  test('publishes its pages', () => {
    const { files } = manifest as { readonly files: readonly string[] };
    expect(files).toContain('README.md');
    expect(files.includes('docs')).toBe(existsSync(join(PACKAGES_FOLDER, folder, 'docs')));
  });
});
