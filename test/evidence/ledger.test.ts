// @module-tag process
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { Ledger, provesConsistency, provesInclusion, recordScans } from '@streetdate/evidence';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../cli/tools/streetdate.ts';
import { openSqliteFile } from '../tools/sqlite-file.ts';

/** A library with a film, and a scan of a copy of it. */
async function setUp() {
  const folder = await temporaryFolder();
  const [home, uploads] = [join(folder, 'library'), join(folder, 'uploads')];
  await mkdir(uploads);
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--id', 'disc-1', '--street-date', '2026-03-10T00:00:00Z']);
  const copy = await writeCopy(uploads, 'copy.sdfp', 1);
  await streetdate(['scan', uploads, '--home', home]);
  return { folder, home, copy };
}

test('a scan is recorded with its version, settings, library and outcome, and once only', async () => {
  const { home, copy } = await setUp();
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  const ledger = new Ledger(library, { now: () => new Date('2026-02-02T00:00:00Z') });
  const entries = await recordScans(ledger, library, 'M. Rossi');
  const [scan] = await library.scans();
  expect(entries).toMatchObject([
    {
      position: 0,
      previous: null,
      event: { kind: 'enrolment', referenceId: 'disc-1', title: 'Film', fingerprint: { chunkSeconds: 10, chunks: 6 } },
    },
    {
      position: 1,
      at: '2026-02-02T00:00:00.000Z',
      by: 'M. Rossi',
      event: {
        kind: 'scan',
        scanId: scan!.id,
        fingerprintSha256: scan!.fingerprintSha256,
        programVersion: scan!.programVersion,
        media: {
          bytes: (await readFile(copy)).length,
          sha256: createHash('sha256')
            .update(await readFile(copy))
            .digest('hex'),
        },
        settings: { frames: 'every', closer: [] },
        library: { revision: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        matches: [{ referenceId: 'disc-1', strength: 'strong', segments: [{ framesSha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] }],
      },
    },
    {
      position: 2,
      event: {
        ...{ kind: 'verdict', scanId: scan!.id, verdict: 'pre-release-leak', sighting: { seenAtBasis: 'observed' } },
        judged: [{ title: { name: 'Film' }, windows: [{ opensAt: '2026-03-10T00:00:00Z' }], verdict: { kind: 'pre-release-leak' } }],
      },
    },
  ]);
  expect(await recordScans(ledger, library, 'M. Rossi')).toEqual([]);
});

test('proofs of a library’s ledger hold, and go on holding as it grows', async () => {
  const { home } = await setUp();
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  const ledger = new Ledger(library);
  await recordScans(ledger, library, 'M. Rossi');
  const early = await ledger.checkpoint();
  await ledger.append('M. Rossi', [
    { kind: 'correction', corrects: 0, reason: 'a test' },
    { kind: 'correction', corrects: 1, reason: 'a test' },
  ]);
  for (const proof of await ledger.inclusionProofs([0, 1, 2, 3, 4])) expect(provesInclusion(proof)).toBe(true);
  expect(provesConsistency(await ledger.consistencyProof(early))).toBe(true);
  expect(await ledger.check([early])).toMatchObject({ checkpoint: { size: 5 }, faults: [] });
});

test('what is no event is refused, and nothing is added', async () => {
  const { home } = await setUp();
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  const ledger = new Ledger(library);
  const good = { kind: 'correction', corrects: 0, reason: 'a test' } as const;
  await expect(ledger.append('M. Rossi', [good, { ...good, corrects: -1 }])).rejects.toThrow(TypeError);
  await expect(ledger.append('', [good])).rejects.toThrow(TypeError);
  expect((await ledger.checkpoint()).size).toBe(0);
});

test('the commands record, decide, show and check; an edit of the database is found and located', async () => {
  const { folder, home, copy } = await setUp();
  const run = (...args: string[]) => streetdate(['ledger', ...args, '--home', home]);
  expect(await run('record', '--by', 'M. Rossi')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^0 .*enrolment of disc-1 of Film, 6 chunks, root [0-9a-f]{64}\n1 .*, 1 match\n2 .*pre-release-leak/),
  });
  expect(await run('record', '--by', 'M. Rossi')).toMatchObject({ stdout: '', stderr: 'streetdate: the ledger has all of it already\n' });
  const decided = await run('decide', copy, '--by', 'A. Weber', '--decision', 'confirmed', '--reason', 'seen side by side', '--json');
  expect(records(decided)).toMatchObject([{ position: 3, by: 'A. Weber', event: { kind: 'decision', decision: 'confirmed' } }]);
  const checkpoint = join(folder, 'checkpoint.json');
  await writeFile(checkpoint, (await run('checkpoint')).stdout);
  expect(await run('check')).toMatchObject({ status: 0, stdout: expect.stringContaining('The ledger is whole: 4 entries') });
  expect(records(await run('check', '--checkpoint', checkpoint, '--json'))).toMatchObject([{ whole: true, faults: [] }]);
  const handedOver = join(folder, 'ledger.jsonl');
  await writeFile(handedOver, (await run('show', '--json')).stdout);
  expect(await run('check', '--file', handedOver, '--checkpoint', checkpoint)).toMatchObject({ status: 0 });
  await writeFile(handedOver, (await readFile(handedOver, 'utf8')).replace('side by side', 'side by sidE'));
  expect(await run('check', '--file', handedOver, '--checkpoint', checkpoint)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('entries 0 to 3'),
  });

  const file = openSqliteFile(join(home, 'catalogue.sqlite'));
  file.exec(`update ledger_entry set entry = replace(entry, 'pre-release-leak', 'released-copy') where position = 2`);
  file.close();
  const broken = await run('check', '--json');
  expect(broken.status).toBe(3);
  expect(records(broken)[0]).toMatchObject({ whole: false, faults: [{ kind: 'edited', start: 2, end: 3 }] });
  expect(broken.stderr).toContain('entry 2 was edited');
});

test('a checkpoint that is none, and a scan that is unknown, are named', async () => {
  const { folder, home } = await setUp();
  const file = join(folder, 'x.json');
  await writeFile(file, '{"size":1}');
  const check = await streetdate(['ledger', 'check', '--home', home, '--checkpoint', file]);
  expect(check).toMatchObject({ status: 3, stderr: expect.stringContaining('x.json: it is no checkpoint of a ledger') });
  const decide = ['ledger', 'decide', 'nobody.mp4', '--by', 'A', '--decision', 'rejected', '--reason', 'b', '--home', home];
  expect(await streetdate(decide)).toMatchObject({ status: 3, stderr: expect.stringContaining('nobody.mp4') });
});
