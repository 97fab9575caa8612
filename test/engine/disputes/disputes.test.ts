// @module-tag process
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, type NewDispute, openLibrary, RefusedError, type ScannedFile } from '@streetdate/engine';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

const NOW = '2026-03-11T09:00:00.000Z';
const LEAK = { seenAt: '2026-02-01T00:00:00Z', territory: 'US' };

/** A library with a leaked copy. */
async function prepared() {
  const folder = await temporaryFolder();
  const library = await openLibrary(join(folder, 'library'), { now: () => new Date(NOW) });
  onTestFinished(() => library.close());
  const film = await writeReference(folder, 'film.sdfp', 1);
  await library.putTitle({ name: 'Film', promos: 'none' }, [{ territory: 'US', channel: 'disc', opensAt: '2026-06-01T00:00:00Z' }]);
  await library.enroll(film, { title: 'Film' });
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  const scan = async () => {
    for await (const outcome of library.scan(copy, LEAK)) return (outcome as ScannedFile).scanId;
    throw new Error('nothing was scanned');
  };
  return { library, copy, scan, scanId: await scan() };
}

async function verdictOf(library: Library, name: string) {
  for await (const outcome of library.judgeAgain(name)) return outcome.verdict;
  throw new Error('there is no scan');
}

const notice: NewDispute = { by: 'A. Uploader', ground: 'I have a licence', text: 'Dear all,\nI have a licence.' };

test('a dispute is recorded with its deadline, and puts the verdict to review', async () => {
  const { library, copy, scanId } = await prepared();
  expect(await verdictOf(library, scanId)).toMatchObject({ kind: 'pre-release-leak' });
  const dispute = await library.addDispute(copy, notice);
  expect(dispute).toEqual({
    ...{ id: expect.stringMatching(/^[0-9a-f]{12}$/), scanId, path: expect.stringContaining('copy.sdfp') },
    ...{ fingerprintSha256: expect.stringMatching(/^[0-9a-f]{64}$/), ...notice, receivedAt: NOW, recordedAt: NOW },
    // Ten working days after a Wednesday.
    deadline: '2026-03-25T09:00:00.000Z',
  });
  expect(await library.disputes()).toEqual([dispute]);
  const verdict = await verdictOf(library, scanId);
  expect(verdict).toMatchObject({ kind: 'needs-review', reasons: ['disputed'], otherwise: 'pre-release-leak' });
  expect(JSON.stringify(verdict)).not.toContain('A. Uploader');
});

test.each(['rejected', 'withdrawn'] as const)('after it was %s the verdict is what it was', async (outcome) => {
  const { library, scanId } = await prepared();
  const before = await verdictOf(library, scanId);
  const { id } = await library.addDispute(scanId, notice);
  const ended = await library.endDispute(id, { outcome, reason: 'no licence was shown' });
  expect(ended).toMatchObject({ id, outcome, outcomeReason: 'no licence was shown', endedAt: NOW });
  expect(await library.disputes()).toEqual([ended]);
  expect(await verdictOf(library, scanId)).toEqual(before);
});

test('after it was upheld the verdict accuses nobody, also when the file is touched and scanned again', async () => {
  const { library, copy, scan, scanId } = await prepared();
  const { id } = await library.addDispute(scanId, notice);
  await library.endDispute(id, { outcome: 'upheld', reason: 'the licence is good' });
  const upheld = { kind: 'needs-review', reasons: ['dispute-upheld'], otherwise: 'pre-release-leak' };
  expect(await verdictOf(library, scanId)).toMatchObject(upheld);
  await utimes(copy, new Date('2026-03-01'), new Date('2026-03-01'));
  const again = await scan();
  expect(again).not.toBe(scanId);
  expect(await verdictOf(library, again)).toMatchObject(upheld);
});

test('a dispute is about one file: an equal one elsewhere is not disputed', async () => {
  const { library, copy, scanId } = await prepared();
  await library.addDispute(scanId, notice);
  const other = await writeCopy(join(copy, '..'), 'other.sdfp', 1);
  for await (const outcome of library.scan(other, LEAK)) expect(outcome.verdict).toMatchObject({ kind: 'pre-release-leak' });
});

test('a deadline and a time may be given, and offsets are brought to UTC', async () => {
  const { library, scanId } = await prepared();
  const given = { ...notice, receivedAt: '2026-03-10T10:00:00+02:00', deadline: new Date('2026-03-12T00:00:00Z') };
  expect(await library.addDispute(scanId, given)).toMatchObject({
    receivedAt: '2026-03-10T08:00:00.000Z',
    deadline: '2026-03-12T00:00:00.000Z',
  });
});

const WRONG: readonly (readonly [string, NewDispute, string])[] = [
  ['a deadline before the receipt', { ...notice, deadline: '2026-03-11T08:59:00Z' }, 'dispute.deadline must be after it was received'],
  ['a receipt in the future', { ...notice, receivedAt: '2026-03-12T00:00:00Z' }, 'dispute.receivedAt must be no later than now'],
  ['a date without a time', { ...notice, receivedAt: '2026-03-10' }, 'dispute.receivedAt must be an instant with an offset'],
  ['a blank ground', { ...notice, ground: ' ' }, 'dispute.ground must say something'],
  ['no sender', { ground: 'x' } as NewDispute, 'dispute.by'],
];

test.each(WRONG)('%s is refused, and nothing is stored', async (_, wrong, message) => {
  const { library, scanId } = await prepared();
  await expect(library.addDispute(scanId, wrong)).rejects.toThrow(message);
  expect(await library.disputes()).toEqual([]);
});

test('an unknown scan, the same notice again, an unknown dispute and a second end are refused, and change nothing', async () => {
  const { library, copy, scan, scanId } = await prepared();
  await expect(library.addDispute('nobody.mp4', notice)).rejects.toThrow(RefusedError);
  const { id } = await library.addDispute(scanId, notice);
  await expect(library.addDispute(scanId, notice)).rejects.toThrow(`this dispute is recorded already, as ${id}`);
  await expect(library.endDispute('0123456789ab', { outcome: 'upheld', reason: 'x' })).rejects.toThrow('there is no dispute with the id');
  await expect(library.endDispute(id, { outcome: 'upheld', reason: '' })).rejects.toThrow('end.reason');
  const ended = await library.endDispute(id, { outcome: 'rejected', reason: 'no licence' });
  await expect(library.endDispute(id, { outcome: 'upheld', reason: 'x' })).rejects.toThrow(
    `the dispute ${id} has ended already: it was rejected`,
  );
  expect(await library.disputes()).toEqual([ended]);
  await utimes(copy, new Date('2026-03-01'), new Date('2026-03-01'));
  await scan();
  await expect(library.addDispute(copy, { ...notice, ground: 'y' })).rejects.toThrow('was scanned in several states; give the id of one');
  expect(await library.disputes()).toEqual([ended]);
});
