import type { Title, Upload } from '@streetdate/client';
import { describe, expect, test, vi } from 'vitest';
import { cropAt, momentAt, within } from '../../packages/console/src/facts/moments.ts';
import { readRanking } from '../../packages/console/src/facts/ranking.ts';
import { summaryOf } from '../../packages/console/src/facts/summary.ts';
import { atThresholds } from '../../packages/console/src/facts/thresholds.ts';
import { earliestOpening } from '../../packages/console/src/facts/time.ts';
import { byUrgency, nextWindow, partsOf, type Segment } from '../../packages/console/src/facts/verdict.ts';
import { PATHS, pageAt } from '../../packages/console/src/paths.ts';
import { loadWords } from '../../packages/console/src/words.ts';

describe('the earliest instant at which a window opens', () => {
  const at = (opensAt: string, timeZone?: string) => new Date(earliestOpening({ opensAt, timeZone })).toISOString();

  test('is midnight in its zone, summer and winter', () => {
    expect(at('2027-03-09', 'America/New_York')).toBe('2027-03-09T05:00:00.000Z');
    expect(at('2027-07-09', 'America/New_York')).toBe('2027-07-09T04:00:00.000Z');
    expect(at('2027-03-09T18:30', 'Europe/Berlin')).toBe('2027-03-09T17:30:00.000Z');
  });

  test('is right on the day that clocks change', () => {
    expect(at('2027-03-28', 'Europe/Berlin')).toBe('2027-03-27T23:00:00.000Z');
    expect(at('2027-03-28T12:00', 'Europe/Berlin')).toBe('2027-03-28T10:00:00.000Z');
  });

  test('is the instant itself where it has an offset', () => {
    expect(at('2027-03-09T00:00:00-05:00')).toBe('2027-03-09T05:00:00.000Z');
  });

  test('without a zone is where the day begins first on Earth', () => {
    expect(at('2027-03-09')).toBe('2027-03-08T10:00:00.000Z');
  });
});

const title = (id: string, ...days: string[]) =>
  ({ id, windows: days.map((opensAt) => ({ territory: 'US', channel: 'disc', opensAt, timeZone: 'UTC' })) }) as unknown as Title;
const upload = (id: string, kind: string, titleId: string) =>
  ({ id, state: 'done', createdAt: id, verdict: { outcome: { verdict: { kind }, matches: [{ titleId }] } } }) as unknown as Upload;

test('the next window is the first that is not open yet', () => {
  const now = Date.parse('2027-02-01T00:00:00Z');
  expect(nextWindow([title('a', '2027-01-01', '2027-04-01'), title('b', '2027-03-01')], now)?.window.opensAt).toBe('2027-03-01');
  expect(nextWindow([title('a', '2027-01-01')], now)).toBeUndefined();
});

test('sightings come by gravity, then by the next window, then the latest first', () => {
  const titles = [title('soon', '2027-02-03'), title('late', '2027-05-01'), title('out', '2026-01-01')];
  const sorted = byUrgency(
    [
      upload('1', 'needs-review', 'soon'),
      upload('2', 'pre-release-leak', 'late'),
      upload('3', 'pre-release-leak', 'out'),
      upload('4', 'pre-release-leak', 'soon'),
      upload('5', 'pre-release-leak', 'late'),
    ],
    titles,
    Date.parse('2027-02-01T00:00:00Z'),
  );
  expect(sorted.map((each) => each.upload.id)).toEqual(['4', '5', '2', '3', '1']);
});

test('parts of a verdict that cannot be read are left out', () => {
  const verdict = { kind: 'needs-review', summary: '', reasons: ['disputed', 7], explain: [{ speaks: 'for', sentence: 'a' }, 'b', null] };
  expect(partsOf(verdict as never)).toMatchObject({ reasons: ['disputed'], explain: [{ sentence: 'a' }], ifConfirmed: undefined });
});

describe('an address', () => {
  test('leads to its page, and names its parts', () => {
    expect(pageAt('/')).toEqual({ path: '/', params: {} });
    expect(pageAt('/titles/a%2Fb%20c')).toEqual({ path: '/titles/:id', params: { id: 'a/b c' } });
    expect(pageAt('/settings/keys')).toEqual({ path: '/settings/:part', params: { part: 'keys' } });
  });

  test('that is none leads nowhere', () => {
    for (const none of ['/nowhere', '/titles/', '/titles/a/b', '/titles/%zz', '/v1/uploads']) expect(pageAt(none), none).toBeUndefined();
  });

  test('is no address of the API', () => {
    expect(PATHS.filter((path) => /^\/(v1|docs|healthz|readyz|metrics|sign-in|set-up)/.test(path))).toEqual([]);
  });
});

test('a stricter threshold loses matches, a laxer one adds those that are weak by their score alone', () => {
  const match = (expectedFalseMatches: number, strength: 'strong' | 'weak') => ({ expectedFalseMatches, strength });
  // The last one is weak since it shows one picture alone, whatever its score.
  const found = atThresholds([match(1e-12, 'strong'), match(1e-4, 'strong'), match(0.05, 'weak'), match(1e-6, 'weak')], 1000);
  expect(found.find(({ power }) => power === 3)).toEqual({ power: 3, falseAYear: 365, strong: 2, added: 0, lost: 0 });
  expect(found.find(({ power }) => power === 1)).toMatchObject({ strong: 3, added: 1, lost: 0 });
  expect(found.find(({ power }) => power === 6)).toMatchObject({ strong: 1, added: 0, lost: 1 });
});

test('a moment of the copy is that of the reference which the alignment has, backwards too, and a moving crop is between its ends', () => {
  const segment = { queryStart: 10, queryEnd: 20, referenceStart: 100, referenceEnd: 110, speed: 1 } as Segment;
  expect(momentAt([segment], 12.5)).toMatchObject({ copy: 12.5, reference: 102.5 });
  expect(momentAt([{ ...segment, speed: -1 }], 12.5)).toMatchObject({ reference: 107.5 });
  // Between two segments the nearer end is shown.
  const later = { ...segment, queryStart: 30, queryEnd: 40, referenceStart: 200, referenceEnd: 210 };
  expect(momentAt([segment, later], 28).reference).toBe(200);
  expect(momentAt([segment, later], 21).copy).toBeCloseTo(19.96);
  const moving = {
    ...segment,
    cutOut: { left: 0, top: 0, right: 0.5, bottom: 1 },
    cutOutAtEnd: { left: 0.5, top: 0, right: 1, bottom: 1 },
  };
  expect(cropAt(moving, 15)).toEqual({ left: 0.25, top: 0, right: 0.75, bottom: 1 });
  expect(within(cropAt(moving, 15), { left: 0, top: 0.1, right: 1, bottom: 0.9 })).toEqual({
    left: 0.25,
    top: 0.1,
    right: 0.75,
    bottom: 0.9,
  });
});

test('only the output of the command is read as a ranking of recipients', () => {
  const whole = {
    ...{ type: 'recipients', meaning: 'm', intervalMeaning: 'i', seen: 1, noneChance: 0.5 },
    sources: [{ source: 'a', probability: 0.9, seenHeld: 1, likelihoodRatio: 9, support: 'weak support for copies' }],
    byNoneChance: [{ noneChance: 0.5, someoneElse: 0.1, sources: [{ source: 'a', probability: 0.9 }] }],
  };
  expect(readRanking(JSON.stringify(whole))).toEqual(whole);
  for (const broken of [
    'no JSON',
    'null',
    '[]',
    ...[
      { type: 'scan' },
      { meaning: 1 },
      { seen: 'x' },
      { noneChance: 2 },
      { sources: [{ source: 'a', probability: 2 }] },
      { sources: 'a' },
    ].map((part) => JSON.stringify({ ...whole, ...part })),
    ...[[], [null], [{ noneChance: 0.5 }], [{ ...whole.byNoneChance[0], sources: [{}] }]].map((byNoneChance) =>
      JSON.stringify({ ...whole, byNoneChance }),
    ),
  ])
    expect(readRanking(broken), broken).toBeUndefined();
});

describe('a verdict in another language than that of the service', () => {
  const leak = {
    verdict: {
      kind: 'pre-release-leak' as const,
      summary: 'Footage of “Film” was seen.',
      daysEarly: 9,
      leadTimes: [
        {
          secondsEarly: 9 * 86_400 + 60,
          window: { territory: 'US', channel: 'disc', opensAt: '2026-03-10', timeZone: 'America/New_York' },
        },
      ],
    },
    matches: [{ title: 'Film' }],
  };
  const review = {
    verdict: { kind: 'needs-review' as const, summary: 'It needs review.', reasons: ['weak-match'] },
    matches: [{ title: 'Film' }],
  };
  const inGerman = async (work: () => void) => {
    vi.stubGlobal('navigator', { languages: ['de-DE'] });
    vi.stubGlobal('document', { documentElement: {} });
    try {
      await loadWords('de');
      work();
    } finally {
      await loadWords('en');
      vi.unstubAllGlobals();
    }
  };

  test('is told in it where it is a leak or needs a review', () =>
    inGerman(() => {
      expect(summaryOf(leak)).toEqual({
        text: 'Material von „Film“ wurde 9 Tage vor dem ersten eingetragenen Fenster gesehen: Erscheinen auf Disc (Vereinigte Staaten, 10.03.2026, America/New_York).',
      });
      expect(summaryOf(review).text).toMatch(/^Material von „Film“ ist zu prüfen\. .*schwach/);
    }));

  test('is named by its kind where its parts are not known, and left as it was written in English', async () => {
    const other = {
      ...leak,
      verdict: { ...leak.verdict, leadTimes: [{ secondsEarly: 9 * 86_400 + 60, window: { channel: 'hologram' } }] },
    };
    await inGerman(() => expect(summaryOf(other)).toEqual({ text: 'Leak vor der Veröffentlichung: „Film“.' }));
    vi.stubGlobal('navigator', { languages: ['en'] });
    expect(summaryOf(leak)).toEqual({ text: 'Footage of “Film” was seen.', lang: 'en' });
    vi.unstubAllGlobals();
  });
});
