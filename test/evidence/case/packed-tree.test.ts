// @module-tag process
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isScanned, openLibrary } from '@streetdate/engine';
import { addServer } from '@streetdate/evidence';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { MISSING_PACKERS, makePackedTree } from '../tools/packed-tree.ts';

/** STREETDATE_TREE_SEEDS=1,2,3 makes other trees. */
const SEEDS = (process.env.STREETDATE_TREE_SEEDS ?? '1,2').split(',').map(Number);
const without = MISSING_PACKERS.length === 0 ? '' : ` (without ${MISSING_PACKERS.join(', ')}, whose programs are missing)`;

interface Named {
  readonly path: string;
  readonly reason: string;
}

/**
 * Whether it is said why a clip is not read: for itself, for what it lies in, or for a file beside it whose reason is that their archive is damaged.
 * An archive in a stream has no list: what comes after the damage has no name.
 */
function isNamed(named: readonly Named[], path: string): boolean {
  const parts = path.split('//');
  const around = parts.map((_, at) => parts.slice(0, at + 1).join('//'));
  return named.some(
    (each) => around.includes(each.path) || around.slice(0, -1).some((archive) => each.reason.includes(`${archive} is damaged`)),
  );
}

test.each(SEEDS)(
  `in a tree of folders, archives and images every clip is read or named with a reason, seed %i${without}`,
  async (seed) => {
    const folder = await temporaryFolder();
    const [server, scratch, spool] = ['server', 'scratch', 'spool'].map((name) => join(folder, name)) as [string, string, string];
    for (const each of [server, scratch, spool]) await mkdir(each);
    const clips = await makePackedTree(server, scratch, seed);
    expect(new Set(clips.map(({ sha256 }) => sha256)).size).toBe(clips.length);
    const library = await openLibrary(join(folder, 'home'));
    onTestFinished(() => library.close());
    vi.stubEnv('TMPDIR', spool);
    onTestFinished(() => void vi.unstubAllEnvs());

    const leftBehind = async () => (await readdir(spool)).filter((name) => name.startsWith('streetdate-'));
    const { unscanned } = await addServer(library, server, { name: 'FTP', country: 'NL' });
    const { catalogue } = library;
    const problems: Named[] = [...(await catalogue.serverProblems('ftp'))];
    const files = await catalogue.serverFiles('ftp', 'all', { after: '', most: 10_000 });
    problems.push(...files.flatMap(({ path, problem }) => (problem === undefined ? [] : [{ path, reason: problem }])));
    const copies = new Map((await catalogue.filmCopies({ after: '', most: 10_000 })).map((copy) => [copy.digest, copy]));
    const lost = clips.filter(({ path, sha256 }) => copies.get(sha256)?.path !== path && !isNamed(problems, path));
    expect(lost).toEqual([]);
    const whole = clips.filter(({ isDamaged }) => !isDamaged);
    expect(whole.length).toBeGreaterThan(10);
    expect(whole.filter(({ path, sha256 }) => copies.get(sha256)?.path !== path)).toEqual([]);
    expect(unscanned.filter(({ path }) => whole.some((each) => each.path === path))).toEqual([]);
    expect(await leftBehind()).toEqual([]);

    const [scanned, failed] = [new Set<string>(), [] as Named[]];
    for await (const outcome of library.scan(server, { iscc: false })) {
      for (const each of 'files' in outcome && outcome.files ? outcome.files : [outcome]) {
        const path = each.path.slice(server.length + 1);
        if (isScanned(each)) scanned.add(path);
        else failed.push({ path, reason: 'error' in each ? each.error.message : '' });
      }
    }
    const missed = clips.filter(({ path }) => !scanned.has(path) && !isNamed(failed, path));
    expect(missed).toEqual([]);
    expect(whole.filter(({ path }) => !scanned.has(path))).toEqual([]);
    expect(await leftBehind()).toEqual([]);
  },
  600_000,
);
