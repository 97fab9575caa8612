import { type JudgeOptions, judge, type Reference, type Title, type Verdict } from '@streetdate/matcher';
import { type Fact, type FactOf, IN_VERDICTS, tellFact, VERDICT_KINDS } from '@streetdate/matcher/internal';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { findingOf, summaryOf } from '../../packages/console/src/facts/summary.ts';
import { LANGUAGES, loadWords } from '../../packages/console/src/words.ts';
import { REVIEW_PHRASES } from '../../packages/matcher/src/policy/wording.ts';
import { SIGNS } from '../../packages/matcher/src/provenance/signs.ts';
import { evidence, match, seenOn, windows } from '../matcher/policy/cases.ts';

/** Words that English sentences have, and neither French, German nor Spanish ones. */
const ENGLISH = /\b(?:the|of|and|with|which|seen|released|before|after|from|it|its|is|by|not)\b/i;
const OTHERS = LANGUAGES.filter((code) => code !== 'en');

const title: Title = { id: 'nt', name: 'Nachtzug', year: 2026 };
const reference: Reference = { id: match.referenceId, titleId: 'nt', kind: 'disc', edition: 'BD', duration: 6000 };
const promo: Reference = {
  ...{ id: match.referenceId, titleId: 'nt', kind: 'promo' },
  promo: { form: 'trailer', publications: [{ territory: 'WORLD', opensAt: '2026-03-20' }] },
};
const shown: Reference = {
  ...promo,
  id: 'tr-1',
  promo: { form: 'trailer', publications: [{ territory: 'US', opensAt: '2026-02-01T12:00:00Z' }] },
};
const allowedBy = [
  {
    id: 'a1',
    host: '*.video.example',
    account: 'studio',
    titleId: 'nt',
    from: '2026-01-01',
    fromTimeZone: 'Europe/Paris',
    until: '2026-12-31',
  },
  { id: 'a2', host: 'tube.example', wholeHost: true as const },
];
const dispute = { id: 'd1', ground: 'Parodie', receivedAt: '2026-03-11T00:00:00Z', deadline: '2026-03-25T00:00:00Z' };
const opened = windows('US:disc:2026-03-10T00:00:00Z');
const judged = (day: number, of = opened, options: JudgeOptions = {}) => judge(match, of, seenOn(day), { title, reference, ...options });
const promoted = (published: Reference) => ({ published: [{ promo: published, inQuery: [{ start: 0, end: 60 }] }] });

/** Verdicts of every kind, and of every way to come to it. */
const VERDICTS: readonly Verdict[] = [
  judge(undefined, opened, seenOn(1)),
  judged(1, opened, { reference: { ...reference, kind: 'background' } }),
  judged(1, opened, { heldBack: [{ start: 0, end: 6000, why: 'excluded', reason: 'Logo' }] }),
  judged(1),
  judge(match, opened, { seenAt: '2026-03-09T21:00:00Z', seenAtBasis: 'reported', territory: 'US' }, { title, reference }),
  judge(match, opened, { seenAt: '2026-03-09T23:30:00Z', seenAtBasis: 'observed', territory: 'US' }, { title, reference }),
  judged(12, windows('US:digital:2026-03-10T00:00:00Z', 'US:disc:2026-03-24'), { sourceEvidence: [evidence('disc', 400)] }),
  judge(match, opened, seenOn(1), { title, reference: promo }),
  judged(12),
  judged(
    12,
    windows(
      'US:disc:2026-03-01',
      'WORLD:digital:2026-03-02',
      'US:theatrical:2026-01-01',
      'US:broadcast:2026-03-03',
      'US:licensed/Air:2026-01-02',
    ),
  ),
  judged(1, opened, promoted(shown)),
  judged(1, opened, { allowedBy }),
  judged(12, opened, { allowedBy }),
  judged(1, opened, { disputes: [dispute] }),
  judged(1, opened, { disputes: [{ ...dispute, outcome: 'upheld' }] }),
  ...(Object.keys(REVIEW_PHRASES) as (keyof typeof REVIEW_PHRASES)[]).map(
    (reason): Verdict => ({ kind: 'needs-review', summary: 'It needs review.', explain: [], reasons: [reason] }),
  ),
];

const window = opened[0]!;
/** Every fact that a finding may state. A new one has to be added here, or this file fails the type check. */
const FACTS: { readonly [S in Fact['says']]: readonly FactOf<S>[] } = {
  'sound-alone': [{ says: 'sound-alone', seconds: 12.34, expectedFalseMatches: 0.02 }],
  strong: [60, 0].map((seconds) => ({ says: 'strong', seconds, expectedFalseMatches: 1e-12 })),
  weak: (['sound', 'one-picture', 'stills', 'chance'] as const).flatMap((why) =>
    [0.9, 0.02, 1e-7, 1e-12].map((expectedFalseMatches) => ({ says: 'weak' as const, why, expectedFalseMatches })),
  ),
  'second-hash-silent': [{ says: 'second-hash-silent' }],
  'second-hash-agrees': [{ says: 'second-hash-agrees', algorithm: 'blockhash/1', frames: 12 }],
  'second-hash-disagrees': [{ says: 'second-hash-disagrees', algorithm: 'blockhash/1', frames: 12 }],
  unpublished: [1, 3].map((places) => ({ says: 'unpublished', seconds: 5, shown: 60, places, expectedFalseMatches: 1e-5 })),
  published: (['trailer', 'teaser', 'tv-spot', 'clip', 'preview', 'poster', 'still', 'press-kit', undefined] as const).map((form) => ({
    says: 'published',
    promos: [{ referenceId: 'tr-1', ...(form && { form }), publications: shown.promo!.publications }],
  })),
  'time-unknown': [{ says: 'time-unknown' }],
  'time-observed': [{ says: 'time-observed' }],
  'time-reported': [{ says: 'time-reported' }],
  'time-of-file': [{ says: 'time-of-file' }],
  'time-of-unknown-origin': [{ says: 'time-of-unknown-origin' }],
  'time-without-zone': [{ says: 'time-without-zone' }],
  'no-window': [{ says: 'no-window' }],
  'no-digital-window': [{ says: 'no-digital-window' }],
  'window-open': (['theatrical', 'digital', 'disc', 'broadcast', 'screener', 'promo'] as const).map((channel) => ({
    says: 'window-open',
    window: { ...window, channel },
  })),
  'window-perhaps-open': [{ says: 'window-perhaps-open', window: { ...window, opensAt: '2026-03-10' } }],
  'window-ahead': [
    {
      says: 'window-ahead',
      window: { territory: 'WORLD', channel: 'licensed', party: 'Air', opensAt: '2026-03-10T08:00', timeZone: 'Europe/Paris' },
    },
    { says: 'window-ahead', window: { ...window, opensAt: '2026-03-10T00:00:00-05:00' } },
  ],
  'window-unreadable': [{ says: 'window-unreadable', window: 'US:disc:2026-99-99' }],
  source: SIGNS.flatMap(({ name: sign }) =>
    [40, 0.025].map((likelihoodRatio) => ({
      ...{ says: 'source' as const, source: 'screener' as const, likelihoodRatio, sign },
      reason: 'It has the sound of the copy.',
    })),
  ),
  'any-release': [
    { says: 'any-release' },
    ...(['disc', 'master', 'screener', 'still', 'promo', 'background'] as const).map((kind) => ({
      says: 'any-release' as const,
      kind,
      edition: 'BD',
    })),
  ],
  'territory-unknown': [{ says: 'territory-unknown' }],
  'server-place': [{ says: 'server-place' }],
  'no-window-there': [{ says: 'no-window-there', territory: 'FR' }],
  allowed: [{ says: 'allowed', allowedBy }],
  disputed: [{ says: 'disputed', disputes: [dispute, { ...dispute, id: 'd2' }] }],
  'dispute-upheld': [{ says: 'dispute-upheld', disputes: [dispute] }],
};

test('the verdicts are of every kind, and every leak of every basis', () => {
  expect(new Set(VERDICTS.map(({ kind }) => kind))).toEqual(new Set(VERDICT_KINDS));
  const bases = VERDICTS.flatMap((verdict) => (verdict.kind === 'pre-release-leak' ? [verdict.basis] : []));
  expect(new Set(bases)).toEqual(new Set(['no-window-open', 'source-evidence', 'promo-unpublished']));
});

test('every finding of a verdict has its fact, and the sentence is that fact’s', () => {
  for (const { explain } of VERDICTS) for (const { sentence, fact } of explain) expect(tellFact(fact!, IN_VERDICTS)).toBe(sentence);
});

describe.each(OTHERS)('in %s', (code) => {
  const inIt = async (work: () => void) => {
    vi.stubGlobal('navigator', { languages: [code] });
    vi.stubGlobal('document', { documentElement: {} });
    await loadWords(code);
    work();
  };
  afterAll(async () => {
    await loadWords('en');
    vi.unstubAllGlobals();
  });
  const matches = [{ title: 'Nachtzug' }];

  test('each verdict is told, and no English is in it', () =>
    inIt(() => {
      for (const verdict of VERDICTS) {
        const told = summaryOf({ verdict, matches });
        expect(told, verdict.summary).toEqual({ text: expect.stringMatching(/\p{L}.*\.$/u) });
        expect(told.text).not.toMatch(ENGLISH);
        expect(told.text).not.toMatch(/[{}]|undefined/);
        // A sentence of its own, and not the name of its kind alone.
        expect(told.text.length, told.text).toBeGreaterThan(35);
      }
    }));

  test('each finding is told, and no English is in it', () =>
    inIt(() => {
      const told = new Set<string>();
      for (const fact of [
        ...Object.values(FACTS).flat(),
        ...VERDICTS.flatMap(({ explain }) => explain.flatMap((each) => each.fact ?? [])),
      ]) {
        if (fact.says === 'source' && fact.sign === undefined) continue; // In the words of who stated it.
        const { text, lang } = findingOf({ speaks: 'for', sentence: 'It is in English.', fact });
        expect(lang, JSON.stringify(fact)).toBeUndefined();
        expect(text).not.toMatch(ENGLISH);
        expect(text).not.toMatch(/[{}]|undefined/);
        told.add(text);
      }
      expect(told.size).toBeGreaterThan(60);
    }));

  test('a kind, a window or a fact of a later version does no harm', () =>
    inIt(() => {
      const later = {
        kind: 'pre-release-leak',
        summary: 'x',
        leadTimes: [{ secondsEarly: 9, window: { ...window, channel: 'hologram' } }],
      };
      expect(summaryOf({ verdict: later as never, matches }).text).toMatch(/Nachtzug/);
      expect(summaryOf({ verdict: { kind: 'vanished', summary: 'It is gone.' } as never, matches })).toEqual({
        text: 'It is gone.',
        lang: 'en',
      });
      for (const fact of [undefined, null, 7, {}, { says: 'aura' }, { says: 'window-open', window: { ...window, opensAt: 'soon' } }])
        expect(findingOf({ speaks: 'for', sentence: 'It is in English.', fact })).toEqual({ text: 'It is in English.', lang: 'en' });
    }));
});
