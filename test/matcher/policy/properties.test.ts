import { judge, type Match, type ReleaseWindow, type SourceEvidence } from '@streetdate/matcher';
import { CHANNELS, SOURCES } from '@streetdate/matcher/internal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { match } from './cases.ts';

const date = fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`);
const opening = fc.oneof(
  date.map((opensAt) => ({ opensAt })),
  date.map((opensAt) => ({ opensAt: `${opensAt}T00:00:00Z` })),
  fc
    .tuple(date, fc.constantFrom('America/New_York', 'Europe/Paris', 'Pacific/Auckland'))
    .map(([opensAt, timeZone]) => ({ opensAt, timeZone })),
);
const window: fc.Arbitrary<ReleaseWindow> = fc
  .tuple(fc.constantFrom('US', 'FR', 'WORLD'), fc.constantFrom(...CHANNELS), opening)
  .map(([territory, channel, when]) => ({ territory, channel, ...(channel === 'licensed' && { party: 'Example Air' }), ...when }));
const someWindows = fc.array(window, { maxLength: 6 });
const someEvidence: fc.Arbitrary<SourceEvidence[]> = fc.array(
  fc.record({
    source: fc.constantFrom(...SOURCES),
    likelihoodRatio: fc.constantFrom(0.01, 0.2, 1, 5, 20, 300),
    reason: fc.constant('Seen.'),
  }),
  { maxLength: 4 },
);
const someMatch: fc.Arbitrary<Match> = fc.constantFrom(match, match, { ...match, strength: 'weak' as const });
const place = fc.constantFrom({}, { territory: 'US' }, { territory: 'FR' }, { territory: 'BR' });
const instant = fc.integer({ min: Date.UTC(2026, 1, 25), max: Date.UTC(2026, 3, 3) });
const seenAt = (ms: number) => ({ seenAt: new Date(ms).toISOString(), seenAtBasis: 'observed' as const });

test('a later sighting never moves from released back to review, nor from review back to leak', () => {
  const RANK = {
    'pre-release-leak': 0,
    'needs-review': 1,
    'released-copy': 2,
    'published-material': NaN,
    authorised: NaN,
    'no-match': NaN,
  };
  fc.assert(
    fc.property(someMatch, someWindows, someEvidence, place, instant, instant, (found, windows, sourceEvidence, where, one, other) => {
      const [earlier, later] = [Math.min(one, other), Math.max(one, other)].map((ms) =>
        judge(found, windows, { ...seenAt(ms), ...where }, { sourceEvidence }),
      );
      expect(RANK[later!.kind]).toBeGreaterThanOrEqual(RANK[earlier!.kind]);
    }),
    { numRuns: 2000 },
  );
});

test('the order of windows and of evidence changes nothing', () => {
  const shuffled = <T>(items: fc.Arbitrary<T[]>) =>
    items.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  fc.assert(
    fc.property(
      shuffled(someWindows),
      shuffled(someEvidence),
      place,
      instant,
      ([windows, others], [evidence, otherEvidence], where, ms) => {
        const sighting = { ...seenAt(ms), ...where };
        const verdict = judge(match, windows, sighting, { sourceEvidence: evidence });
        const other = judge(match, others, sighting, { sourceEvidence: otherEvidence });
        expect({ ...other, explain: other.explain.length }).toEqual({ ...verdict, explain: verdict.explain.length });
      },
    ),
    { numRuns: 500 },
  );
});

test('every leak is ahead of all windows that it names, by at least zero, soonest first', () => {
  fc.assert(
    fc.property(someWindows, someEvidence, place, instant, (windows, sourceEvidence, where, ms) => {
      const verdict = judge(match, windows, { ...seenAt(ms), ...where }, { sourceEvidence });
      if (verdict.kind !== 'pre-release-leak') return;
      const leads = verdict.leadTimes.map(({ secondsEarly }) => secondsEarly);
      expect(leads.length).toBeGreaterThan(0);
      expect(Math.min(...leads)).toBeGreaterThanOrEqual(0);
      expect(leads).toEqual(leads.toSorted((one, other) => one - other));
      expect(verdict.daysEarly).toBe(Math.floor(leads[0]! / 86_400));
    }),
    { numRuns: 1000 },
  );
});

test('a date without a zone gives a verdict only where every zone gives the same', () => {
  fc.assert(
    fc.property(fc.array(window, { minLength: 1, maxLength: 4 }), instant, (windows, ms) => {
      const anywhere = windows.map(({ timeZone: _, ...each }): ReleaseWindow => ({ ...each, opensAt: each.opensAt.slice(0, 10) }));
      const verdict = judge(match, anywhere, seenAt(ms));
      if (verdict.kind === 'needs-review') return;
      for (const zone of ['Pacific/Kiritimati', 'UTC', 'Etc/GMT+12']) {
        const placed = anywhere.map((each): ReleaseWindow => ({ ...each, timeZone: zone }));
        expect(judge(match, placed, seenAt(ms)).kind).toBe(verdict.kind);
      }
    }),
    { numRuns: 500 },
  );
});
