// @module-tag process
import { copyFile, mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCopy } from '../../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';

test('the command links releases of a case by their contents, and says how strongly and by what', async () => {
  const folder = await temporaryFolder();
  const [server, home] = [join(folder, 'server'), join(folder, 'home')];
  await mkdir(server);
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  const put = async (name: string, time: string) => {
    await mkdir(join(server, name));
    await copyFile(copy, join(server, name, 'film.mkv'));
    // Each film is a content of its own.
    await writeFile(join(server, name, 'film.mkv'), Buffer.concat([Buffer.from(name), Buffer.alloc(50)]));
    await utimes(join(server, name, 'film.mkv'), new Date(time), new Date(time));
  };
  for (let at = 0; at < 12; at++) {
    await put(`A.Film.${at + 2000}.DVDRip.XviD-ONE`, `2026-01-${10 + at}T20:15:00Z`);
    await put(`Another Film ${at + 2000} 1080p BluRay x264-TWO`, `2026-01-${10 + at}T05:30:00Z`);
  }
  await put('sample', '2026-01-01T00:00:00Z');
  await streetdate(['init', '--home', home]);
  await streetdate(['case', 'add-server', server, '--name', 'FTP', '--country', 'NL', '--home', home]);
  const run = await streetdate(['case', 'groups', '--least', '5', '--home', home, '--json']);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  const [record] = records(run) as unknown as {
    releases: { id: string; group?: string }[];
    links: { releases: [string, string]; ratio: number; traits: { name: string }[] }[];
    clusters: string[][];
  }[];
  const groupOf = new Map(record!.releases.map(({ id, group }) => [id, group]));
  expect(record!.releases).toHaveLength(24);
  expect(record!.links.length).toBeGreaterThan(20);
  for (const { releases, traits } of record!.links) {
    expect(groupOf.get(releases[0])).toBe(groupOf.get(releases[1]));
    expect(traits.map(({ name }) => name)).toContain('order of the name');
  }
  expect(record!.clusters.map(({ length }) => length)).toEqual([12, 12]);
  const { stdout } = await streetdate(['case', 'groups', '--least', '5', '--top', '1', '--home', home]);
  expect(stdout).toMatch(
    /^\d+ links between 24 releases; 276 pairs compared\. Of so many pairs, chance alone would link at most 56\. Learnt from 2 groups/,
  );
  expect(stdout).toContain('12 releases, names claim ONE');
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^[\d.,]+ : 1 {2}.* and .*: .*hour of the day/);
  expect(await streetdate(['case', 'groups', '--least', '0.5', '--home', home])).toMatchObject({ status: 2 });
  const page = join(folder, 'case.html');
  expect(await streetdate(['case', 'report', '-o', page, '--home', home])).toMatchObject({ status: 0 });
  expect(await readFile(page, 'utf8')).toContain('between 24 releases; 276 pairs compared.');
});
