// @module-tag process
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, openLibrary, type ScannedFile } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../cli/tools/streetdate.ts';
import { openSqliteFile } from '../tools/sqlite-file.ts';

/** A library with a film, and two scanned copies of it, one of which was seen somewhere. */
async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const copies = [await writeCopy(folder, 'a.sdfp', 1), await writeCopy(folder, 'b.sdfp', 1)] as const;
  {
    await using library = await openLibrary(home);
    await library.enroll(await writeReference(folder, 'film.sdfp', 1), {
      title: 'Film',
      windows: [{ territory: 'US', channel: 'disc', opensAt: '2027-03-09' }],
    });
    const seen = { seenAt: '2027-02-07T12:00:00Z', territory: 'US', link: 'https://host.example/v/1' };
    for await (const _ of library.scan([...copies], seen));
  }
  return { home, copies };
}

/** Changes rows behind the engine's back. */
function change(home: string, sql: string): void {
  const file = openSqliteFile(join(home, 'catalogue.sqlite'));
  file.exec(sql);
  file.close();
}

const check = async (home: string, ...options: string[]) => streetdate(['db', 'check', '--home', home, ...options], {});

/** What a library says of every scan. */
async function judged(home: string) {
  await using library = await openLibrary(home, { access: 'read' });
  const outcomes = [];
  for await (const outcome of library.judgeAgain()) outcomes.push(outcome);
  return outcomes;
}

const matchesOf = (outcomes: readonly unknown[]) =>
  (outcomes as ScannedFile[]).map(({ matches }) => matches.map(({ referenceId }) => referenceId));

/** Faults of a row, and what is said of it. */
const FAULTS = [
  ["update scan set territory = 'U!'", 'sighting.territory must be', 'its territory is unknown now'],
  ["update scan set seen_at = 'yesterday'", 'sighting.seenAt must be', 'its time is unknown now'],
  ["update scan set seen_at_basis = 'guessed'", 'sighting.seenAtBasis must be', 'how its time is known is unknown now'],
  ["update scan set look = '{'", 'look must be JSON', 'look emptied'],
  ["update scan set sources = '[]'", 'sources must be an object', 'sources emptied'],
  ["update scan set kind = 'film!'", 'kind must be one of', 'its kind is film'],
  ["update scan set matches = 'x'", 'matches must be JSON', 'its fingerprint was searched again'],
] as const;

test.each(FAULTS)('after %s reading goes on and names the row, and a repair mends it and loses no match', async (sql, fault, mended) => {
  const { home, copies } = await prepared();
  const before = matchesOf(await judged(home));
  change(home, `${sql} where path like '%a.sdfp'`);

  for (const command of [['judge'], ['report', '-o', join(home, 'report.html')]]) {
    const run = await streetdate([...command, '--home', home]);
    expect(run).toMatchObject({ status: 3 });
    expect(run.stderr).toContain('a.sdfp: its stored scan');
    expect(run.stderr).toContain(fault);
    expect(run.stderr).not.toContain('internal');
    if (command[0] === 'judge') expect(run.stdout).toContain('b.sdfp');
  }
  const shown = await streetdate(['show', copies[0], '--home', home]);
  expect(shown).toMatchObject({ status: 3 });
  expect(shown.stderr).toContain(fault);

  const found = await check(home);
  expect(found).toMatchObject({ status: 3 });
  expect(found.stderr).toContain(fault);
  const repaired = await check(home, '--repair');
  expect(repaired.stderr).toContain(mended);
  expect(repaired.status).toBe(0);
  expect(await check(home)).toMatchObject({ status: 0, stderr: '' });
  const after = await judged(home);
  expect(after.every((outcome) => !('error' in outcome))).toBe(true);
  expect(matchesOf(after)).toEqual(before);
});

test('a scan of the file makes its unreadable row anew, without a repair', async () => {
  const { home, copies } = await prepared();
  change(home, "update scan set matches = 'x', territory = '?'");
  const scanned = await streetdate(['scan', ...copies, '--home', home, '--json']);
  expect(records(scanned).filter(({ type }) => type === 'scan')).toMatchObject([
    { matches: [{ referenceId: 'film.1' }] },
    { matches: [{ referenceId: 'film.1' }] },
  ]);
  expect(await check(home)).toMatchObject({ status: 0, stderr: '' });
});

test('a window that cannot be read accuses nobody, is named, and is removed by a repair that says so', async () => {
  const { home, copies } = await prepared();
  const [first] = await judged(home);
  expect(first).toMatchObject({ verdict: { kind: 'pre-release-leak' } });
  change(home, "insert into release_window values ('film', 'US', 'digital', 'soon', null)");
  const [verdict] = await judged(home);
  expect(verdict).toMatchObject({ verdict: { kind: 'needs-review', summary: expect.stringContaining('US:digital:soon cannot be read') } });
  expect(await streetdate(['scan', copies[0], '--home', home])).toMatchObject({ status: 0, stderr: '' });
  const shown = await streetdate(['show', 'Film', '--home', home]);
  expect(shown.stderr).toContain('its window US:digital:soon cannot be read');
  const repaired = await check(home, '--repair');
  expect(repaired.stderr).toMatch(/US:digital:soon of the title film cannot be read: .*mended: removed: set the window again/);
  expect((await judged(home))[0]).toMatchObject({ verdict: { kind: 'pre-release-leak' } });
});

test.each([
  ["host = 'evil.net'", 'its id is not that of its facts'],
  ['allowed_until = null, until_time_zone = null', 'its id is not that of its facts'],
  ["allowed_until = 'soon'", 'source.until must be ISO 8601'],
  ["until_time_zone = 'Mars'", 'source.until must have an IANA time zone'],
  ['account = null', 'source.account must be given, or wholeHost must be true'],
  ["account = ''", 'source.account must be a non-empty string'],
  ['whole_host = 2', 'source.wholeHost must be true or false'],
  ["host = '*'", 'source.host must be a host name'],
])('after %s an allowed source allows nothing, is named, and is removed by a repair that says so', async (set, fault) => {
  const { home } = await prepared();
  {
    await using library = await openLibrary(home);
    await library.allow({ host: 'video.example', account: 'studio', titleId: 'film', until: '2027-01-01', untilTimeZone: 'Europe/Paris' });
    await library.allow({ host: 'video.example', account: 'trailers' });
  }
  change(home, `update allowed_source set ${set} where account = 'studio'`);
  {
    await using library = await openLibrary(home, { access: 'read' });
    const { sources, unreadable } = await library.allowedSources();
    expect(sources).toMatchObject([{ account: 'trailers' }]);
    expect(unreadable).toMatchObject([{ fault: expect.stringContaining(fault) }]);
  }
  const found = await check(home);
  expect(found).toMatchObject({ status: 3 });
  expect(found.stderr).toContain(fault);
  expect((await check(home, '--repair')).stderr).toContain('mended: removed: allow the source again');
  expect(await check(home)).toMatchObject({ status: 0, stderr: '' });
});

test('a sighting that is mended keeps its account', async () => {
  const { home, copies } = await prepared();
  {
    await using library = await openLibrary(home);
    for await (const _ of library.scan(copies[1], { seenAt: '2027-02-07T12:00:00Z', host: 'video.example', account: 'studio' }));
  }
  change(home, "update sighting set seen_at = 'yesterday' where account is not null");
  await check(home, '--repair');
  const [, b] = (await judged(home)) as ScannedFile[];
  expect(b!.seen).toContainEqual({ host: 'video.example', account: 'studio', seenAtBasis: 'unknown' });
});

test('codes of older libraries load, and a repair puts them right where it is clear what is meant', async () => {
  const { home } = await prepared();
  change(
    home,
    "update scan set territory = 'us'; update sighting set territory = 'uk'; update release_window set territory = 'us';" +
      "update scan set territory = 'XX' where path like '%b.sdfp'",
  );
  expect(await judged(home)).toMatchObject([
    { sighting: { territory: 'US' }, verdict: { kind: 'pre-release-leak' } },
    { sighting: { territory: 'XX' } },
  ]);
  await check(home, '--repair');
  expect(await check(home)).toMatchObject({ status: 0, stderr: '' });
  const [a, b] = (await judged(home)) as ScannedFile[];
  expect(a).toMatchObject({ sighting: { territory: 'US' }, seen: [{ territory: 'GB', link: 'https://host.example/v/1' }] });
  expect(b!.sighting).not.toHaveProperty('territory');
  await using library = await openLibrary(home, { access: 'read' });
  expect(await library.titles()).toMatchObject([{ windows: [{ territory: 'US' }] }]);
});

/** Faults of what proves nothing, what is held back then, and what a repair does. */
const HELD_BACK_FAULTS = [
  ['update exclusion set ends_at = 5', 'its interval must be seconds', true, 'removed: exclude the interval again', [0, 1]],
  ['update exclusion set starts_at = -1', 'its interval must be seconds', true, 'removed: exclude the interval again', [0, 1]],
  ["update exclusion set added_at = 'once'", 'its time must be an instant', false, 'the time that it was added is unknown now', [1, 1]],
  ["update conflict set decision = 'ours'", 'its decision must be one of', false, 'it is undecided now', [1, 1]],
  ['update conflict set other_ends_at = 0', 'its interval in the other reference', true, 'removed: exclude what both show', [1, 0]],
] as const;

test.each(HELD_BACK_FAULTS)(
  'after %s more is held back and never less, and a repair mends the row',
  async (sql, fault, isWhole, mended, left) => {
    const { home } = await prepared();
    {
      await using library = await openLibrary(home);
      await library.enroll(await writeReference(join(home, '..'), 'other.sdfp', 2), { title: 'Other' });
      await library.exclude('film', [{ start: 10, end: 20 }], { reason: 'archive' });
      await library.importFrom(await withConflict(library, join(home, '..', 'out')));
    }
    change(home, sql);
    {
      await using library = await openLibrary(home, { access: 'read' });
      const held = await library.heldBack('film.1');
      expect(held.some(({ start, end }) => start === 0 && end > 1e9)).toBe(isWhole);
      expect(held.length).toBe(2);
      await expect(library.exportTo(join(home, '..', 'again'))).rejects.toThrow(fault);
    }
    expect(await check(home)).toMatchObject({ status: 3, stderr: expect.stringContaining(fault) });
    const listed = await streetdate([sql.includes('conflict') ? 'conflicts' : 'exclude', 'list', '--home', home]);
    expect(listed).toMatchObject({ status: 3, stderr: expect.stringContaining(fault) });
    expect((await check(home, '--repair')).stderr).toContain(mended);
    expect(await check(home)).toMatchObject({ status: 0, stderr: '' });
    await using library = await openLibrary(home, { access: 'read' });
    expect([(await library.exclusions()).length, (await library.conflicts()).length]).toEqual(left);
  },
);

/** Faults of a dispute, and what a repair does. None of them lets the verdict accuse. */
const DISPUTE_FAULTS = [
  ["update dispute set outcome = 'won'", 'its outcome must be one of', 'it is open now: end it again', 'disputed'],
  ["update dispute set ended_at = 'once'", 'the time of its end must be an instant', 'it is open now: end it again', 'disputed'],
  ["update dispute set deadline = 'soon'", 'its deadline must be an instant', 'times of it are unknown now', 'dispute-upheld'],
] as const;

test.each(DISPUTE_FAULTS)('after %s a verdict still accuses nobody, and a repair mends the row', async (sql, fault, mended, reason) => {
  const { home } = await prepared();
  {
    await using library = await openLibrary(home);
    const [scan] = await library.scans();
    const { id } = await library.addDispute(scan!.id, { by: 'A. Uploader', ground: 'licensed' });
    await library.endDispute(id, { outcome: 'upheld', reason: 'a licence' });
  }
  change(home, sql);
  const reasons = async () => {
    await using library = await openLibrary(home, { access: 'read' });
    const [disputed] = await library.disputes();
    for await (const outcome of library.judgeAgain(disputed!.scanId)) return (outcome.verdict as { reasons?: string[] }).reasons;
    return undefined;
  };
  expect(await reasons()).toContain(reason);
  expect(await check(home)).toMatchObject({ status: 3, stderr: expect.stringContaining(fault) });
  expect((await check(home, '--repair')).stderr).toContain(mended);
  expect(await check(home)).toMatchObject({ status: 0, stderr: '' });
  expect(await reasons()).toContain(reason);
});

/** Exports a library, and writes a decided conflict of its two films into the export. */
async function withConflict(library: Library, folder: string): Promise<string> {
  await library.exportTo(folder);
  const manifest = JSON.parse(await readFile(join(folder, 'library.json'), 'utf8')) as object;
  const conflict = {
    ...{ id: 'cccccccccccc', referenceId: 'film.1', otherReferenceId: 'other.1', start: 30, end: 45, otherStart: 5, otherEnd: 20 },
    ...{ decision: 'shared', decidedAt: '2026-01-01T00:00:00Z', reason: 'both' },
  };
  await writeFile(join(folder, 'library.json'), JSON.stringify({ ...manifest, conflicts: [conflict] }));
  return folder;
}
