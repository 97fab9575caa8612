import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { checkLedger, decodeEntry, encodeEntry, type LedgerEntry, readLedgerFile, verifyBundle } from '@streetdate/evidence';
import { expect, test } from 'vitest';

const golden = (name: string) => fileURLToPath(new URL(`../golden/${name}`, import.meta.url));

test('a bundle of the first form is verified as what it is: it holds, and says what rests on the signer', async () => {
  const keys = [await readFile(golden('v1-bundle.pub.pem'), 'utf8')];
  const { holds, findings } = await verifyBundle(await readFile(golden('v1-bundle.zip')), { keys });
  expect(findings.filter(({ kind }) => kind === 'fails')).toEqual([]);
  expect(holds).toBe(true);
  const asserted = findings.filter(({ kind }) => kind === 'asserted').map(({ sentence }) => sentence);
  expect(asserted.join('\n')).toMatch(/The bundle is of the first form\. Its ledger does not fix which bytes were scanned/);
  expect(asserted.join('\n')).toMatch(/The bundle does not state how many of them are about its scans and titles/);
  // Its ledger's hashes are not enclosed: a checkpoint of another size cannot be shown to be of it.
  const other = await verifyBundle(await readFile(golden('v1-bundle.zip')), {
    keys,
    checkpoints: [{ size: 1, root: '0'.repeat(64), peaks: ['0'.repeat(64)] }],
  });
  expect(other.findings.filter(({ kind }) => kind === 'fails').map(({ sentence }) => sentence)).toEqual([
    'The bundle is of the first form, and cannot show that its ledger begins with the checkpoint of 1 entries.',
  ]);
});

test.each([
  ['v2-bundle', /records the server FTP one \(NL\) with 13 files; .* is one of them and was scanned as/],
  ['v3-bundle', /Order, lead times, clocks and overlaps of 4 servers were computed again from their lists: each number is the same/],
])('%s holds for ever, with what it shows of servers', async (name, says) => {
  const keys = [await readFile(golden('v3-bundle.pub.pem'), 'utf8')];
  const { holds, findings } = await verifyBundle(await readFile(golden(`${name}.zip`)), { keys });
  expect(findings.filter(({ kind }) => kind === 'fails')).toEqual([]);
  expect(holds).toBe(true);
  expect(findings.map(({ sentence }) => sentence).join('\n')).toMatch(says);
});

test('a bundle with a reading of marks holds for ever, and its reading is computed again', async () => {
  const keys = [await readFile(golden('v2-bundle-marks.pub.pem'), 'utf8')];
  const { holds, findings } = await verifyBundle(await readFile(golden('v2-bundle-marks.zip')), { keys });
  expect(findings.filter(({ kind }) => kind === 'fails')).toEqual([]);
  expect(holds).toBe(true);
  expect(findings.map(({ sentence }) => sentence).join('\n')).toMatch(
    /the reading of marks in copy\.sdfp, was computed again from 54 segments, with the same numbers: it is consistent with a1 \(issued to Reviewer A/,
  );
});

test('a bundle with a comparison of canaries holds for ever, and is compared again', async () => {
  const keys = [await readFile(golden('v2-bundle-canaries.pub.pem'), 'utf8')];
  const { holds, findings } = await verifyBundle(await readFile(golden('v2-bundle-canaries.zip')), { keys });
  expect(findings.filter(({ kind }) => kind === 'fails')).toEqual([]);
  expect(holds).toBe(true);
  expect(findings.map(({ sentence }) => sentence).join('\n')).toMatch(
    /the comparison of canaries in copy\.sdfp, was made again with 4 copies that the entries before it issued: what was seen is consistent with Reviewer B/,
  );
});

test('entries about canaries load for ever, are whole, and are written with the same bytes', async () => {
  const lines = (await readFile(golden('v2-ledger-canaries.jsonl'), 'utf8')).trimEnd().split('\n');
  const entries = lines.map((line) => decodeEntry(line) as LedgerEntry);
  expect(entries.map(({ event }) => event.kind)).toEqual([
    ...['canary-issue', 'canary-issue', 'canary-reading', 'canary-reading', 'correction'],
  ]);
  expect(entries.map(encodeEntry)).toEqual(lines);
  // The first of them named no list of issued copies.
  const first = lines.map((line) => line.replace(/"set":"[0-9a-f]+",/, ''));
  expect(first).not.toEqual(lines);
  expect(first.map((line) => encodeEntry(decodeEntry(line) as LedgerEntry))).toEqual(first);
  const report = await checkLedger(readLedgerFile(golden('v2-ledger-canaries.jsonl')));
  expect(report).toMatchObject({ faults: [], checkpoint: { root: 'bb5f352a03cd4ce0cc8f40200e25d781574af32d1e373db16b36df0e80553051' } });
});

test('an entry of canaries that were read from pictures loads for ever, is whole, and is written with the same bytes', async () => {
  const lines = (await readFile(golden('v2-ledger-canary-pictures.jsonl'), 'utf8')).trimEnd().split('\n');
  const entries = lines.map((line) => decodeEntry(line) as LedgerEntry);
  expect(entries.map(encodeEntry)).toEqual(lines);
  expect(entries.at(-1)!.event).toMatchObject({
    kind: 'canary-reading',
    seen: [
      { name: 'door', by: 'pictures', logRatio: 5.2 },
      { name: 'caption', by: 'person' },
    ],
  });
  expect(await checkLedger(readLedgerFile(golden('v2-ledger-canary-pictures.jsonl')))).toMatchObject({
    faults: [],
    checkpoint: { size: 3 },
  });
});

test('an entry that names the films of the choices loads for ever, is whole, and is written with the same bytes', async () => {
  const lines = (await readFile(golden('v2-ledger-canary-films.jsonl'), 'utf8')).trimEnd().split('\n');
  const entries = lines.map((line) => decodeEntry(line) as LedgerEntry);
  expect(entries.map(encodeEntry)).toEqual(lines);
  expect(entries.at(-1)!.event).toMatchObject({
    kind: 'canary-reading',
    variants: ['left hand', 'right hand', 'both hands'].map((choice, at) => ({ name: 'door', choice, fileSha256: `${at}`.repeat(64) })),
  });
  expect(await checkLedger(readLedgerFile(golden('v2-ledger-canary-films.jsonl')))).toMatchObject({ faults: [], checkpoint: { size: 3 } });
});

test('entries of the second form load, are whole, follow those of the first, and are written with the same bytes', async () => {
  const lines = (await readFile(golden('v2-ledger.jsonl'), 'utf8')).trimEnd().split('\n');
  const seen = lines.map((line) => {
    const entry = decodeEntry(line);
    if ('reason' in entry) throw new Error(`${entry.reason}: ${line}`);
    expect(encodeEntry(entry)).toBe(line);
    return `${entry.format.at(-1)} ${entry.event.kind}`;
  });
  expect(seen).toEqual(['1 scan', '1 verdict', '2 enrolment', '2 scan', '2 verdict', '2 anchor', '2 correction']);
  const log = (await readFile(golden('v2-log-entry.jsonl'), 'utf8')).trimEnd();
  expect(encodeEntry(decodeEntry(log) as LedgerEntry)).toBe(log);
  const report = await checkLedger(readLedgerFile(golden('v2-ledger.jsonl')));
  expect(report).toMatchObject({ faults: [], checkpoint: { root: '5a53fd3c08f0f5c12db69d75649d5155b2835a2ab5528827bf7caa77a14ebd0a' } });
  // A form never goes back.
  const first = lines.map((text, position) => ({ position, text: position === 6 ? text.replace('ledger/2', 'ledger/1') : text }));
  expect((await checkLedger(first)).faults).toMatchObject([{ kind: 'edited', start: 6, end: 7 }]);
});
