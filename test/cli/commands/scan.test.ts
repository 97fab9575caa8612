// @module-tag process
import { mkdir, readdir, rename, stat, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { Interrupt, scanRecord } from 'streetdate';
import { expect, test } from 'vitest';
import { FOOTAGE } from '../../tools/footage.ts';
import { type Film, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** A library with one film whose disc comes out on 10 March 2026, and a folder with a copy of it and an unrelated file. */
async function setUp() {
  const folder = await temporaryFolder();
  const [home, uploads] = [join(folder, 'library'), join(folder, 'uploads')];
  await mkdir(uploads);
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--id', 'disc-1', '--street-date', '2026-03-10T00:00:00Z']);
  const copy = await writeCopy(uploads, 'b-copy.sdfp', 1);
  const unrelated = await writeCopy(uploads, 'a-unrelated.sdfp', 2);
  return { folder, home, uploads, copy, unrelated };
}

const scanned = (run: { stdout: string; stderr: string; status: number }) => records(run).map((record) => [record.path, record.verdict]);

test('a copy seen before the street date is a leak: status 1, and one line of JSON a file in the order of the names', async () => {
  const { home, uploads, copy, unrelated } = await setUp();
  const run = await streetdate(['scan', uploads, '--home', home, '--json']);
  expect(run).toMatchObject({ status: 1, stderr: '' });
  const lines = records(run);
  expect(lines.map((line) => scanRecord.safeParse(line).error)).toEqual([undefined, undefined]);
  expect(lines).toMatchObject([
    { type: 'scan', path: unrelated, matches: [], verdict: { kind: 'no-match' } },
    {
      type: 'scan',
      path: copy,
      kind: 'film',
      duration: 60,
      reused: false,
      sighting: { seenAt: '2026-02-01T12:00:00.000Z', seenAtBasis: 'observed' },
      matches: [{ referenceId: 'disc-1', titleId: 'film', title: 'Film', strength: 'strong', verdict: { kind: 'pre-release-leak' } }],
      verdict: { kind: 'pre-release-leak', daysEarly: 36 },
    },
  ]);
  const segment = scanRecord.parse(lines[1]).matches[0]?.segments[0];
  expect(segment?.queryStart).toBeCloseTo(0, 0);
  expect(segment?.queryEnd).toBeCloseTo(60, 0);
  expect(segment?.referenceStart).toBeCloseTo(0, 0);
  expect(segment?.referenceEnd).toBeCloseTo(60, 0);
  expect(segment?.speed).toBeCloseTo(1, 2);
});

test('without a leak the status is 0', async () => {
  const { home, uploads, unrelated } = await setUp();
  expect((await streetdate(['scan', unrelated, '--home', home])).status).toBe(0);
  const late = await streetdate(['scan', uploads, '--home', home, '--seen-at', '2026-03-11T00:00:00Z', '--json']);
  expect(late.status).toBe(0);
  expect(records(late)).toMatchObject([
    { verdict: { kind: 'no-match' } },
    { verdict: { kind: 'released-copy' }, sighting: { seenAtBasis: 'reported' } },
  ]);
});

test('for a person it says what is shown where and what that means', async () => {
  const { home, copy } = await setUp();
  const { stdout } = await streetdate(['scan', copy, '--home', home]);
  expect(stdout).toMatch(
    /^PRE-RELEASE LEAK {2}\S+b-copy\.sdfp\n {4}Film \[disc-1\]: strong, fewer than 1 in a billion\n {6}0:00\.\d–(0:59|1:00)\.\d shows /,
  );
  expect(stdout).not.toMatch(/[ ,]$/m);
  expect(stdout).toContain('“Film” was seen on 2026-02-01');
});

test('a second scan gives the stored results with the first sighting, and a changed file is read again', async () => {
  const { home, uploads, copy } = await setUp();
  await streetdate(['scan', uploads, '--home', home]);
  const again = await streetdate(['scan', uploads, '--home', home, '--json'], { now: '2026-05-01T00:00:00Z' });
  expect(again.status).toBe(1);
  expect(records(again)).toMatchObject([{ reused: true }, { reused: true, sighting: { seenAt: '2026-02-01T12:00:00.000Z' } }]);
  await utimes(copy, 1, 1);
  const changed = await streetdate(['scan', copy, '--home', home, '--json'], { now: '2026-05-01T00:00:00Z' });
  expect(records(changed)).toMatchObject([{ reused: false, verdict: { kind: 'released-copy' } }]);
});

test('after the library has changed, files are matched again from their stored fingerprints: the files themselves are not read', async () => {
  const { folder, home, unrelated } = await setUp();
  await utimes(unrelated, 1_700_000_000, 1_700_000_000);
  await streetdate(['scan', unrelated, '--home', home]);
  const other = await writeReference(folder, 'other.sdfp', 2);
  await streetdate(['enroll', other, '--home', home, '--title', 'Other', '--street-date', '2026-04-01']);
  // A text of the same size and time in its place would be no fingerprint, if it were read.
  await writeFile(unrelated, 'x'.repeat((await stat(unrelated)).size));
  await utimes(unrelated, 1_700_000_000, 1_700_000_000);
  const run = await streetdate(['scan', unrelated, '--home', home, '--json']);
  expect(run.status).toBe(1);
  expect(records(run)).toMatchObject([{ reused: false, matches: [{ referenceId: 'other.1' }] }]);
});

test('--rescan reads again what is stored', async () => {
  const { home, copy } = await setUp();
  await streetdate(['scan', copy, '--home', home]);
  const run = await streetdate(['scan', copy, '--home', home, '--rescan', '--json'], { now: '2026-02-03T00:00:00Z' });
  expect(records(run)).toMatchObject([
    { reused: false, scannedAt: '2026-02-03T00:00:00.000Z', sighting: { seenAt: '2026-02-01T12:00:00.000Z' } },
  ]);
});

test('--seen-at and --territory are kept with the scan', async () => {
  const { home, copy } = await setUp();
  await streetdate(['scan', copy, '--home', home]);
  await streetdate(['scan', copy, '--home', home, '--seen-at', '2026-01-05T00:00:00Z', '--territory', 'de']);
  expect(records(await streetdate(['show', copy, '--home', home, '--json']))).toMatchObject([
    { sighting: { seenAt: '2026-01-05T00:00:00Z', seenAtBasis: 'reported', territory: 'DE' } },
  ]);
});

test('a file with two titles is as grave as the graver one', async () => {
  const { folder, home, uploads } = await setUp();
  const out = await writeReference(folder, 'out.sdfp', 3);
  await streetdate(['enroll', out, '--home', home, '--title', 'Out', '--street-date', '2025-01-01']);
  const both: Film = (time) => (time < 60 ? syntheticFilm(1, 60)(time) : syntheticFilm(3, 60)(time - 60));
  const path = join(uploads, 'both.sdfp');
  await saveFingerprint(path, sampleFilm(both, { seconds: 120, framesPerSecond: 2, role: 'query' }));
  const run = await streetdate(['scan', path, '--home', home, '--json']);
  const [line] = records(run);
  const kinds = scanRecord.parse(line).matches.map(({ title, verdict }) => [title, verdict.kind]);
  expect(kinds.sort()).toEqual([
    ['Film', 'pre-release-leak'],
    ['Out', 'released-copy'],
  ]);
  expect(line).toMatchObject({ verdict: { kind: 'pre-release-leak' } });
});

test('a disc copy is a leak although the digital sale has begun, once source evidence says so', async () => {
  const { home, copy } = await setUp();
  await streetdate(['title', 'add', 'Film', '--home', home, '--window', 'WORLD:digital:2026-01-15T00:00:00Z']);
  const plain = await streetdate(['scan', copy, '--home', home, '--json']);
  expect(records(plain)).toMatchObject([{ verdict: { kind: 'needs-review', reasons: ['digital-already-open'] } }]);
  expect(plain.status).toBe(0);
  const source = await streetdate(['scan', copy, '--home', home, '--json', '--source', 'disc:100:has the menus']);
  expect(records(source)).toMatchObject([{ verdict: { kind: 'pre-release-leak', basis: 'source-evidence' } }]);
  expect(source.status).toBe(1);
});

test('links and loops of links: each file once, and the library’s own files never', async () => {
  const { folder, home, uploads, copy, unrelated } = await setUp();
  await symlink('.', join(uploads, 'loop'));
  await symlink(copy, join(uploads, 'z-link.sdfp'));
  await mkdir(join(uploads, 'deep', 'er'), { recursive: true });
  await symlink(uploads, join(uploads, 'deep', 'er', 'up'));
  await rename(home, join(uploads, 'library'));
  const run = await streetdate(['scan', folder, uploads, copy, '--home', join(uploads, 'library'), '--json']);
  expect(scanned(run).map(([path]) => path)).toEqual([join(folder, 'film.sdfp'), unrelated, copy]);
});

test('a link that leads nowhere and one that leads to itself are failures; what lies beside films is named as no media', async () => {
  const { home, uploads } = await setUp();
  await symlink('nowhere.mkv', join(uploads, 'dangling.mkv'));
  await symlink('self.mkv', join(uploads, 'self.mkv'));
  for (const name of ['film.nfo', 'film.srt', '.DS_Store', 'noext', 'film.bin']) await writeFile(join(uploads, name), 'not media\n');
  const run = await streetdate(['scan', uploads, '--home', home, '--json']);
  expect(run.status).toBe(3);
  const others = records(run).filter(({ type }) => type === 'not-media');
  expect(others.map(({ path, content }) => [String(path).slice(uploads.length + 1), content])).toEqual(
    ['.DS_Store', 'film.bin', 'film.nfo', 'film.srt', 'noext'].map((name) => [name, 'a text']),
  );
  const rest = records(run).filter(({ type }) => type !== 'not-media');
  expect(rest.map(({ type, path, code }) => [type, path, code])).toEqual([
    ['scan', join(uploads, 'a-unrelated.sdfp'), undefined],
    ['scan', join(uploads, 'b-copy.sdfp'), undefined],
    ['error', join(uploads, 'dangling.mkv'), 'file-not-found'],
    ['error', join(uploads, 'self.mkv'), 'file-unreadable'],
  ]);
  expect(run.stderr).toBe(
    `streetdate: ${uploads}/dangling.mkv: there is no such file\nstreetdate: ${uploads}/self.mkv: it is a loop of symbolic links\n`,
  );
});

test('an empty library finds nothing and says why', async () => {
  const { folder, copy } = await setUp();
  await streetdate(['init', '--home', join(folder, 'new')]);
  const run = await streetdate(['scan', copy, '--home', join(folder, 'new')]);
  expect(run).toMatchObject({ status: 0, stderr: 'streetdate: the library has no references yet, so nothing can be found\n' });
  expect((await streetdate(['scan', copy, '--home', join(folder, 'new'), '--quiet'])).stderr).toBe('');
});

test('an interrupted scan stops with the status of its signal', async () => {
  const { home, uploads } = await setUp();
  const run = await streetdate(['scan', FOOTAGE.sintel, uploads, '--home', home], { signal: AbortSignal.abort(new Interrupt('SIGINT')) });
  expect(run).toMatchObject({ status: 130, stdout: '' });
});

test('a damaged catalogue, and a missing one, are said in one line', async () => {
  const { home, folder } = await setUp();
  await writeFile(join(home, 'catalogue.sqlite'), 'not a database at all, but long enough to be looked at closely');
  for (const name of (await readdir(home)).filter((each) => /-(wal|shm)$/.test(each))) await unlink(join(home, name));
  const reason = `${home}/catalogue.sqlite: it is not a catalogue, or is damaged`;
  expect(await streetdate(['judge', '--home', home])).toEqual({ status: 3, stdout: '', stderr: `streetdate: ${reason}\n` });
  const none = join(folder, 'none');
  const missing = await streetdate(['judge', '--home', none]);
  expect(missing.status).toBe(2);
  expect(missing.stderr).toMatch(/^streetdate: there is no library in .*none, which --home names; .*\n$/);
});

test('--explain says for each file what each proposer tried, cost and gave, also where a result was stored before', async () => {
  const { home, uploads, copy, unrelated } = await setUp();
  await streetdate(['scan', uploads, '--home', home]);
  const run = await streetdate(['scan', uploads, '--home', home, '--explain', '--json']);
  const [first, second] = records(run).map((line) => scanRecord.parse(line));
  expect([first!.path, second!.path]).toEqual([unrelated, copy]);
  expect(first!.search!.every(({ secondsExplained }) => secondsExplained === 0)).toBe(true);
  const found = second!.search!.find(({ proposer }) => proposer === 'hash-votes')!;
  expect(found).toMatchObject({ ran: true, found: 1, bestScore: expect.any(Number) });
  expect(second!.search!.at(-1)!.secondsLeft).toBeLessThan(1);

  const { stdout } = await streetdate(['scan', copy, '--home', home, '--explain']);
  const lines = stdout.split('\n').map((line) => line.trim());
  expect(lines).toContainEqual(
    expect.stringMatching(/^search, by proposer +seconds +M comparisons +proposed +found +best score +s explained +s left$/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^hash-votes +\d+\.\d\d +[\d.]+ +\d+ +1 +\d+\.\d +(59|60)\.\d +[01]\.\d$/));
  expect(lines).toContainEqual(expect.stringMatching(/^nothing to look at: still, /));
});
