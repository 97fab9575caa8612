import type { Library } from '@streetdate/engine';
import { correctionStats, encodeEntry, FIRST_LEDGER_FORMAT, type Ledger, type LedgerEvent } from '@streetdate/evidence';
import { expect, test } from 'vitest';

const AT = '2027-02-07T12:00:00.000Z';
const verdict = (scanId: string, kind: 'pre-release-leak' | 'published-material' | 'no-match' | 'needs-review'): LedgerEvent => ({
  ...{ kind: 'verdict', scanId, verdict: kind, summary: 'A sentence.', verdictSha256: '0'.repeat(64) },
});
const rejected = (scanId: string): LedgerEvent => ({ kind: 'decision', scanId, decision: 'rejected', reason: 'it is the trailer' });
const bundle = (name: string): LedgerEvent => ({ kind: 'bundle', name, manifestSha256: '0'.repeat(64) });

/** A ledger of some events. */
const ledgerOf = (...events: readonly LedgerEvent[]): Ledger =>
  ({
    async *lines() {
      for (const [position, event] of events.entries())
        yield {
          position,
          text: encodeEntry({ format: FIRST_LEDGER_FORMAT, position, previous: null, at: AT, by: 'M. Rossi', event }),
          leafHash: '',
        };
    },
  }) as unknown as Ledger;

/** A library in which each scan matches the title of its first letter, and was seen on a host of its second. */
const library = {
  titles: async () => [{ id: 'a', name: 'Alpha' }],
  references: async () => [{ id: 'a.1', titleId: 'a' }],
  catalogue: {
    scan: async (id: string) => (id.startsWith('a') ? { matches: [{ referenceId: 'a.1' }] } : undefined),
    sightings: async (ids: readonly string[]) => new Map(ids.map((id) => [id, [{ link: `https://h${id[1]}.example/x` }]])),
  },
} as unknown as Library;

test('an accusation is corrected by another verdict or by a person, and one that is made again is not', async () => {
  const events = [
    ...[verdict('a1', 'pre-release-leak'), verdict('a2', 'pre-release-leak'), verdict('a3', 'pre-release-leak'), verdict('b1', 'no-match')],
    ...[
      bundle('case-1'),
      verdict('a1', 'published-material'),
      rejected('a2'),
      verdict('a3', 'needs-review'),
      verdict('a3', 'pre-release-leak'),
    ],
    bundle('case-2'),
  ];
  expect(await correctionStats(library, ledgerOf(...events))).toEqual({
    all: { accused: 3, corrected: 2 },
    byTitle: [{ of: 'Alpha', accused: 3, corrected: 2 }],
    byHost: [
      { of: 'h1.example', accused: 1, corrected: 1 },
      { of: 'h2.example', accused: 1, corrected: 1 },
      { of: 'h3.example', accused: 1, corrected: 0 },
    ],
    byReason: [
      { of: 'published-material', corrected: 1 },
      { of: 'rejected', corrected: 1 },
    ],
    corrections: [
      {
        scanId: 'a1',
        accusedAt: 0,
        correctedAt: 5,
        reason: 'published-material',
        at: AT,
        by: 'M. Rossi',
        bundles: ['case-1'],
        letters: [],
      },
      { scanId: 'a2', accusedAt: 1, correctedAt: 6, reason: 'rejected', at: AT, by: 'M. Rossi', bundles: ['case-1'], letters: [] },
    ],
  });
});

test('letters that were written while a scan was called a leak are named, and later ones are not', async () => {
  const letter = (template: string, ...scanIds: readonly string[]): LedgerEvent => ({
    ...{ kind: 'letter', template, host: 'h1.example', language: 'en', textSha256: '0'.repeat(64) },
    copies: scanIds.map((scanId) => ({ location: `https://h1.example/${scanId}`, title: 'Alpha', scanId })),
  });
  const events = [
    ...[letter('dmca', 'a1'), verdict('a1', 'pre-release-leak'), letter('dsa', 'a1', 'a2'), bundle('case-1')],
    ...[verdict('a1', 'pre-release-leak'), letter('dmca', 'a2'), verdict('a1', 'needs-review'), letter('retraction', 'a1')],
    ...[letter('dsa', 'a1'), bundle('case-2'), verdict('a1', 'published-material')],
  ];
  const { corrections } = await correctionStats(library, ledgerOf(...events));
  expect(corrections).toMatchObject([
    {
      ...{ scanId: 'a1', accusedAt: 1, correctedAt: 10, reason: 'published-material', bundles: ['case-1'] },
      letters: [{ position: 2, template: 'dsa', host: 'h1.example' }],
    },
  ]);
});

test('a ledger without accusations has none to correct', async () => {
  const stats = await correctionStats(library, ledgerOf(verdict('a1', 'no-match'), verdict('a1', 'published-material')));
  expect(stats).toMatchObject({ all: { accused: 0, corrected: 0 }, corrections: [] });
});
