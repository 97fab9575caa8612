// @module-tag process
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteFile } from '../../tools/sqlite-file.ts';
import { writeCopy } from '../tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  await streetdate(['init', '--home', home]);
  await streetdate(['title', 'add', 'Sintel', '--id', 'sintel-2010', '--home', home]);
  const allow = (...args: string[]) => streetdate(['allow', ...args, '--home', home], { now: '2026-12-01T00:00:00Z' });
  const sheet = async (text: string) => {
    const path = join(folder, 'accounts.csv');
    await writeFile(path, text);
    return path;
  };
  return { folder, home, allow, sheet };
}

const DECEMBER = ['--from', '2026-12-01@America/New_York', '--until', '2027-01-01@America/New_York'];
const STUDIO = ['--host', 'Video.example', '--account', 'studio'];
const WORDS =
  'video.example, account studio, for Sintel, from 2026-12-01 (America/New_York) until the beginning of 2027-01-01 (America/New_York)';

test('a place is allowed, listed and removed, in words and as JSON', async () => {
  const { allow } = await prepared();
  const added = await allow('add', ...STUDIO, '--title', 'Sintel', ...DECEMBER, '--reason', 'Their own channel.');
  expect(added).toMatchObject({ status: 0, stderr: '' });
  const id = /\[([0-9a-f]{16})\]/.exec(added.stdout)![1]!;
  expect(added.stdout).toBe(`${WORDS}  [${id}]\n  Their own channel.\n`);
  const again = await allow('add', ...STUDIO, '--title', 'sintel-2010', ...DECEMBER, '--json');
  expect(again).toMatchObject({ status: 0, stderr: 'streetdate: it was allowed before\n' });
  const zone = 'America/New_York';
  const facts = { host: 'video.example', account: 'studio', titleId: 'sintel-2010', reason: 'Their own channel.' };
  const times = { from: '2026-12-01', fromTimeZone: zone, until: '2027-01-01', untilTimeZone: zone, addedAt: '2026-12-01T00:00:00.000Z' };
  const record = { type: 'allowed-source', id, ...facts, ...times, title: 'Sintel', words: WORDS };
  expect(records(again)).toEqual([{ ...record, alreadyAllowed: true }]);
  expect((await allow('list')).stdout).toBe(added.stdout);
  expect(records(await allow('list', '--json'))).toEqual([record]);
  expect(await allow('remove', id)).toMatchObject({ status: 0, stdout: `no longer allowed: ${WORDS}  [${id}]\n` });
  expect(await allow('remove', id)).toMatchObject({ status: 3, stderr: expect.stringContaining('no allowed source has this id') });
  expect(await allow('list')).toMatchObject({ status: 0, stdout: '', stderr: 'streetdate: copies are allowed nowhere\n' });
});

test('a whole host is allowed only where that is said', async () => {
  const { allow } = await prepared();
  expect(await allow('add', '--host', 'video.example')).toMatchObject({
    status: 2,
    stderr: 'streetdate: name an --account of video.example, or write --whole-host to allow everything on it\n',
  });
  expect((await allow('add', '--host', '*.studio.example', '--whole-host')).stdout).toMatch(
    /^any host under studio\.example, every account, for every title, at any time {2}\[/,
  );
});

test.each([
  [['--account', 'studio'], "required option '--host <name>' not specified"],
  [['--host', 'https://video.example/studio', '--whole-host'], 'it must be a host name such as video.example'],
  [['--host', '*.example', '--whole-host'], 'it must name a domain below a top-level one'],
  [[...STUDIO, '--whole-host'], 'it must have an account or --whole-host, not both'],
  [['--host', 'video.example', '--account', '../x'], 'it must be an account such as studio or user/studio'],
  [[...STUDIO, '--from', '2026-12-02Z'], 'ISO 8601'],
  [[...STUDIO, '--from', '2026-12-02T00:00Z', '--until', '2026-12-01T00:00Z'], '--from must be before until'],
  [[...STUDIO, '--title', 'Another'], 'no title of the library is called Another'],
  [[...STUDIO, '--reason', ''], 'it must be a non-empty string'],
])('allow add %j is wrong use, and stores nothing', async (args, message) => {
  const { allow } = await prepared();
  const run = await allow('add', ...args);
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toContain(message);
  expect((await allow('list')).stdout).toBe('');
});

test('a sheet allows its good rows together, names the others by their lines, and can be imported again', async () => {
  const { allow, sheet } = await prepared();
  const good = [
    '*.studio.example,,,,,YES,Our own',
    'video.example,studio,Sintel,2026-12-01@America/New_York,2027-01-01@America/New_York,,',
  ];
  const bad = [
    [',studio,,,,,', 'its host must be given, since an account is one of a host'],
    ['b.example,,,,,no,', 'its account must be given, or its whole_host must be true'],
    ['b.example,x,,,,yes,', 'it must have an account or its whole_host, not both'],
    ['b.example,x,None,,,,', 'no title of the library is called None'],
    ['b.example,x,,soon,,,', 'its from is no time such as 2026-12-01@America/New_York: soon'],
    ['b.example,x,,2026-12-02,2026-12-01,,', 'its from must be before until'],
    ['b.example,x,,,,maybe,', 'its whole_host must be yes or no, got maybe'],
    ['b.example,x', 'it has 2 cells, and there are 7 columns'],
  ] as const;
  const path = await sheet(['Host,account,title,from,until,whole_host,reason', ...good, ...bad.map(([row]) => row)].join('\r\n'));
  const run = await allow('import', path);
  expect(run.status).toBe(3);
  expect(run.stdout).toMatch(
    /^any host under studio\.example, .*\n {2}Our own\nvideo\.example, account studio, for Sintel, .*\n2 places added; 8 rows left out\.\n$/,
  );
  for (const [at, [, reason]] of bad.entries()) expect(run.stderr).toContain(`accounts.csv: line ${at + 4} is left out: ${reason}`);
  const again = records(await allow('import', path, '--json'));
  expect(again.at(-1)).toEqual({ type: 'allow-import', path, added: 0, known: 2, badRows: 8 });
  expect(again.filter(({ type }) => type === 'allowed-source')).toMatchObject([{ alreadyAllowed: true }, { alreadyAllowed: true }]);
  expect(records(await allow('list', '--json'))).toHaveLength(2);
});

test.each([
  ['host,untill\na.example,2026-12-01\n', 'it has a column "untill"; the columns are host, account, title'],
  ['account\nstudio\n', 'it has no column host'],
  ['host,host\na,b\n', 'it has two columns host'],
  ['', 'it is empty; its first row names the columns'],
  ['host,account\na.example,"x\n', 'is no row of CSV'],
])('the sheet %j is refused, and stores nothing', async (text, message) => {
  const { allow, sheet } = await prepared();
  const run = await allow('import', await sheet(text));
  expect(run).toMatchObject({ status: 3, stdout: '' });
  expect(run.stderr).toContain(message);
  expect((await allow('list')).stdout).toBe('');
});

test('a stored place that cannot be read is named, and can be removed', async () => {
  const { home, allow } = await prepared();
  const [{ id }] = records(await allow('add', ...STUDIO, '--json')) as [{ id: string }];
  const file = openSqliteFile(join(home, 'catalogue.sqlite'));
  file.exec("update allowed_source set host = '*'");
  file.close();
  const listed = await allow('list');
  expect(listed).toMatchObject({ status: 3, stdout: '' });
  expect(listed.stderr).toContain(`the allowed source ${id} (*, account studio, every title) cannot be read, so that it allows nothing`);
  expect(await allow('remove', id)).toMatchObject({ status: 0, stdout: `no longer allowed: ${id}\n` });
  expect(await allow('list')).toMatchObject({ status: 0, stdout: '' });
});

test('scan keeps link, host and account, and refuses an account without a place', async () => {
  const { folder, home } = await prepared();
  const copy = await writeCopy(folder, 'a.sdfp', 1);
  const scan = (...args: string[]) => streetdate(['scan', copy, '--home', home, '--json', ...args]);
  const alone = await scan('--account', 'studio');
  expect(alone).toMatchObject({ status: 2, stderr: 'streetdate: --account needs --link or --host beside it\n' });
  const place = { link: 'https://video.example/watch/1', host: 'cdn.video.example', account: 'studio' };
  const options = Object.entries(place).flatMap(([name, value]) => [`--${name}`, value]);
  const [scanned] = records(await scan(...options, '--seen-at', '2026-12-01T00:00:00Z'));
  expect(scanned!.seen).toEqual([{ ...place, seenAt: '2026-12-01T00:00:00Z', seenAtBasis: 'reported' }]);
  expect(await scan('--host', 'x'.repeat(254))).toMatchObject({ status: 2, stderr: expect.stringContaining('at most 253 characters') });
});
