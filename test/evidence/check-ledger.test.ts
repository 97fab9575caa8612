import { type Checkpoint, checkLedger, encodeEntry, entryHash, LEDGER_FORMAT, type LedgerLine, MerkleTree } from '@streetdate/evidence';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const SECOND = Date.parse('2026-03-01T12:00:00.000Z');

/** A whole ledger of so many decisions. `word` makes another one. */
function ledgerOf(size: number, word = 'seen', lines: LedgerLine[] = []): LedgerLine[] {
  while (lines.length < size) {
    const position = lines.length;
    const previous = lines.at(-1)?.leafHash ?? null;
    const at = new Date(SECOND + 1000 * position).toISOString();
    const event = { kind: 'decision', scanId: `s${position}`, decision: 'confirmed', reason: word } as const;
    const text = encodeEntry({ format: LEDGER_FORMAT, position, previous, at, by: 'M. Rossi', event });
    lines.push({ position, text, leafHash: Buffer.from(entryHash(text)).toString('hex') });
  }
  return lines;
}

/** Lines as a thief would leave them: hashes and numbers put right, texts as they are. */
function renumbered(lines: readonly LedgerLine[]): LedgerLine[] {
  return lines.map(({ text }, position) => ({ position, text, leafHash: Buffer.from(entryHash(text)).toString('hex') }));
}

function checkpointOf(lines: readonly LedgerLine[]): Checkpoint {
  const tree = MerkleTree.of(lines.map(({ text }) => entryHash(text)));
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return { size: tree.size, root: hex(tree.root()), peaks: tree.peaks().map(hex) };
}

test('a whole ledger has no fault, whatever its size', async () => {
  for (const size of [0, 1, 2, 3, 50]) {
    const lines = ledgerOf(size);
    const report = await checkLedger(lines, [checkpointOf(lines), checkpointOf(lines.slice(0, size / 2))]);
    expect(report).toEqual({ checkpoint: checkpointOf(lines), faults: [], clockSetBack: [] });
  }
});

const SIZE_AND_PLACE = fc.integer({ min: 3, max: 60 }).chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 2 })));

test('an edited text is found at its place', async () => {
  await fc.assert(
    fc.asyncProperty(SIZE_AND_PLACE, async ([size, at]) => {
      const lines = ledgerOf(size);
      const text = lines[at]!.text.replace('seen', 'sean');
      const stored = lines.with(at, { ...lines[at]!, text });
      expect((await checkLedger(stored)).faults[0]).toMatchObject({ kind: 'edited', start: at, end: at + 1 });
      // The hash beside it was put right as well: the next entry does not follow any more.
      const { faults } = await checkLedger(renumbered(stored));
      expect(faults).toMatchObject([{ kind: 'unchained', start: at, end: at + 2 }]);
    }),
  );
});

test('a cut in the middle is found at its place, with and without new numbers', async () => {
  await fc.assert(
    fc.asyncProperty(SIZE_AND_PLACE, fc.integer({ min: 1, max: 5 }), async ([size, at], count) => {
      const gone = Math.min(count, size - 1 - at);
      const cut = ledgerOf(size).filter(({ position }) => position < at || position >= at + gone);
      const { faults } = await checkLedger(cut);
      expect(faults[0]).toMatchObject({ kind: 'missing', start: at, end: at + gone });
      expect((await checkLedger(renumbered(cut))).faults[0]).toMatchObject({ kind: 'moved', start: at });
    }),
  );
});

test('a cut at the end is found by a checkpoint, and by nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(SIZE_AND_PLACE, async ([size, at]) => {
      const lines = ledgerOf(size);
      const cut = lines.slice(0, at + 1);
      expect((await checkLedger(cut)).faults).toEqual([]);
      const { faults } = await checkLedger(cut, [checkpointOf(lines)]);
      expect(faults).toMatchObject([{ kind: 'cut', start: at + 1, end: size }]);
    }),
  );
});

test('two entries that changed places are found at the first of them', async () => {
  await fc.assert(
    fc.asyncProperty(SIZE_AND_PLACE, async ([size, at]) => {
      const lines = ledgerOf(size);
      const swapped = lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!);
      expect((await checkLedger(renumbered(swapped))).faults[0]).toMatchObject({ kind: 'moved', start: at });
      expect((await checkLedger(swapped)).faults[0]).toMatchObject({ kind: 'missing', start: at });
    }),
  );
});

test('an entry that is there twice is found', async () => {
  await fc.assert(
    fc.asyncProperty(SIZE_AND_PLACE, async ([size, at]) => {
      const lines = ledgerOf(size);
      const { faults } = await checkLedger(lines.toSpliced(at + 1, 0, lines[at]!));
      expect(faults[0]).toMatchObject({ kind: 'doubled', start: at });
    }),
  );
});

test('a fork that was chained anew from some entry on is found by a checkpoint, in the subtree where it begins', async () => {
  await fc.assert(
    fc.asyncProperty(SIZE_AND_PLACE, async ([size, at]) => {
      const lines = ledgerOf(size);
      const fork = ledgerOf(size, 'never seen', lines.slice(0, at));
      expect((await checkLedger(fork)).faults).toEqual([]);
      const { faults } = await checkLedger(fork, [checkpointOf(lines)]);
      expect(faults).toHaveLength(1);
      expect(faults[0]!.kind).toBe('fork');
      expect(faults[0]!.start).toBeLessThanOrEqual(at);
      expect(faults[0]!.end).toBeGreaterThan(at);
      // The part before the fork is still that of an earlier checkpoint.
      expect((await checkLedger(fork, [checkpointOf(lines.slice(0, at))])).faults).toEqual([]);
    }),
  );
});

test('what is no entry is named with the reason', async () => {
  const lines = ledgerOf(2);
  const broken = lines.with(1, { position: 1, text: '{"a":1,"a":2}' });
  expect((await checkLedger(broken)).faults).toMatchObject([
    { kind: 'edited', message: 'entry 1 is no entry of a ledger: it is no canonical JSON' },
  ]);
  const other = lines.with(1, { position: 1, text: '{"a":1}' });
  expect((await checkLedger(other)).faults[0]!.message).toMatch(/^entry 1 is no entry of a ledger: format: /);
});

test('a clock that was set back is told, and is no fault of the ledger', async () => {
  const lines = ledgerOf(2);
  const position = 2;
  const event = { kind: 'correction', corrects: 1, reason: 'wrong file' } as const;
  const at = '2025-01-01T00:00:00.000Z';
  const text = encodeEntry({ format: LEDGER_FORMAT, position, previous: lines[1]!.leafHash!, at, by: 'M. Rossi', event });
  expect(await checkLedger([...lines, { position, text }])).toMatchObject({ faults: [], clockSetBack: [2] });
});
