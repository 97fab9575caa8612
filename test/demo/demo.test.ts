// @module-tag slow
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

const run = promisify(execFile);
const workspace = fileURLToPath(new URL('../../', import.meta.url));
const tsx = join(workspace, 'node_modules/.bin/tsx');
const demo = join(workspace, 'examples/demo/src/demo.ts');

/** Seconds by which a segment's ends may be off: two frames of a query, and what a fade hides. */
const TOLERANCE = 0.6;

/** One row of the demo's table. */
interface Row {
  readonly upload: string;
  readonly shows: string;
  readonly inUpload: readonly number[];
  readonly inFilm: readonly number[];
  readonly speed: number;
  readonly verdict: string;
}

/** The rows of the table, by the columns that its rule of dashes draws. */
function readTable(printed: string): Row[] {
  const lines = printed.split('\n');
  const rule = lines.findIndex((line) => /^─+( {2}─+)+$/.test(line));
  if (rule < 0) throw new Error(`no table in:\n${printed}`);
  const columns = [...lines[rule]!.matchAll(/─+/g)].map(({ index, 0: { length } }) => [index, index + length] as const);
  const body = lines.slice(rule + 1, lines.indexOf('', rule));
  return body.map((line) => {
    const [upload = '', , shows = '', inUpload = '', inFilm = '', speed = '', verdict = ''] = columns.map(([start, end]) =>
      line.slice(start, end).trim(),
    );
    return { upload, shows, inUpload: readSpan(inUpload), inFilm: readSpan(inFilm), speed: Number.parseFloat(speed), verdict };
  });
}

/** `0:05.4 to 0:09.0` as seconds. */
function readSpan(text: string): number[] {
  return text
    .split(' to ')
    .filter(Boolean)
    .map((clock) => clock.split(':').reduce((seconds, part) => 60 * seconds + Number(part), 0));
}

describe('npm run demo', () => {
  let folder = '';
  let printed = '';
  let rows: Row[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'streetdate-demo-'));
    ({ stdout: printed } = await run(tsx, [demo], { cwd: folder }));
    rows = readTable(printed);
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const rowsOf = (upload: string) => {
    const first = rows.findIndex((row) => row.upload === upload);
    const next = rows.findIndex((row, at) => at > first && row.upload !== '');
    return rows.slice(first, next < 0 ? undefined : next);
  };

  test('lists the four copies, the one in the archive, the unrelated film, and the trailer', () => {
    expect(rows.map(({ upload }) => upload).filter(Boolean)).toEqual([
      'reencoded.mp4',
      'half-size-letterboxed.mp4',
      'waves-with-a-clip.mp4',
      'pal-speed.mp4',
      'holiday.zip//readme.txt',
      'unrelated.mp4',
      'trailer-copy.mp4',
    ]);
  });

  // The first 3.4 s of the clip are nearly black. Luma tells them from another beginning, and pictures do not.
  test.each([
    { upload: 'reencoded.mp4', inUpload: [0, 10], inFilm: [0, 10], speed: 1 },
    { upload: 'half-size-letterboxed.mp4', inUpload: [0, 10], inFilm: [0, 10], speed: 1 },
    { upload: 'waves-with-a-clip.mp4', inUpload: [5.4, 9], inFilm: [3.4, 7], speed: 1 },
    { upload: 'pal-speed.mp4', inUpload: [0, 9.6], inFilm: [0, 10], speed: 25 / 24 },
    { upload: 'holiday.zip//readme.txt', inUpload: [0, 10], inFilm: [0, 10], speed: 1 },
  ])('finds Sintel in $upload, where it is and at its speed, and calls it a leak', ({ upload, inUpload, inFilm, speed }) => {
    const segments = rowsOf(upload);
    expect(segments[0]).toMatchObject({ shows: 'Sintel', verdict: 'pre-release-leak' });
    const length = ({ inUpload: [start = 0, end = 0] }: Row) => end - start;
    const row = segments.reduce((longest, segment) => (length(segment) > length(longest) ? segment : longest));
    for (const at of [0, 1]) {
      expect(Math.abs(row.inUpload[at]! - inUpload[at]!)).toBeLessThan(TOLERANCE);
      expect(Math.abs(row.inFilm[at]! - inFilm[at]!)).toBeLessThan(TOLERANCE);
    }
    expect(row.speed).toBeCloseTo(speed, 2);
  });

  test('finds nothing in the unrelated film', () => {
    expect(rowsOf('unrelated.mp4')).toMatchObject([{ shows: '—', verdict: 'no-match' }]);
  });

  test('calls the copy of the trailer published material', () => {
    const segments = rowsOf('trailer-copy.mp4');
    expect(segments[0]).toMatchObject({ verdict: 'published-material' });
    expect(segments.map(({ shows }) => shows)).toContain('Sintel, its trailer');
  });

  test('gives the credit that the clip’s licence asks for', () => {
    expect(printed).toContain('Sintel © Blender Foundation, durian.blender.org, CC BY 3.0');
  });

  test('prints every command that it runs, and ends with the path of the report', async () => {
    const commands = [...printed.matchAll(/^\$ node \S*packages\/cli\/dist\/main\.js (\w+)/gm)].map(([, command]) => command);
    expect(commands).toEqual(['init', 'enroll', 'enroll', 'scan', 'report']);
    const path = /: (\S+\.html) \(\d+ KiB\)$/.exec(printed.trim())?.[1] ?? '';
    expect((await stat(join(folder, path))).size).toBeGreaterThan(10_000);
    expect(await readFile(join(folder, path), 'utf8')).toContain('waves-with-a-clip.mp4');
  });
});

test('npm run demo -- --film FILE finds a part of the user’s own film at its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-demo-'));
  try {
    const film = join(folder, 'film.mp4');
    await runFfmpeg(['-i', FOOTAGE.franck, '-t', '126', '-c', 'copy', film]);
    const { stdout } = await run(tsx, [demo, '--film', film], { cwd: folder });
    const [reencoded] = readTable(stdout);
    // A film of 126 s: a minute from a third of it on.
    expect(reencoded).toMatchObject({ upload: 'reencoded.mp4', shows: 'Your film', verdict: 'pre-release-leak' });
    expect(Math.abs(reencoded!.inFilm[0]! - 126 / 3)).toBeLessThan(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 300_000);
