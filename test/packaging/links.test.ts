import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { readAll, runProgram, workspace } from './tarballs.ts';

const REPOSITORY = /^https:\/\/github\.com\/streetdate\/streetdate\/(?:blob|tree)\/main\//;
const tarballs = await readAll(inject('tarballs'));
const folder = await mkdtemp(join(tmpdir(), 'streetdate-links-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a page links to. Examples in code are none. */
function targetsOf(page: string): string[] {
  const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`]*`/g, '');
  return Array.from(prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g), ([, target]) => target!);
}

/** The anchors of a page's headings, as GitHub and the registry write them. */
function anchorsOf(page: string): string[] {
  return Array.from(page.matchAll(/^#+ (.*)$/gm), ([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(tarballs)('the pages of $name', ({ path, files }) => {
  const pages = files.filter((file) => file.endsWith('.md'));
  const read = async (page: string) => (await runProgram('tar', ['-xzOf', path, `package/${page}`], folder)).stdout;

  test('link to files and headings inside the tarball, or by an address', async () => {
    const broken: string[] = [];
    for (const page of pages) {
      for (const target of targetsOf(await read(page))) {
        if (/^[a-z]+:/.test(target)) continue;
        const [file = '', anchor] = target.split('#');
        const linked = file === '' ? page : posix.normalize(posix.join(dirname(page), file));
        if (!files.includes(linked)) broken.push(`${page} → ${target}`);
        else if (anchor !== undefined && !anchorsOf(await read(linked)).includes(anchor)) broken.push(`${page} → ${target}`);
      }
    }
    expect(pages).toContain('README.md');
    expect(broken).toEqual([]);
  });

  test('link to files that the repository has', async () => {
    const broken: string[] = [];
    for (const page of pages) {
      for (const target of targetsOf(await read(page))) {
        if (!target.startsWith('https://github.com/streetdate/')) continue;
        const place = target.replace(REPOSITORY, '').split('#')[0]!;
        if (!REPOSITORY.test(target) || !existsSync(join(workspace, place))) broken.push(`${page} → ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });
});

test('a link in code is none, and a heading has the anchor that GitHub gives it', async () => {
  expect(targetsOf('[a](b.md) `[c](d.md)`\n```md\n[e](f.md)\n```\n[g\nh](i.md#j "k")')).toEqual(['b.md', 'i.md#j']);
  expect(anchorsOf('# What it *weighs*, in MB\n')).toEqual(['what-it-weighs-in-mb']);
  expect(await readFile(join(workspace, 'packages/core/README.md'), 'utf8')).toMatch(/docs\/media\.md/);
});
