// @module-tag slow
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { describe, expect, test } from 'vitest';
import { DRAFT_FACTS } from '../../evidence/tools/draft-facts.ts';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { type RunOptions, records, streetdate, temporaryFolder } from '../tools/streetdate.ts';

const LINK = 'https://video.example/v/7';

/** A library with a leaked copy that was seen on a host, recorded in the ledger. */
async function prepared() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const run = (words: readonly string[], options: RunOptions = {}) => streetdate([...words, '--home', home], options);
  const film = await writeReference(folder, 'film.sdfp', 1);
  await run(['enroll', film, '--title', 'Film', '--id', 'disc-1', '--street-date', '2026-03-10T00:00:00Z', '--promo', 'none']);
  await mkdir(join(folder, 'uploads'));
  // Its first 40 seconds, so that they can be excluded.
  const copy = join(folder, 'uploads', 'copy.sdfp');
  await saveFingerprint(copy, sampleFilm(noisy(syntheticFilm(1, 60), 12, 3), { seconds: 40, framesPerSecond: 4, role: 'query' }));
  const [scan] = records(await run(['scan', copy, '--link', LINK, '--seen-at', '2026-02-01T10:00:00Z', '--json']));
  expect(scan).toMatchObject({ verdict: { kind: 'pre-release-leak' } });
  await run(['ledger', 'record', '--by', 'M. Rossi']);
  const ledger = async () => records(await run(['ledger', 'show', '--json'])) as { by: string; event: Record<string, unknown> }[];
  const add = (...more: string[]) => run(['dispute', 'add', copy, '--by', 'A. Uploader', '--ground', 'I have a licence', ...more]);
  return { folder, home, run, copy, scanId: scan!.scanId as string, ledger, add };
}

const verdictOf = async ({ run, copy }: Awaited<ReturnType<typeof prepared>>) => records(await run(['judge', copy, '--json']))[0]!.verdict;

test('a dispute is recorded with its text and deadline, puts the verdict to review, and is listed with the time that is left', async () => {
  const given = await prepared();
  const { folder, run, copy, scanId, add, ledger } = given;
  await writeFile(join(folder, 'notice.txt'), 'Dear all,\nI have a licence.\n');
  const added = await add('--text', join(folder, 'notice.txt'), '--at', '2026-01-30T12:00:00Z', '--recorded-by', 'M. Rossi', '--json');
  expect(added).toMatchObject({ status: 0, stderr: '' });
  const [dispute] = records(added);
  expect(dispute).toEqual({
    ...{ type: 'dispute', id: expect.stringMatching(/^[0-9a-f]{12}$/), scanId, path: copy, fingerprintSha256: expect.any(String) },
    ...{ by: 'A. Uploader', ground: 'I have a licence', text: 'Dear all,\nI have a licence.\n' },
    ...{ receivedAt: '2026-01-30T12:00:00.000Z', deadline: '2026-02-13T12:00:00.000Z', recordedAt: '2026-02-01T12:00:00.000Z' },
    ...{ secondsLeft: 12 * 86_400, overdue: false },
  });
  const id = dispute!.id as string;
  expect(await verdictOf(given)).toMatchObject({ kind: 'needs-review', reasons: ['disputed'], otherwise: 'pre-release-leak' });
  const listed = await run(['dispute', 'list', '--open']);
  expect(listed.stdout).toBe(
    `${id}  ${copy} [${scanId}]\n  A. Uploader disputes it: I have a licence (received 2026-01-30 12:00 UTC)\n  open: answer it until 2026-02-13 12:00 UTC, 12 days left\n`,
  );
  expect((await run(['dispute', 'list'], { now: '2026-02-14T13:00:00Z' })).stdout).toContain('overdue by 1 day');
  const shown = await run(['show', copy]);
  expect(shown.stdout).toContain('Its use is disputed, and nobody has decided yet: “I have a licence”');
  expect(shown.stdout).toContain('A. Uploader disputes it');
  await run(['report', '-o', join(folder, 'report.html')]);
  const page = await readFile(join(folder, 'report.html'), 'utf8');
  expect(page).toContain(`Dispute ${id}, received`);
  expect(page).not.toContain('A. Uploader');
  expect((await ledger()).slice(-2)).toMatchObject([
    { by: 'M. Rossi', event: { kind: 'dispute', disputeId: id, was: null, now: { disputedBy: 'A. Uploader' } } },
    {
      by: 'M. Rossi',
      event: { kind: 'verdict', verdict: 'needs-review', was: { verdict: 'pre-release-leak' }, reason: `dispute ${id}` },
    },
  ]);
});

test.each(['rejected', 'withdrawn'])('after it was %s the verdict is what it was, and the ledger has both changes', async (outcome) => {
  const given = await prepared();
  const { run, add, ledger } = given;
  const before = await verdictOf(given);
  const [{ id }] = records(await add('--json')) as [{ id: string }];
  const ended = await run(['dispute', 'end', id, '--outcome', outcome, '--reason', 'no licence was shown', '--by', 'M. Rossi']);
  expect(ended.stdout).toContain(`  ${outcome} on 2026-02-01 12:00 UTC: no licence was shown\n`);
  expect(await verdictOf(given)).toEqual(before);
  expect((await ledger()).slice(-2)).toMatchObject([
    {
      by: 'M. Rossi',
      event: { kind: 'dispute', was: { ground: 'I have a licence' }, now: { outcome, outcomeReason: 'no licence was shown' } },
    },
    { event: { kind: 'verdict', verdict: 'pre-release-leak', was: { verdict: 'needs-review' } } },
  ]);
  expect((await run(['dispute', 'list', '--open'])).stderr).toBe('streetdate: no dispute is open\n');
  expect(records(await run(['ledger', 'check', '--json']))).toMatchObject([{ whole: true }]);
});

describe('wrong use is refused, and everything stays', () => {
  const DISPUTE = ['--by', 'A', '--ground', 'B'];
  test.each([
    [['add', 'nobody.mp4', ...DISPUTE], 'nobody.mp4: it has not been scanned'],
    [['add', 'COPY', '--ground', 'B'], "required option '--by <name>' not specified"],
    [['add', 'COPY', '--by', 'A'], "required option '--ground <text>' not specified"],
    [['add', 'COPY', '--by', 'A', '--ground', ''], 'it must be a non-empty string'],
    [['add', 'COPY', '--by', 'A', '--ground', ' '], '--ground must say something'],
    [['add', 'COPY', ...DISPUTE, '--at', '2026-02-03T00:00:00Z'], '--at must be no later than now'],
    [['add', 'COPY', ...DISPUTE, '--at', '2026-01-30'], '--at must be an instant with an offset'],
    [['add', 'COPY', ...DISPUTE, '--deadline', '2026-02-01T11:00:00Z'], '--deadline must be after it was received'],
    [['add', 'COPY', ...DISPUTE, '--text', 'notcie.txt'], '--text names no file'],
    [['add', 'COPY', ...DISPUTE, '--text', 'FOLDER'], 'is a folder'],
    [['end', '0123456789ab', '--outcome', 'upheld', '--reason', 'x'], 'there is no dispute with the id 0123456789ab'],
    [['end', '0123456789ab', '--outcome', 'won', '--reason', 'x'], 'won'],
    [['end', '0123456789ab', '--outcome', 'upheld'], "required option '--reason <text>' not specified"],
  ])('%j', async (words, message) => {
    const given = await prepared();
    const { run, copy, folder, ledger } = given;
    const [verdict, entries] = [await verdictOf(given), (await ledger()).length];
    const refused = await run(['dispute', ...words.map((word) => (word === 'COPY' ? copy : word === 'FOLDER' ? folder : word))]);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain(message);
    expect((await run(['dispute', 'list'])).stderr).toBe('streetdate: nothing is disputed\n');
    expect([await verdictOf(given), (await ledger()).length]).toEqual([verdict, entries]);
  });

  test('the same notice again, and a second end', async () => {
    const { run, add, ledger } = await prepared();
    const [{ id }] = records(await add('--json')) as [{ id: string }];
    expect(await add()).toMatchObject({ status: 2, stderr: expect.stringContaining(`this dispute is recorded already, as ${id}`) });
    const end = () => run(['dispute', 'end', id, '--outcome', 'rejected', '--reason', 'no']);
    await end();
    const entries = await ledger();
    expect(await end()).toMatchObject({ status: 2, stderr: expect.stringContaining('has ended already: it was rejected') });
    expect(await ledger()).toEqual(entries);
  });
});

describe('a retraction', () => {
  /** A library whose ledger has a letter about the copy. */
  async function withLetter() {
    const given = await prepared();
    const { folder, run } = given;
    const facts = join(folder, 'facts.json');
    const copies = [
      { host: 'video.example', location: LINK, title: 'Film', seenAt: '2026-02-01T10:00:00Z', finding: 'It shows the film.' },
    ];
    await writeFile(facts, JSON.stringify({ ...DRAFT_FACTS, copies, works: [{ title: 'Film' }] }));
    const draft = (kind: string, ...more: string[]) => run(['draft', kind, '--facts', facts, '-o', join(folder, kind), ...more]);
    return { ...given, facts, draft };
  }

  test('is written to each host that was told what no longer holds, and stats name the letter', async () => {
    const given = await withLetter();
    const { folder, run, draft, add, ledger } = given;
    expect(await draft('dsa')).toMatchObject({ status: 0, stderr: '' });
    expect((await ledger()).at(-1)).toMatchObject({
      by: 'Maria Rossi',
      event: { kind: 'letter', template: 'dsa', host: 'video.example', copies: [{ location: LINK, scanId: given.scanId }] },
    });
    await draft('acns');
    expect((await ledger()).at(-1)).toMatchObject({ event: { kind: 'letter', template: 'acns', host: 'video.example' } });
    expect(await draft('retraction')).toMatchObject({ status: 2, stderr: expect.stringContaining('it is still called a leak') });
    const [{ id }] = records(await add('--json')) as [{ id: string }];
    expect(await draft('retraction')).toMatchObject({ status: 2, stderr: expect.stringContaining(`(${id}): end the dispute first`) });
    expect(await readdir(folder)).not.toContain('retraction');
    const ended = await run(['dispute', 'end', id, '--outcome', 'upheld', '--reason', 'the licence is good']);
    expect(ended.stderr).toContain('`streetdate draft retraction` writes to the hosts');
    expect(await verdictOf(given)).toMatchObject({ kind: 'needs-review', reasons: ['dispute-upheld'] });
    expect(await draft('retraction')).toMatchObject({ status: 0, stderr: '' });
    const letter = await readFile(join(folder, 'retraction', 'video.example.txt'), 'utf8');
    expect(letter).toContain('To video.example:');
    expect(letter).toContain(`- ${LINK} (Film). It shows the film. (notice of 1 February 2026)`);
    expect(letter).toContain(`- ${LINK}: Its use was disputed, and the dispute was upheld.`);
    expect(letter).toContain('please restore them');
    expect((await ledger()).at(-1)).toMatchObject({ event: { kind: 'letter', template: 'retraction' } });
    const stats = await run(['stats']);
    expect(stats.stdout).toMatch(/All: 1 accusation, 1 taken back/);
    expect(stats.stdout).toMatch(
      /Letters written before a correction; .*\n {2}dsa for video\.example, entry 3\n {2}acns for video\.example, entry 4\n$/,
    );
  });

  test.each([
    [['exclude', 'Film', '0-50', '--reason', 'archive'], 'What it shows does not establish a copy of the work.'],
    [['allow', 'add', '--host', 'video.example', '--whole-host'], 'It was seen only where the owner of the work allows it.'],
    [['title', 'add', 'Film', '--window', 'WORLD:disc:2026-01-10T00:00:00Z'], 'The work had been released before the copy was seen.'],
    [
      ['ledger', 'decide', 'COPY', '--by', 'A', '--decision', 'rejected', '--reason', 'other'],
      'A person compared it with the work, and rejected the finding.',
    ],
  ])('after %j it says why, in the chosen language', async (change, why) => {
    const { folder, run, draft, copy } = await withLetter();
    await draft('dsa');
    expect(await run(change.map((word) => (word === 'COPY' ? copy : word)))).toMatchObject({ status: 0 });
    expect(await draft('retraction', '--scan', copy)).toMatchObject({ status: 0 });
    expect(await readFile(join(folder, 'retraction', 'video.example.txt'), 'utf8')).toContain(why);
    expect(await draft('retraction', '--language', 'fr')).toMatchObject({ status: 0 });
    expect(await readFile(join(folder, 'retraction', 'video.example.txt'), 'utf8')).toContain('Rétractation');
  });

  test('is refused where no letter was written, no leak was recorded, or nothing was scanned', async () => {
    const { folder, run, draft, copy } = await withLetter();
    expect(await draft('retraction')).toMatchObject({ status: 2, stderr: expect.stringContaining('the ledger has no letter') });
    expect(await draft('retraction', '--scan', copy)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no letter that told a host so'),
    });
    const other = await writeCopy(folder, 'other.sdfp', 2);
    await run(['scan', other]);
    expect(await draft('retraction', '--scan', other)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no verdict that called it a leak'),
    });
    expect(await draft('retraction', '--scan', 'nobody.mp4')).toMatchObject({ status: 3, stderr: expect.stringContaining('nobody.mp4') });
    expect(await draft('dsa', '--scan', copy)).toMatchObject({ status: 2, stderr: expect.stringContaining('--scan is for a retraction') });
  });

  test('a letter about a copy that the library does not know says so', async () => {
    const { folder, facts, draft, ledger } = await withLetter();
    await writeFile(facts, JSON.stringify({ ...DRAFT_FACTS, copies: DRAFT_FACTS.copies.slice(1, 2) }));
    const run = await draft('dsa');
    expect(run).toMatchObject({ status: 0, stderr: expect.stringContaining('no scan is known of 1 copy (https://a.example/v/7)') });
    expect((await ledger()).at(-1)).toMatchObject({ event: { kind: 'letter', copies: [{ location: 'https://a.example/v/7' }] } });
    expect(await readdir(join(folder, 'dsa'))).toContain('a.example.txt');
  });
});

describe('changes of what verdicts are by', () => {
  test('are entries of the ledger, with who and why', async () => {
    const { folder, run, ledger } = await prepared();
    const last = async () => (await ledger()).at(-1);
    await run(['exclude', 'Film', '1-5', '--reason', 'archive', '--by', 'A. Weber']);
    const excluded = await last();
    expect(excluded).toMatchObject({
      by: 'A. Weber',
      event: { kind: 'exclusion', was: null, now: { start: 1, end: 5, reason: 'archive' } },
    });
    await run(['exclude', 'remove', excluded!.event.exclusionId as string, '--by', 'A. Weber', '--reason', 'it is ours']);
    expect(await last()).toMatchObject({ event: { kind: 'exclusion', was: { start: 1 }, now: null, reason: 'it is ours' } });
    await run(['allow', 'add', '--host', 'video.example', '--account', 'studio', '--by', 'A. Weber']);
    const allowed = await last();
    expect(allowed).toMatchObject({ by: 'A. Weber', event: { kind: 'allowed-source', now: { account: 'studio' } } });
    await run(['allow', 'remove', allowed!.event.sourceId as string, '--by', 'A. Weber', '--reason', 'sold']);
    expect(await last()).toMatchObject({ event: { was: { account: 'studio' }, now: null, reason: 'sold' } });
    await writeFile(join(folder, 'accounts.csv'), 'host,account\nvideo.example,a\nvideo.example,b\n');
    await run(['allow', 'import', join(folder, 'accounts.csv'), '--by', 'A. Weber']);
    expect((await ledger()).slice(-2)).toMatchObject([
      { event: { now: { account: 'a' }, reason: 'imported from accounts.csv' } },
      { event: { now: { account: 'b' } } },
    ]);
    const trailer = await writeReference(folder, 'trailer.sdfp', 7);
    await run(['enroll', trailer, '--title', 'Other', '--kind', 'promo', '--published', '2026-01-01T00:00:00Z', '--by', 'A. Weber']);
    expect(await last()).toMatchObject({ by: 'A. Weber', event: { kind: 'promo', was: null, now: { titleId: 'other' } } });
    expect((await run(['ledger', 'show'])).stdout).toContain('was studio at video.example and is nothing. Why: sold.');
    expect(records(await run(['ledger', 'check', '--json']))).toMatchObject([{ whole: true }]);
  });

  test('are no entries of a library that keeps no ledger, and ledger record catches up', async () => {
    const folder = await temporaryFolder();
    const run = (...words: string[]) => streetdate([...words, '--home', join(folder, 'library')]);
    await run('enroll', await writeReference(folder, 'film.sdfp', 1), '--title', 'Film');
    await run('exclude', 'Film', '1-5', '--reason', 'archive');
    expect((await run('ledger', 'show')).stdout).toBe('');
    expect((await run('ledger', 'record', '--by', 'M. Rossi')).stdout).toMatch(
      /M\. Rossi: the exclusion [0-9a-f]{12} was nothing and is 1–5 s of film\.1/,
    );
  });

  test('judge --by records verdicts that changed, with who, why and what they were', async () => {
    const { run, ledger, copy } = await prepared();
    expect(await run(['judge', '--by', 'A. Weber'])).toMatchObject({ stderr: 'streetdate: no recorded verdict has changed\n' });
    await run(['exclude', 'Film', '0-50', '--reason', 'archive']);
    const judged = await run(['judge', copy, '--by', 'A. Weber', '--reason', 'it is archive footage']);
    expect(judged).toMatchObject({ status: 0, stderr: 'streetdate: 1 changed verdict recorded\n' });
    expect((await ledger()).at(-1)).toMatchObject({
      by: 'A. Weber',
      event: { kind: 'verdict', verdict: 'no-match', was: { verdict: 'pre-release-leak', position: 2 }, reason: 'it is archive footage' },
    });
    for (const words of [
      ['--by', 'A', '--territory', 'US'],
      ['--reason', 'x'],
    ]) {
      expect(await run(['judge', ...words])).toMatchObject({ status: 2, stdout: '' });
    }
  });
});

test('a bundle of a disputed scan names the dispute, and is verified with its entries', async () => {
  const { folder, run, copy, add } = await prepared();
  const { generateKeyPairSync } = await import('node:crypto');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(join(folder, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  await run(['exclude', 'Film', '1-5', '--reason', 'archive', '--by', 'A. Weber']);
  await add('--recorded-by', 'M. Rossi');
  const bundle = join(folder, 'case.zip');
  expect(await run(['bundle', copy, '--key', join(folder, 'key.pem'), '-o', bundle, '--without-pictures'])).toMatchObject({ status: 0 });
  const verified = await streetdate(['verify', bundle, '--key', join(folder, 'public.pem')]);
  expect(verified.status).toBe(0);
  expect(verified.stdout).toMatch(/M\. Rossi recorded: the dispute [0-9a-f]{12} was nothing and is open until .*“I have a licence”/);
  expect(verified.stdout).toMatch(/A\. Weber recorded: the exclusion [0-9a-f]{12} was nothing and is 1–5 s of disc-1 \(archive\)/);
  expect(verified.stdout).toContain('Its use is disputed, and nobody has decided yet');
});
