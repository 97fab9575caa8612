// @module-tag process
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run as runCommand } from 'streetdate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startBuilt } from '../tools/built-command.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { capture, records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

beforeEach(() => vi.stubEnv('STREETDATE_CONFINEMENT', 'limits'));
afterEach(() => vi.unstubAllEnvs());

const examples = fileURLToPath(new URL('../../../examples/feeds/', import.meta.url));

/** A library with one film on sale in March, and a folder with a copy of it. */
async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const film = await writeReference(folder, 'film.sdfp', 1);
  const sale = ['--territory', 'DE', '--street-date', '2027-03-09'];
  expect((await streetdate(['enroll', film, '--title', 'Film', ...sale, '--home', home])).status).toBe(0);
  await mkdir(join(folder, 'prints'));
  const copy = await writeCopy(join(folder, 'prints'), '77c1.sdfp', 1);
  const run = (...feeds: string[]) => streetdate(['sightings', ...feeds, '--json', '--home', home], { now: '2027-05-01T00:00:00Z' });
  return { folder, home, copy, run };
}

test('each row is judged by its own time and place, and says link, host and basis', async () => {
  const { folder, home, run } = await prepared();
  const feed = join(folder, 'crawl.jsonl');
  const rows = [
    { file: 'prints/77c1.sdfp', seenAt: '2027-02-07T12:00:00Z', basis: 'observed', link: 'https://host.example/v/1', country: 'DE' },
    { file: 'prints/77c1.sdfp', seenAt: '2027-04-07T12:00:00Z', host: 'late.example', country: 'DE' },
    { file: join(folder, 'prints/77c1.sdfp'), seenAt: '2027-02-09T12:00:00Z', basis: 'file-time', host: 'x.example', country: 'DE' },
  ];
  await writeFile(feed, rows.map((row) => JSON.stringify(row)).join('\n'));
  const first = await run(feed);
  expect(first).toMatchObject({ status: 1, stderr: '' });
  expect(records(first)).toMatchObject([
    { type: 'sighting', line: 1, link: 'https://host.example/v/1', basis: 'observed', scan: { verdict: { kind: 'pre-release-leak' } } },
    { line: 2, host: 'late.example', basis: 'reported', scan: { reused: true, verdict: { kind: 'released-copy' } } },
    { line: 3, basis: 'file-time', scan: { verdict: { kind: 'needs-review' } } },
  ]);
  // The library keeps all of them, and judges by the earliest one.
  const de = { territory: 'DE' };
  const seen = [
    { seenAt: '2027-02-07T12:00:00Z', seenAtBasis: 'observed', ...de, link: 'https://host.example/v/1' },
    { seenAt: '2027-02-09T12:00:00Z', seenAtBasis: 'file-time', ...de, host: 'x.example' },
    { seenAt: '2027-04-07T12:00:00Z', seenAtBasis: 'reported', ...de, host: 'late.example' },
  ];
  const sighting = { seenAt: '2027-02-07T12:00:00Z', seenAtBasis: 'observed', ...de };
  const stored = () => streetdate(['judge', '--json', '--home', home]).then((judged) => records(judged));
  expect(await stored()).toMatchObject([{ sighting, verdict: { kind: 'pre-release-leak' } }]);
  expect((await stored())[0]?.seen).toEqual(seen);
  // Again, after a stop: nothing is searched anew, the outcome is the same, and nothing is stored twice.
  const again = records(await run(feed));
  expect(again).toMatchObject(
    records(first).map(({ line, link }) => ({ line, ...(link !== undefined && { link }), scan: { reused: true } })),
  );
  expect((await stored())[0]?.seen).toEqual(seen);
  // For people.
  const { stdout } = await streetdate(['show', join(folder, 'prints/77c1.sdfp'), '--home', home]);
  expect(stdout).toContain(
    [
      '    seen at https://host.example/v/1 (DE), 2027-02-07T12:00:00Z, observed',
      "    seen at x.example (DE), 2027-02-09T12:00:00Z, by the file's own time",
      '    seen at late.example (DE), 2027-04-07T12:00:00Z, reported\n',
    ].join('\n'),
  );
});

test('rows of one file in any order, over several runs, leave the same verdict', async () => {
  const { folder, home, run } = await prepared();
  const rows = [
    { seenAt: '2027-04-07T12:00:00Z', host: 'late.example' },
    { seenAt: '2027-01-01T00:00:00Z', basis: 'file-time', host: 'clock.example' },
    { seenAt: '2027-02-07T12:00:00Z', host: 'early.example', country: 'DE' },
    { seenAt: '2027-02-07T14:00:00+02:00', host: 'early.example', country: 'DE' },
    { seenAt: '2027-03-01T12:00:00Z', host: 'middle.example', country: 'US' },
  ];
  for (const [index, row] of rows.entries()) {
    const feed = join(folder, `${index}.jsonl`);
    await writeFile(feed, JSON.stringify({ file: 'prints/77c1.sdfp', ...row }));
    expect((await run(feed)).stderr).toBe('');
  }
  const [scan] = records(await streetdate(['judge', '--json', '--home', home]));
  // A file's own time decides nothing, so that it does not take the place of one that somebody reported.
  const sighting = { seenAt: '2027-02-07T12:00:00Z', seenAtBasis: 'reported', territory: 'DE' };
  expect(scan).toMatchObject({ sighting, verdict: { kind: 'pre-release-leak' } });
  expect(scan?.seen).toHaveLength(rows.length);
});

test('an account is kept beside its place, and another account is another place', async () => {
  const { folder, home, run } = await prepared();
  const row = { file: 'prints/77c1.sdfp', seenAt: '2027-02-07T12:00:00Z', link: 'https://video.example/watch/1' };
  const feed = join(folder, 'crawl.jsonl');
  await writeFile(feed, [{ ...row, account: 'studio' }, { ...row, account: 'fan' }, row].map((each) => JSON.stringify(each)).join('\n'));
  expect(records(await run(feed)).map(({ account }) => account)).toEqual(['studio', 'fan', undefined]);
  const sheet = join(folder, 'crawl.csv');
  await writeFile(sheet, `file,seenAt,link,account\n${row.file},${row.seenAt},${row.link},studio\n`);
  const later = { now: '2027-05-02T00:00:00Z' };
  expect((await streetdate(['sightings', sheet, '--new', '--home', home], later)).stdout).toBe('');
  const [scan] = records(await streetdate(['judge', '--json', '--home', home]));
  expect(scan?.seen).toHaveLength(3);
  const { stdout } = await streetdate(['show', join(folder, row.file), '--home', home]);
  expect(stdout).toContain('seen at https://video.example/watch/1, account studio, 2027-02-07T12:00:00Z, reported');
  const report = join(folder, 'report.html');
  await streetdate(['report', '-o', report, '--home', home]);
  expect(await readFile(report, 'utf8')).toContain(', account <bdi>studio</bdi>');
});

test('a row that cannot be used is told with its line and reason, and the others go on', async () => {
  const { folder, run } = await prepared();
  const feed = join(folder, 'bad.jsonl');
  const good = { file: 'prints/77c1.sdfp', seenAt: '2027-02-07T12:00:00Z', link: 'magnet:?xt=urn:btih:00' };
  const bad: readonly (readonly [row: unknown, reason: RegExp])[] = [
    ['{', /^.*bad\.jsonl, line 1: it is not JSON: /],
    [{ ...good, link: undefined }, /line 2: needs link or host/],
    [{ ...good, country: 'Germany' }, /line 3: country: must be a code of ISO 3166-1 such as DE/],
    [{ ...good, seenAt: 'yesterday' }, /line 4: .*yesterday/],
    [{ ...good, basis: 'guessed' }, /line 5: basis: /],
    [{ ...good, colour: 'red' }, /line 6: .*colour/],
    [{ ...good, file: 'prints/none.sdfp' }, /none\.sdfp/],
    [`"${'x'.repeat(70_000)}"`, /line 8: it has more than 65536 characters/],
  ];
  const lines = bad.map(([row]) => (typeof row === 'string' ? row : JSON.stringify(row)));
  await writeFile(feed, [...lines, '', JSON.stringify(good)].join('\r\n'));
  const run1 = await run(feed);
  expect(run1.status).toBe(3);
  const printed = records(run1);
  expect(printed.map(({ type }) => type)).toEqual([...bad.map(() => 'error'), 'sighting']);
  for (const [index, [, reason]] of bad.entries()) expect(String(printed[index]?.message)).toMatch(reason);
  expect(printed.at(-1)).toMatchObject({ line: 10, link: good.link });
});

test('both example feeds say the same', async () => {
  const { folder, copy, run } = await prepared();
  await mkdir(join(folder, 'files'));
  await copyFile(copy, join(folder, 'files/8f3a.mkv'));
  const outcomes = [];
  for (const name of ['crawl.jsonl', 'crawl.csv']) {
    await copyFile(join(examples, name), join(folder, name));
    // The film is none: the decoder would have to say so.
    await writeFile(join(folder, 'files/8f3a.mkv'), '#EXTM3U\n#EXT-X-ENDLIST\n');
    const lines = records(await run(join(folder, name)));
    expect(lines.map(({ type }) => type)).toEqual(['error', 'sighting']);
    outcomes.push(lines.slice(1).map(({ host, seenAt, basis }) => ({ host, seenAt, basis })));
  }
  expect(outcomes[0]).toEqual(outcomes[1]);
});

test('a feed that is not there is named', async () => {
  const { folder, run } = await prepared();
  const { status, stderr } = await run(join(folder, 'none.jsonl'));
  expect(status).toBe(3);
  expect(stderr).toContain('none.jsonl');
});

test('rows from standard input are taken as they come, each once over all runs, and other commands can write meanwhile', async () => {
  const { folder, home, copy } = await prepared();
  const row = (host: string, file = copy) => `${JSON.stringify({ file, seenAt: '2027-02-07T12:00:00Z', host, country: 'DE' })}\n`;
  const start = (now: string) => {
    const [stdin, stdout, stderr] = [new PassThrough(), capture(false), capture(false)];
    const io = { stdin, stdout, stderr, signal: new AbortController().signal, now: () => new Date(now) };
    const end = runCommand(['sightings', '--new', '-', '--json', '--home', home], io);
    const until = async (lines: number) => {
      for (let left = 4000; stdout.text.split('\n').length <= lines; left--) {
        if (left === 0) throw new Error(`no line ${lines}; printed: ${stdout.text}${stderr.text}`);
        await sleep(50);
      }
    };
    return { stdin, stdout, stderr, end, until };
  };
  const first = start('2027-05-01T00:00:00Z');
  first.stdin.write(row('a.example'));
  await first.until(1);
  // A line that comes in two pieces. Meanwhile the library is nobody's.
  first.stdin.write(row('b.example').slice(0, 20));
  const enrolled = await streetdate(['enroll', await writeReference(folder, 'other.sdfp', 2), '--title', 'Other', '--home', home]);
  expect(enrolled).toMatchObject({ status: 0, stderr: '' });
  first.stdin.write(row('b.example').slice(20));
  // What was enrolled in between is known.
  first.stdin.write(row('c.example', await writeCopy(folder, 'other-copy.sdfp', 2)));
  first.stdin.write('no row\n');
  first.stdin.end();
  expect(await first.end).toBe(3);
  const lines = records({ status: 3, stdout: first.stdout.text, stderr: '' });
  expect(lines).toMatchObject([
    { line: 1, host: 'a.example' },
    { line: 2, host: 'b.example' },
    { line: 3, host: 'c.example', scan: { matches: [{ title: 'Other' }] } },
    { type: 'error', message: expect.stringMatching(/^standard input, line 4: it is not JSON/) },
  ]);
  // A file that was removed after its row was done is no fault, and one that never was there is.
  await rm(join(folder, 'other-copy.sdfp'));
  const second = start('2027-05-02T00:00:00Z');
  second.stdin.write(row('a.example') + row('b.example') + row('c.example', join(folder, 'other-copy.sdfp')));
  second.stdin.end(row('d.example') + row('e.example', join(folder, 'none.sdfp')));
  expect(await second.end).toBe(3);
  expect(second.stderr.text).toMatch(/^streetdate: .*none\.sdfp.*\n$/);
  expect(records({ status: 3, stdout: second.stdout.text, stderr: '' })).toMatchObject([{ line: 4, host: 'd.example' }, { type: 'error' }]);
});

test('a feed that is waited for ends with Ctrl-C', async () => {
  const { home, copy } = await prepared();
  const { process: child, end } = startBuilt(['sightings', '-', '--json', '--home', home], { stdin: 'pipe' });
  child.stdin!.write(`${JSON.stringify({ file: copy, seenAt: '2027-02-07T12:00:00Z', host: 'a.example' })}\n`);
  await new Promise((resolve) => child.stdout!.once('data', resolve));
  child.kill('SIGINT');
  expect(await end).toMatchObject({ status: 130, stdout: expect.stringContaining('a.example') });
});
