// @module-tag process
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openLibrary } from '@streetdate/engine';
import {
  checkLedger,
  decodeEntry,
  encodeEntry,
  Ledger,
  type LedgerEvent,
  readFacts,
  readLedgerFile,
  recordChanges,
  recordFacts,
  recordScans,
  recordVerdicts,
  toCanonicalJson,
} from '@streetdate/evidence';
import { expect, onTestFinished, test } from 'vitest';
import { writeReference } from '../cli/tools/prints.ts';
import { recordedCase } from './tools/case.ts';

async function setUp() {
  const { home, folder, copy } = await recordedCase();
  const library = await openLibrary(home, { now: () => new Date('2026-02-03T00:00:00Z') });
  onTestFinished(() => library.close());
  const ledger = new Ledger(library, { now: () => new Date('2026-02-03T00:00:00Z') });
  const [scan] = (await library.scans()).filter(({ path }) => path.endsWith('copy.sdfp'));
  return { library, ledger, folder, copy, scanId: scan!.id };
}
const kinds = (entries: readonly { readonly event: LedgerEvent }[]) => entries.map(({ event }) => event.kind);

test('each change of what verdicts are by is an entry, with who, why and what it was', async () => {
  const { library, ledger, scanId } = await setUp();
  const change = async (work: () => Promise<unknown>, reason?: string) => {
    const before = await readFacts(library);
    await work();
    return recordChanges(ledger, library, 'A. Weber', before, { reason });
  };
  const excluded = await change(() => library.exclude('Film', [{ start: 1, end: 5 }], { reason: 'archive' }));
  const now = { referenceId: 'disc-1', start: 1, end: 5, reason: 'archive' };
  expect(excluded).toMatchObject([{ by: 'A. Weber', event: { kind: 'exclusion', was: null, now } }]);
  const { id } = (await library.exclusions())[0]!;
  expect(await change(() => library.removeExclusion(id), 'it is ours')).toMatchObject([
    { event: { kind: 'exclusion', exclusionId: id, was: now, now: null, reason: 'it is ours' } },
  ]);

  const place = { host: 'video.example', account: 'studio' };
  const allowed = await change(() => library.allow(place));
  expect(allowed).toMatchObject([{ event: { kind: 'allowed-source', was: null, now: place } }]);
  expect(await change(() => library.allow({ ...place, reason: 'ours' }))).toMatchObject([
    { event: { was: place, now: { ...place, reason: 'ours' } } },
  ]);
  expect(await change(() => library.allow(place))).toEqual([]);
  const { sourceId } = allowed[0]!.event as { sourceId: string };
  expect(await change(() => library.disallow(sourceId))).toMatchObject([{ event: { was: { reason: 'ours' }, now: null } }]);

  const disputed = await change(() => library.addDispute(scanId, { by: 'A. Uploader', ground: 'licensed', text: 'Dear all' }));
  expect(disputed).toMatchObject([
    {
      event: {
        kind: 'dispute',
        scanId,
        was: null,
        now: { disputedBy: 'A. Uploader', textSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    },
  ]);
  expect(JSON.stringify(disputed)).not.toContain('Dear all');
  const [dispute] = await library.disputes();
  expect(await change(() => library.endDispute(dispute!.id, { outcome: 'rejected', reason: 'no licence' }))).toMatchObject([
    { event: { kind: 'dispute', was: { ground: 'licensed' }, now: { outcome: 'rejected', outcomeReason: 'no licence' } } },
  ]);
  expect(await ledger.check()).toMatchObject({ faults: [] });
});

test('a promo and a decision about shared footage are entries as well', async () => {
  const { library, ledger, folder } = await setUp();
  const before = await readFacts(library);
  await library.enroll(await writeReference(folder, 'trailer.sdfp', 7), {
    ...{ title: 'Film', id: 'trailer', kind: 'promo' },
    promo: { form: 'trailer', publications: [{ territory: 'WORLD', opensAt: '2026-01-01T00:00:00Z' }] },
  });
  expect(await recordChanges(ledger, library, 'A. Weber', before)).toMatchObject([
    {
      event: {
        ...{ kind: 'promo', referenceId: 'trailer', was: null },
        now: { titleId: 'film', form: 'trailer', publications: [{ territory: 'WORLD', opensAt: '2026-01-01T00:00:00Z' }] },
      },
    },
  ]);
});

test('what changed without a word is caught up with, once, and what is gone is named', async () => {
  const { library, ledger } = await setUp();
  await library.exclude('Film', [{ start: 1, end: 5 }], { reason: 'archive' });
  await library.allow({ host: 'video.example', account: 'studio' });
  expect(kinds(await recordFacts(ledger, library, 'M. Rossi'))).toEqual(['exclusion', 'allowed-source']);
  expect(await recordFacts(ledger, library, 'M. Rossi')).toEqual([]);
  const [exclusion] = await library.exclusions();
  await library.removeExclusion(exclusion!.id);
  expect(await recordFacts(ledger, library, 'M. Rossi')).toMatchObject([
    { event: { kind: 'exclusion', exclusionId: exclusion!.id, was: { reason: 'archive' }, now: null } },
  ]);
  expect(await recordFacts(ledger, library, 'M. Rossi')).toEqual([]);
});

test('a verdict that changes, and one that changes back, are recorded with what they were and why', async () => {
  const { library, ledger, copy, scanId } = await setUp();
  expect(await recordVerdicts(ledger, library, 'M. Rossi')).toEqual([]);
  const { id } = await library.addDispute(copy, { by: 'A. Uploader', ground: 'licensed' });
  const changed = await recordVerdicts(ledger, library, 'M. Rossi', [copy], { reason: 'a dispute' });
  expect(changed).toMatchObject([
    { event: { kind: 'verdict', scanId, verdict: 'needs-review', reason: 'a dispute', was: { verdict: 'pre-release-leak', position: 2 } } },
  ]);
  await library.endDispute(id, { outcome: 'rejected', reason: 'no licence' });
  const back = await recordScans(ledger, library, 'M. Rossi');
  expect(back).toMatchObject([
    { event: { kind: 'verdict', verdict: 'pre-release-leak', was: { verdict: 'needs-review', position: changed[0]!.position } } },
  ]);
  expect(await recordScans(ledger, library, 'M. Rossi')).toEqual([]);
  expect(await ledger.check()).toMatchObject({ faults: [] });
});

const GOLDEN = fileURLToPath(new URL('../golden/v1-ledger.jsonl', import.meta.url));

test('a ledger of every kind of entry loads, is whole, and is written with the same bytes', async () => {
  const lines = (await readFile(GOLDEN, 'utf8')).trimEnd().split('\n');
  const seen = lines.map((line) => {
    const entry = decodeEntry(line);
    if ('reason' in entry) throw new Error(`${entry.reason}: ${line}`);
    expect(encodeEntry(entry)).toBe(line);
    expect(toCanonicalJson(entry)).toBe(line);
    return entry.event.kind;
  });
  expect(new Set(seen)).toEqual(
    new Set([
      ...['scan', 'verdict', 'decision', 'server', 'bundle', 'correction'],
      ...['exclusion', 'conflict', 'allowed-source', 'promo', 'dispute', 'letter'],
    ]),
  );
  const report = await checkLedger(readLedgerFile(GOLDEN));
  expect(report.faults).toEqual([]);
  expect(report.checkpoint.root).toBe('1a58bbdf9466bb7dbba4d91fc9d158d5302875672b4295b529a74e3c937c97a2');
});
