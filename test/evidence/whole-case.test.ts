// @module-tag process
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { openLibrary } from '@streetdate/engine';
import {
  type Bundle,
  createBundle,
  type Delivery,
  Ledger,
  makeCaseReport,
  recordScans,
  recordServers,
  signerOf,
  toCanonicalJson,
  verifyBundle,
} from '@streetdate/evidence';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listedCase } from '../../packages/evidence/src/case/listed-case.ts';
import { reportOfCase } from '../../packages/evidence/src/case/report-of-case.ts';
import { streetdate } from '../cli/tools/streetdate.ts';
import { standForFilms } from '../tools/prints-as-films.ts';
import { noisy, sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { newKeys } from './tools/case.ts';
import { byInsider, type Desk, type Forged, jsonOf } from './tools/insider.ts';

const SECONDS = 20;
const REPORT = 'case/report.json';
const keys = newKeys();
const DELIVERIES: readonly Delivery[] = [
  { title: 'Film A', variant: 'A-7', recipient: 'Shop 1', sentAt: '2026-01-02' },
  { title: 'Film A', variant: 'A-8', recipient: 'Shop 2', sentAt: '2026-01-02' },
];
const VARIANTS = [
  { title: 'Film A', variant: 'A-7', seenAt: '2026-01-10T00:00:00Z' },
  { title: 'Film A', variant: 'A-8' },
];
let folder = '';
let home = '';
let bundle: Bundle;

/** Three servers and a listing. The clock of the second is an hour ahead; film A spreads from the first, film B from the third; one film is strange. */
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-case-')));
  home = join(folder, 'library');
  for (const [name, seed, window] of [
    ['a', 1, 'US:disc:2026-02-01'],
    ['b', 2, 'WORLD:disc:2026-03-01'],
  ] as const) {
    const path = join(folder, `${name}.sdfp`);
    const opens = ['--window', `${window}T00:00:00Z`, '--home', home];
    await saveFingerprint(path, sampleFilm(syntheticFilm(seed, SECONDS), { seconds: SECONDS, framesPerSecond: 10, role: 'reference' }));
    await streetdate(['enroll', path, '--title', `Film ${name.toUpperCase()}`, '--id', `disc-${name}`, ...opens]);
  }
  const copy = async (name: string, seed: number) => {
    const film = noisy(syntheticFilm(seed, SECONDS), 12, seed + 1000);
    await saveFingerprint(join(folder, name), sampleFilm(film, { seconds: SECONDS, framesPerSecond: 4, role: 'query', phase: 0.03 }));
    return join(folder, name);
  };
  const [copyA, copyB, strange] = [await copy('copy-a.sdfp', 1), await copy('copy-b.sdfp', 2), await copy('strange.sdfp', 7)];
  const put = async (server: string, name: string, from: string, time: string, aheadSeconds = 0) => {
    await mkdir(join(folder, server), { recursive: true });
    const to = join(folder, server, name);
    await copyFile(from, to);
    const date = new Date(Date.parse(time) + 1000 * aheadSeconds);
    await utimes(to, date, date);
  };
  for (let at = 0; at < 10; at++) {
    await writeFile(join(folder, 'notes'), `notes ${at}`);
    for (const [server, ahead] of [
      ['one', 0],
      ['two', 3600],
      ['three', 0],
    ] as const) {
      await put(server, `${at} ë.nfo`, join(folder, 'notes'), `2026-01-0${(at % 9) + 1}T00:00:${10 + at}Z`, ahead + at);
    }
  }
  await put('one', 'Film.A.2026.DVDRip.XviD-GRP.sdfp', copyA, '2026-01-10T00:00:00Z');
  await put('two', 'renamed.sdfp', copyA, '2026-01-11T00:00:00Z', 3600);
  await put('three', 'third.sdfp', copyA, '2026-01-11T00:30:00Z');
  await put('three', 'b.sdfp', copyB, '2026-01-12T00:00:00Z');
  await put('one', 'late.sdfp', copyB, '2026-02-20T00:00:00Z');
  await put('one', 'strange.sdfp', strange, '2026-01-20T00:00:00Z');
  await writeFile(join(folder, 'list.csv'), 'path,size,time,sha256\nx.mkv,5,2026-01-09T00:00:00Z,\ny.mkv,5,,\n');
  for (const [name, country] of [
    ['one', 'NL'],
    ['two', 'DE'],
    ['three', 'SE'],
    ['list.csv', 'FR'],
  ] as const) {
    if (name !== 'list.csv') await standForFilms(home, join(folder, name), `FTP ${name}`);
    const seen = ['--seen-at', '2026-02-10T00:00:00Z', '--by', 'C. Bruun', '--home', home];
    await streetdate(['case', 'add-server', join(folder, name), '--name', `FTP ${name}`, '--country', country, ...seen]);
  }
  await streetdate(['ledger', 'record', '--by', 'M. Rossi', '--home', home]);
  await using library = await openLibrary(home);
  const recipients = { deliveries: DELIVERIES, variants: VARIANTS };
  const wholeCase = { recipients, pageOf: (report: Forged) => `<p>${report.titles.length}</p>` };
  bundle = await createBundle(library, new Ledger(library), [], { signers: [signerOf(keys.privateKey)], name: 'case-1', wholeCase });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const verified = (bytes: Uint8Array, page = '<p>2</p>') => verifyBundle(bytes, { keys: [keys.publicKey], pageOf: () => page });

test('another party computes order, lead times, clocks, overlaps and the ranking again, and reads where the numbers of days differ', async () => {
  const { holds, findings } = await verified(bundle.bytes);
  const sentences = (kind: string) =>
    findings
      .filter((finding) => finding.kind === kind)
      .map(({ sentence }) => sentence)
      .join('\n');
  expect(sentences('fails')).toBe('');
  expect(holds).toBe(true);
  const held = sentences('holds');
  expect(held).toContain('of 4 servers were computed again from their lists: each number is the same');
  expect(held).toMatch(/records the server FTP one \(NL\) with 13 files: exactly the enclosed list/);
  expect(held).toMatch(/Film A: first on FTP one \(.*, dated 2026-01-10T00:00:00\.000Z\); in order FTP one, FTP two, FTP three\./);
  expect(held).toMatch(/Film A: .* US disc 22 days\. Verdicts count from when a file was seen, and so give other numbers: /);
  expect(held).toMatch(
    /with the SHA-256 [0-9a-f]{64}, is Film\.A\.2026\.DVDRip\.XviD-GRP\.sdfp of FTP one, third\.sdfp of FTP three, renamed\.sdfp of FTP two\./,
  );
  expect(held).toMatch(/2 deliveries were ranked again, .*Shop 1 explains best .* 0\.\d+ at 0\.5, .* at 0\.999\. This ranks deliveries/);
  expect(held).toContain('data/case/case.html is the page that these numbers give');
  expect(sentences('asserted')).toMatch(
    /That 3 contents of the lists are films, and no others\. 0 of them were not scanned, and 1 show no title/,
  );
  expect(sentences('asserted')).toMatch(/variant A-7 of Film A was seen at .*; the first copy on a server of the case is of 2026-01-10T/);
  // What nothing computes is named: the report's clock, the clocks that are taken to be right, and each delivery.
  expect(sentences('asserted')).toMatch(/That the report was made at \S+Z by version \S+, with no clock taken to be right\./);
  expect(sentences('asserted')).toMatch(
    /The list of deliveries: .* noneChance 0\.5, .*recipient Shop 1, sentAt 2026-01-02, title Film A, variant A-7/,
  );
  expect(sentences('asserted')).toMatch(
    /Film A: the releases and groups that version \S+ read in the first paths are Film\.A\.2026\.DVDRip\.XviD-GRP\S* \(GRP\S*\), none/,
  );
  // It is what the library says of the case, to the last number.
  await using library = await openLibrary(home);
  const { generatedAt: _, ...stated } = jsonOf(bundle.files.get(`data/${REPORT}`)!).report;
  const { generatedAt: __, ...made } = JSON.parse(JSON.stringify(await makeCaseReport(library)));
  expect(stated).toEqual(made);
  // No clock and no chance: the same library gives the same bytes.
  const again = {
    signers: [signerOf(keys.privateKey)],
    name: 'case-1',
    wholeCase: { recipients: { deliveries: DELIVERIES, variants: VARIANTS }, pageOf: () => '<p>2</p>' },
  };
  expect(Buffer.from((await createBundle(library, new Ledger(library), [], again)).bytes).equals(bundle.bytes)).toBe(true);
});

/** Changes what is told of all servers. */
const tell = (change: (whole: Forged, desk: Desk) => unknown) => (desk: Desk) => {
  const whole = jsonOf(desk.payload.get(REPORT)!);
  change(whole, desk);
  desk.payload.set(REPORT, Buffer.from(toCanonicalJson(whole)));
};
const listOf = (id: string) => `case/servers/${id}.jsonl`;
const edit = (id: string, change: (text: string) => string) => (desk: Desk) => {
  desk.payload.set(listOf(id), Buffer.from(change(Buffer.from(desk.payload.get(listOf(id))!).toString())));
};
const serverOf = ({ entries }: Desk, id: string) => entries.find(({ event }) => event.serverId === id);

const NO_DIGEST = '0'.repeat(64);
/** Adds an entry about a log of a server, with a line about one of its files. */
const logOf = ({ entries }: Desk, serverId: string, digest: string) => {
  const last = entries.at(-1)!;
  const line = { line: 1, at: last.at, action: 'upload', isDone: true, path: '/x', file: 'renamed.sdfp', digest };
  const log = { kind: 'log', serverId, form: 'xferlog', name: 'xferlog', sha256: digest, bytes: 9, lines: 1, events: 1, badLines: 0 };
  entries.push({ ...last, position: last.position + 1, event: { ...log, copies: [line] } });
};

const ATTACKS: readonly (readonly [name: string, work: (desk: Desk) => unknown, says: RegExp])[] = [
  [
    'another server had it first',
    tell(({ report }) => report.titles[0].servers.reverse()),
    /titles\.0\.servers\.0\.\w+ is stated to be .*, and is/,
  ],
  [
    'it was there earlier before the window',
    tell(({ report }) => (report.titles[0].windows[0].daysEarly = 30)),
    /daysEarly is stated to be 30, and is 22/,
  ],
  [
    'a film that shows nothing was called a leak',
    ({ entries }) => {
      const { event } = entries.find((entry) => entry.event.kind === 'verdict' && entry.event.judged.length === 0)!;
      event.verdict = 'pre-release-leak';
    },
    /Entry \d+ records the verdict pre-release-leak, and no match with a title/,
  ],
  ['scans change places', ({ content }) => content.scans.reverse(), /\.sdfp is stated behind a scan with a later id/],
  [
    'a log is of a file with another content',
    (desk) => logOf(desk, 'ftp-two', NO_DIGEST),
    /Entry \d+ has renamed\.sdfp of the server ftp-two with the digest 0{64}, and its list with [0-9a-f]{64}/,
  ],
  [
    'a log is of a server that is not in the case',
    (desk) => logOf(desk, 'ftp-nine', NO_DIGEST),
    /is about a log of the server ftp-nine, which is not/,
  ],
  ['two servers share more', tell(({ report }) => (report.overlaps[0].contents += 5)), /overlaps\.0\.contents is stated/],
  [
    'the clock of a server was right',
    tell(({ report }) => delete report.servers.at(-1).clock),
    /servers\.\d\.clock is stated to be absent/,
  ],
  [
    'another group is claimed',
    tell(({ report }) => (report.titles[0].servers[0].group = 'XYZ')),
    /a group is stated to be "XYZ", and is not in the path Film\.A/,
  ],
  [
    'one may have been first whose clock tells otherwise',
    tell(({ report }) => report.titles[0].first.push('ftp-two')),
    /titles\.0\.first\.1/,
  ],
  ['a clock is said to be right that nobody knew', tell((whole) => (whole.rightClocks = ['ftp-two'])), /is stated to be/],
  ['a right clock is of no server', tell((whole) => (whole.rightClocks = ['none'])), /cannot be computed again: rightClocks must be ids/],
  [
    'a file gets an earlier time',
    edit('ftp-three', (text) => text.replace(/"modifiedMs":\d+,"path":"third/, '"modifiedMs":1767225600000,"path":"third')),
    /list of the server FTP three is another one than entry \d+ records/,
  ],
  [
    'a file is taken off a list',
    edit('ftp-one', (text) => text.split('\n').slice(1).join('\n')),
    /list of the server FTP one is another one/,
  ],
  ['a list holds something else', edit('ftp-one', () => 'x\n'), /list of the server FTP one is another one/],
  [
    'a list is left out',
    tell((whole, { payload }) => {
      whole.servers.shift();
      payload.delete(listOf('ftp-list-csv'));
    }),
    /Entry \d+ records the server FTP list\.csv, and its list is not enclosed/,
  ],
  [
    'a list is missing',
    ({ payload }) => payload.delete(listOf('ftp-one')),
    /list of the server ftp-one, data\/case\/servers\/ftp-one\.jsonl, is missing/,
  ],
  ['servers are stated twice', tell((whole) => whole.servers.push(whole.servers[0])), /servers are in order, each once/],
  [
    'an entry is of another server',
    tell((whole) => (whole.servers[0].entry = whole.servers[1].entry)),
    /last entry about the server ftp-list-csv is not entry/,
  ],
  [
    'the ledger counts other files',
    (desk) => (serverOf(desk, 'ftp-one').event.files = 99),
    /records files of 99 on the server FTP one, and its list has 13/,
  ],
  ['a film is said to be none', tell((whole) => whole.films.shift()), /is a film that was scanned, and the case leaves it out/],
  ['a film was not scanned', tell((whole) => delete whole.films[0].scanId), /is a film that was scanned, and the case leaves it out/],
  [
    'a film has the scan of another',
    tell(({ films }) => ([films[0].scanId, films[1].scanId] = [films[1].scanId, films[0].scanId])),
    /is stated to be of the film with the digest/,
  ],
  ['a film’s scan is in no ledger', tell(({ films }) => (films[0].scanId = 'x')), /ledger has no scan x of the film/],
  ['films change places', tell(({ films }) => films.reverse()), /not stated in order of their digests/],
  [
    'a scan with a match is left out',
    tell((_, { content }) => content.scans.shift()),
    /records a match of the scan .*, and the case leaves it out/,
  ],
  [
    'a server is in another country, in the ledger too',
    (desk) => (serverOf(desk, 'ftp-one').event.country = 'RU'),
    /servers\.1\.country is stated to be "NL", and is "RU"/,
  ],
  ['the page shows other numbers', ({ payload }) => payload.set('case/case.html', Buffer.from('<p>3</p>')), /case\.html is another page/],
  ['the whole case is removed', ({ payload }) => payload.delete(REPORT), /report\.json holds no whole case: it is missing/],
  ['it holds something else', ({ payload }) => payload.set(REPORT, Buffer.from('{}')), /report\.json holds no whole case: rightClocks/],
  [
    'a file is added',
    ({ payload }) => payload.set('case/servers/x.jsonl', Buffer.from('')),
    /data\/case\/servers\/x\.jsonl is named by nothing/,
  ],
  [
    'the bundle is said to be of scans only',
    ({ content }) => (content.format = 'streetdate-bundle/2'),
    /is named by nothing in the case|no proof of its files/,
  ],
  [
    'another shop is ranked first',
    tell(({ recipients }) => recipients.ranking.sources.reverse()),
    /ranking of deliveries: ranking\.sources\.0\..* is stated/,
  ],
  ['a shop is surer', tell(({ recipients }) => (recipients.ranking.sources[0].probability = 0.99)), /probability is stated to be 0\.99/],
  [
    'the chances at other priors are better',
    tell(({ recipients }) => (recipients.byNoneChance[3].sources[0].probability = 0.9)),
    /byNoneChance\.3/,
  ],
  ['a delivery is left out', tell(({ recipients }) => recipients.deliveries.pop()), /ranking of deliveries: /],
  [
    'a variant is sent twice',
    tell(({ recipients }) => recipients.variants.push(recipients.variants[0])),
    /cannot be computed again: variants must be named once/,
  ],
  [
    'a delivery has no day',
    tell(({ recipients }) => (recipients.deliveries[0].sentAt = 'soon')),
    /holds no whole case: recipients\.deliveries\.0\.sentAt/,
  ],
];

test.each(ATTACKS)('with the key, %s: verify says so', async (_, work, says) => {
  const { holds, findings } = await verified(await byInsider(withoutPage(), keys.privateKey, work));
  expect(
    findings
      .filter(({ kind }) => kind === 'fails')
      .map(({ sentence }) => sentence)
      .join('\n'),
  ).toMatch(says);
  expect(holds).toBe(false);
});

/** Without the page that verifies, which is most of it and no part of any attack. */
function withoutPage(): Bundle {
  return { ...bundle, files: new Map([...bundle.files].filter(([path]) => path !== 'data/verify.html')) };
}

test('contents are compared a part at a time, with the same numbers', async () => {
  const { servers, films, report } = jsonOf(bundle.files.get(`data/${REPORT}`)!);
  const facts = {
    servers: servers.map(({ serverId, file }: Forged, at: number) => ({
      ...{ server: report.servers[at], list: bundle.files.get(`data/${file}`)!, unread: 0, unreadPlaces: 0 },
      server: { ...report.servers[at], id: serverId },
    })),
    ...{ films, titles: [], references: [], scan: async () => ({ matches: [] }) },
  };
  const told = async (most?: number) => reportOfCase(listedCase(facts, most), { generatedAt: '', version: '', rightClocks: [] });
  const [whole, parted] = [await told(), await told(4)];
  expect(whole.overlaps.length).toBe(3);
  expect(parted).toEqual(whole);
});

test('the command makes it with a ranking, verify reads it, and the page that it holds is that of the report', async () => {
  const [key, pub, zip, sent, columns] = ['key.pem', 'pub.pem', 'case.zip', 'sent.csv', 'columns.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string];
  await writeFile(key, keys.privateKey);
  await writeFile(pub, keys.publicKey);
  await writeFile(sent, 'title,variant,to,on\nFilm A,A-7,Shop 1,2026-01-02\nFilm A,A-8,Shop 2,2026-01-02\n');
  await writeFile(columns, JSON.stringify({ columns: { title: 'title', variant: 'variant', recipient: 'to', sent: 'on' } }));
  const argv = ['case', 'bundle', '--key', key, '-o', zip, '--home', home, '--without-pictures'];
  expect(await streetdate([...argv, '--seen', 'Film A:A-7:2026-01-10'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('belong to --deliveries'),
  });
  expect(await streetdate([...argv, '--deliveries', sent])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('belong together'),
  });
  const ranked = ['--deliveries', sent, '--mapping', columns, '--seen', 'Film A:A-7:2026-01-10', '--right-clock', 'FTP one'];
  expect(await streetdate([...argv, ...ranked])).toMatchObject({ status: 0, stdout: `${zip}\n`, stderr: '' });
  const run = await streetdate(['verify', zip, '--key', pub]);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toContain('data/case/case.html is the page that these numbers give');
  expect((await readFile(zip)).includes('<h1>2 titles on 4 servers in 4 countries</h1>')).toBe(true);
});

test('letters take works and copies from the case, a host at a time, with findings in their language', async () => {
  const facts = join(folder, 'sender.json');
  const sender = { name: 'Maria Rossi', email: 'rossi@acme.example' };
  const confirmed = { goodFaith: true, accuracy: true };
  await writeFile(facts, JSON.stringify({ sender, rightsHolder: 'Acme Film GmbH', confirmed }));
  const draft = (kind: string, ...more: string[]) =>
    streetdate(['draft', kind, '--case', '--facts', facts, '-o', join(folder, kind), '--home', home, ...more]);
  expect(await draft('dsa', '--language', 'de')).toMatchObject({ status: 0, stderr: '' });
  // Film A was seen when it was out: it is no leak, and in no letter.
  const three = await readFile(join(folder, 'dsa', 'FTP_three.txt'), 'utf8');
  const found =
    'Material von „Film B“ wurde 19 Tage vor dem ersten eingetragenen Fenster gesehen: Erscheinen auf Disc (weltweit, 01.03.2026, 00:00 UTC).';
  expect(three).toContain(`file://ftp-three/b.sdfp (Film B, gesehen am 10. Februar 2026, 00:00 Uhr UTC). ${found}`);
  expect(three).toContain('Artikel 2 und 3 der Richtlinie 2001/29/EG');
  expect(three).not.toContain('Film A');
  expect(await readFile(join(folder, 'dsa', 'FTP_one.txt'), 'utf8')).toContain('file://ftp-one/late.sdfp');
  // What a law asks for and the sender did not give is named, as ever.
  expect(await draft('budapest', '--host', 'FTP one')).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('Article 29(2)(a): the authority'),
  });
  expect(await draft('police-summary', '--host', 'FTP two')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--host must name a host of a copy, got FTP two'),
  });
  expect(await draft('examiner-report')).toMatchObject({ status: 0, stderr: '' });
  const report = await readFile(join(folder, 'examiner-report', 'case.txt'), 'utf8');
  expect(report).toContain('2 copies on 2 servers show the pictures of the works named here.');
  expect(report).toMatch(/Exhibit 2: FTP \w+, file:\/\/\S+ \(Film B, seen 10 February 2026, 00:00 UTC\), SHA-256 [0-9a-f]{64}\. /);
  expect(await draft('retraction')).toMatchObject({ status: 2, stderr: expect.stringContaining('--case is for other drafts') });
});

test('a log of uploads tells when copies came and by which account, with the clock put right; the bundle has it and names nobody', async () => {
  const log = join(folder, 'xferlog');
  const line = (time: string, path: string, way = 'i', status = 'c') =>
    `Sun Jan 11 ${time} 2026 12 192.0.2.7 4096 ${path} b _ ${way} r smurf ftp 0 * ${status}\n`;
  await writeFile(
    log,
    `${line('02:00:00', '/ftp/two/renamed.sdfp')}${line('02:00:09', '/ftp/two/1 ë.nfo')}nonsense\n${line('03:30:00', '/renamed.sdfp', 'o', 'i')}`,
  );
  const run = (...more: string[]) =>
    streetdate(['case', 'log', log, '--server', 'FTP two', '--form', 'xferlog', '--by', 'C. Bruun', '--home', home, ...more]);
  const first = await run('--zone', '+01:00', '--right-clock', 'FTP one');
  expect(first).toMatchObject({ status: 0, stderr: expect.stringContaining('line 3 of') });
  // The clock of the server was an hour ahead, and its zone one hour east.
  expect(first.stdout).toMatch(/^FTP two: 4 lines, 2 events about copies; clock 1.h ahead .*; entry \d+ of the ledger\.\n/);
  expect(first.stdout).toMatch(
    / {2}2026-01-11 00:00 UTC ± \d+.s {2}upload: renamed\.sdfp \(Film A\); account smurf, address 192\.0\.2\.7\n/,
  );
  expect(first.stdout).toMatch(/ {2}2026-01-11 01:30 UTC ± \d+.s {2}download, not completed: renamed\.sdfp/);
  expect(first.stdout).toContain('it is no person');
  expect((await run('--zone', '+01:00', '--right-clock', 'FTP one')).stdout).toContain('the ledger has it already');
  expect((await run()).stdout).toContain('its times have no zone, and are taken as UTC');
  expect(await run('--zone', 'CET')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--zone must be an offset such as +01:00, got CET'),
  });
  await using library = await openLibrary(home);
  const made = await createBundle(library, new Ledger(library), [], { signers: [signerOf(keys.privateKey)], wholeCase: {} });
  const { holds, findings } = await verified(made.bytes);
  expect(holds).toBe(true);
  const of = (kind: string) =>
    findings
      .filter((each) => each.kind === kind)
      .map(({ sentence }) => sentence)
      .join('\n');
  expect(of('holds')).toMatch(
    /the log xferlog \(xferlog, 4 lines, SHA-256 [0-9a-f]{64}\) of the server ftp-two was read; 2 of its lines are about copies/,
  );
  expect(of('asserted')).toContain(
    'the lines name 1 account (smurf). That a log is true, and who used an account, cannot be known from it.',
  );
});

test('a case whose ledger lacks a server as it is now, or that has no match, is not bundled', async () => {
  await using library = await openLibrary(home);
  await library.writeServers((writer) => writer.putServerFiles('ftp-two', [{ path: 'late.txt', bytes: 1 }]));
  const options = { signers: [signerOf(keys.privateKey)], wholeCase: {} };
  const ledger = new Ledger(library);
  await expect(createBundle(library, ledger, [], options)).rejects.toThrow('the ledger does not have the server ftp-two as it is now');
  await recordServers(ledger, library, 'M. Rossi');
  await recordScans(ledger, library, 'M. Rossi');
  expect((await verified((await createBundle(library, ledger, [], { ...options, name: 'case-2' })).bytes)).holds).toBe(true);
  await using empty = await openLibrary(join(folder, 'empty'));
  await expect(createBundle(empty, new Ledger(empty), [], options)).rejects.toThrow('the case has no scan with a match');
});
