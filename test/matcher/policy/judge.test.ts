import { judge, type Match, type ReleaseWindow, type SourceEvidence, type Verdict } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { evidence, match, seenOn, seenSomewhereOn, windows } from './cases.ts';

/** The verdict in one line: its kind, and its reasons, basis or count. */
function short(verdict: Verdict): string {
  if (verdict.kind === 'needs-review') return verdict.reasons.join(' ');
  if (verdict.kind === 'pre-release-leak') return `leak ${verdict.daysEarly} ${verdict.basis}`;
  return verdict.kind === 'released-copy' ? 'released' : verdict.kind;
}

test('a copy seen nine days before the first window is a pre-release leak', () => {
  const window: ReleaseWindow = { territory: 'US', channel: 'disc', opensAt: '2026-03-10T00:00:00-05:00' };
  expect(judge(match, [window], { seenAt: '2026-03-01T00:00:00Z', seenAtBasis: 'observed', territory: 'US' })).toMatchObject({
    kind: 'pre-release-leak',
    basis: 'no-window-open',
    daysEarly: 9,
    leadTimes: [{ window, secondsEarly: 9 * 86_400 + 5 * 3600, daysEarly: 9 }],
  });
});

test('without a match the verdict is no-match, whatever the windows are', () => {
  expect(judge(undefined, windows('US:disc:2026-03-10'), seenOn(1))).toEqual({
    kind: 'no-match',
    summary: 'No enrolled title was found.',
    explain: [],
  });
});

test('background is no title: shared content decides nothing about a copy', () => {
  const reference = { id: match.referenceId, titleId: 'marks', kind: 'background' } as const;
  expect(judge(match, [], seenOn(1), { reference })).toEqual({
    kind: 'no-match',
    summary: 'Only content that many films share was found, and no enrolled title.',
    explain: [],
    only: 'shared-content',
  });
});

describe('the channels in one territory', () => {
  // Each window opens on a day of March; the sighting is at noon UTC on the 10th.
  const day = (d: string) => `2026-03-${d}T00:00:00Z`;
  const cases: readonly (readonly [string, string])[] = [
    ['theatrical:20 digital:25 disc:28', 'leak 9 no-window-open'],
    ['disc:20', 'leak 9 no-window-open'],
    ['theatrical:05 digital:25 disc:28', 'camera-copy-possible'],
    ['theatrical:05', 'window-unknown'],
    ['theatrical:01 digital:05 disc:28', 'digital-already-open'],
    ['digital:05 disc:28', 'digital-already-open'],
    ['broadcast:05 disc:28', 'broadcast-already-open'],
    ['digital:05 broadcast:05 disc:28', 'digital-already-open'],
    ['digital:05 disc:08', 'released'],
    ['digital:25 disc:08', 'released'],
    ['theatrical:25 disc:08', 'released'],
    ['digital:05', 'released'],
    ['broadcast:05', 'released'],
    ['screener:20', 'leak 9 no-window-open'],
    ['screener:05', 'window-unknown'],
    ['screener:05 disc:28', 'leak 17 no-window-open'],
    ['screener:05 digital:08 disc:28', 'digital-already-open'],
    ['disc:28 disc:08', 'released'],
  ];
  test.each(cases)('%s → %s', (state, expected) => {
    const texts = state.split(' ').map((each) => each.replace(/(\w+):(\d+)/, (_, channel, d) => `US:${channel}:${day(d)}`));
    expect(short(judge(match, windows(...texts), seenOn(10)))).toBe(expected);
  });
});

describe('source evidence', () => {
  const onSale = windows('US:digital:2026-03-05T00:00:00Z', 'US:disc:2026-03-28T00:00:00Z');
  const inCinemas = windows('US:theatrical:2026-03-05T00:00:00Z', 'US:digital:2026-03-20T00:00:00Z', 'US:disc:2026-03-28T00:00:00Z');
  const allOut = windows('US:digital:2026-03-05T00:00:00Z', 'US:disc:2026-03-08T00:00:00Z');
  const noDisc = windows('US:digital:2026-03-05T00:00:00Z');
  const cases: readonly (readonly [string, ReleaseWindow[], SourceEvidence[], string])[] = [
    ['a disc at 19 to 1 is not enough on digital sale', onSale, [evidence('disc', 19)], 'digital-already-open'],
    ['a disc at 20 to 1 is', onSale, [evidence('disc', 20)], 'leak 17 source-evidence'],
    ['independent observations multiply', onSale, [evidence('disc', 5), evidence('disc', 5)], 'leak 17 source-evidence'],
    ['a rival source divides', onSale, [evidence('disc', 50), evidence('digital', 10)], 'digital-already-open'],
    ['a screener counts like a disc', onSale, [evidence('screener', 30)], 'leak 17 source-evidence'],
    ['disc or screener together count once', onSale, [evidence('disc', 15), evidence('screener', 15)], 'digital-already-open'],
    ['digital at 20 to 1 makes it a released copy', onSale, [evidence('digital', 20)], 'released'],
    ['digital at 10 to 1 needs review', onSale, [evidence('digital', 10)], 'digital-already-open'],
    ['excluding digital alone does not make it a disc', onSale, [evidence('digital', 0.001)], 'digital-already-open'],
    ['an excluded disc could still be a screener', onSale, [evidence('disc', 0.001)], 'digital-already-open'],
    ['disc and screener excluded', onSale, [evidence('disc', 0.01), evidence('screener', 0.01)], 'released'],
    ['a disc after its street date', allOut, [evidence('disc', 1000)], 'released'],
    ['a screener after the street date', allOut, [evidence('screener', 1000)], 'released'],
    ['a disc without a disc window', noDisc, [evidence('disc', 1000)], 'disc-window-unknown'],
    ['in cinemas, a disc excludes the camera', inCinemas, [evidence('disc', 20)], 'leak 9 source-evidence'],
    ['in cinemas, a digital source excludes the camera', inCinemas, [evidence('digital', 20)], 'leak 9 source-evidence'],
    ['in cinemas, no camera at 20 to 1', inCinemas, [evidence('camera', 0.05)], 'leak 9 source-evidence'],
    ['in cinemas, perhaps no camera', inCinemas, [evidence('camera', 0.1)], 'camera-copy-possible'],
    ['in cinemas, a camera', inCinemas, [evidence('camera', 100)], 'camera-copy-possible'],
    ['before everything, even a camera', windows('US:theatrical:2026-03-20T00:00:00Z'), [evidence('camera', 100)], 'leak 9 no-window-open'],
  ];
  test.each(cases)('%s', (_, given, sourceEvidence, expected) => {
    expect(short(judge(match, given, seenOn(10), { sourceEvidence }))).toBe(expected);
  });

  test('a verdict that rests on evidence gives the odds found and the odds required', () => {
    const verdict = judge(match, onSale, seenOn(10), { sourceEvidence: [evidence('disc', 43)] });
    expect(verdict).toMatchObject({ kind: 'pre-release-leak', sourceOdds: 43, leadTimes: [{ window: { channel: 'disc' } }] });
    expect(verdict.summary).toBe(
      'Footage of an enrolled title was seen on 2026-03-10 at 12:00 UTC, 17 days before the disc release in US (2026-03-28T00:00:00Z). ' +
        'Other channels were already open, but the source evidence favours a disc or screener, 43 : 1 (at least 20 : 1 is required).',
    );
    expect(judge(match, inCinemas, seenOn(10), { sourceEvidence: [evidence('camera', 0.01)] }).summary).toMatch(
      /, 9 days before the first home release on record, the digital sale in US \(.*\)\. Cinemas already showed it, but the source evidence excludes a camera recording, 100 : 1/,
    );
  });
});

describe('territories', () => {
  const french = ['FR:digital:2026-03-01T00:00:00Z', 'FR:disc:2026-03-09T00:00:00Z'];
  const american = ['US:digital:2026-03-17T00:00:00Z', 'US:disc:2026-03-17T00:00:00Z'];
  const cases: readonly (readonly [string, string[], string | undefined, SourceEvidence[], string])[] = [
    ['out in France yesterday, seen in the US', [...french, ...american], 'US', [], 'open-in-another-territory'],
    ['the same from a disc: French discs exist', [...french, ...american], 'US', [evidence('disc', 99)], 'open-in-another-territory'],
    ['the same seen in France', [...french, ...american], 'FR', [], 'released'],
    ['the same seen where no window is known', [...french, ...american], 'BR', [], 'window-unknown open-in-another-territory'],
    ['the same seen in an unknown territory', [...french, ...american], undefined, [], 'territory-unknown open-in-another-territory'],
    ['digital in France, no disc anywhere, seen in the US', [french[0]!, ...american], 'US', [], 'open-in-another-territory'],
    ['the same, and from a disc', [french[0]!, ...american], 'US', [evidence('disc', 99)], 'leak 6 source-evidence'],
    [
      'the same from a disc, seen in an unknown territory',
      [french[0]!, ...american],
      undefined,
      [evidence('disc', 99)],
      'leak 6 source-evidence',
    ],
    ['nothing open anywhere', american, undefined, [], 'leak 6 no-window-open'],
    ['nothing open, and no window where it was seen', american, 'BR', [], 'window-unknown'],
    ['everything open everywhere known', french, undefined, [], 'released'],
    ['digital here, disc abroad', ['US:digital:2026-03-01T00:00:00Z', ...french.slice(1)], 'US', [], 'released'],
    [
      'digital here, disc later here and now abroad',
      ['US:digital:2026-03-01T00:00:00Z', american[1]!, french[1]!],
      'US',
      [],
      'open-in-another-territory digital-already-open',
    ],
    [
      'cinemas abroad only',
      ['FR:theatrical:2026-03-01T00:00:00Z', ...american],
      'US',
      [],
      'open-in-another-territory camera-copy-possible',
    ],
    ['worldwide windows hold everywhere', ['WORLD:digital:2026-03-01T00:00:00Z'], 'BR', [], 'released'],
    ['worldwide windows not open', ['WORLD:digital:2026-03-20T00:00:00Z'], 'BR', [], 'leak 9 no-window-open'],
    [
      'a country’s own window is an exception to the world’s',
      ['WORLD:digital:2026-03-01T00:00:00Z', american[0]!],
      'US',
      [],
      'open-in-another-territory',
    ],
    ['for its own channel only', ['WORLD:digital:2026-03-01T00:00:00Z', 'US:theatrical:2026-01-01T00:00:00Z'], 'US', [], 'released'],
    ['the lead is to the first window anywhere', ['FR:disc:2026-03-13T00:00:00Z', ...american], 'US', [], 'leak 2 no-window-open'],
  ];
  test.each(cases)('%s', (_, texts, territory, sourceEvidence, expected) => {
    const sighting = territory === undefined ? seenSomewhereOn(10) : seenOn(10, { territory });
    expect(short(judge(match, windows(...texts), sighting, { sourceEvidence }))).toBe(expected);
  });

  test('without any window nothing can be decided', () => {
    expect(short(judge(match, [], seenOn(10)))).toBe('window-unknown');
    expect(short(judge(match, [], seenSomewhereOn(10)))).toBe('window-unknown');
  });
});

describe('doubts about the match', () => {
  const weak: Match = { ...match, strength: 'weak', score: 1, expectedFalseMatches: 0.1 };
  const doubted: Match = { ...match, secondOpinion: { algorithm: 'blockhash/1', framesCompared: 9, meanDistance: 0.4, vote: 'disagrees' } };
  const silent: Match = { ...match, secondOpinion: { algorithm: 'blockhash/1', framesCompared: 0, meanDistance: 0, vote: 'silent' } };
  const disc = windows('US:disc:2026-03-20T00:00:00Z');

  test('a weak match needs review, and the verdict says what follows if it is confirmed', () => {
    expect(judge(weak, disc, seenOn(1))).toMatchObject({ kind: 'needs-review', reasons: ['weak-match'], ifConfirmed: 'pre-release-leak' });
    expect(judge(weak, disc, seenOn(25))).toMatchObject({ kind: 'needs-review', reasons: ['weak-match'], ifConfirmed: 'released-copy' });
  });

  test('sound alone needs review, and the verdict says that films share music', () => {
    const sound = { vote: 'alone', codesCompared: 900, meanDistance: 0.01, backgroundDistance: 0.47, scoreAdded: 0 } as const;
    const verdict = judge({ ...weak, sound, secondOpinion: undefined }, disc, seenOn(1));
    expect(verdict).toMatchObject({ kind: 'needs-review', reasons: ['weak-match', 'sound-alone'] });
    expect(verdict.summary).toBe(
      'Sound of an enrolled title needs review: the match is weak; only the sound matches, and films share music and recordings.',
    );
    expect(verdict.explain[0]).toMatchObject({ speaks: 'against', sentence: expect.stringMatching(/^Only the sound matches, \d/) });
    // Whatever another search calls strong.
    expect(judge({ ...match, sound, secondOpinion: undefined }, disc, seenOn(1)).kind).toBe('needs-review');
  });

  test('a high score does not make a weak match strong', () => {
    expect(judge({ ...weak, score: 50 }, disc, seenOn(1))).toMatchObject({ reasons: ['weak-match'] });
  });

  test('a second hash that disagrees needs review; a silent or missing one does not', () => {
    expect(short(judge(doubted, disc, seenOn(1)))).toBe('second-opinion-disagrees');
    expect(short(judge({ ...doubted, strength: 'weak' }, disc, seenOn(1)))).toBe('weak-match second-opinion-disagrees');
    expect(short(judge(silent, disc, seenOn(1)))).toBe('leak 18 no-window-open');
    expect(short(judge({ ...match, secondOpinion: undefined }, disc, seenOn(1)))).toBe('leak 18 no-window-open');
  });

  describe('that shows only the beginning or the end of a film, where studios put their logos,', () => {
    const film = { id: match.referenceId, titleId: 'title', kind: 'disc', duration: 5400 } as const;
    const title = { id: 'title', name: 'A film' };
    const showing = (...spans: readonly (readonly [number, number])[]): Match => ({
      ...match,
      segments: spans.map(([referenceStart, referenceEnd]) => ({ ...match.segments[0]!, referenceStart, referenceEnd })),
    });
    const verdictOf = (shown: Match, reference: typeof film | (Omit<typeof film, 'duration'> & { duration?: number }) = film) =>
      short(judge(shown, disc, seenOn(1), { title, reference }));

    test('needs review, and the verdict says what follows if it is confirmed', () => {
      expect(judge(showing([0, 24], [5380, 5392]), disc, seenOn(1), { title, reference: film })).toMatchObject({
        reasons: ['lead-in-only'],
        ifConfirmed: 'pre-release-leak',
        summary: expect.stringContaining('a studio logo may be that other films share'),
      });
    });

    test('is like any other if it shows more', () => {
      expect(verdictOf(showing([0, 24], [300, 330]))).toBe('leak 18 no-window-open');
      expect(verdictOf(showing([40, 90]))).toBe('leak 18 no-window-open');
    });

    test('is like any other if the film is short, or of unknown length', () => {
      expect(verdictOf(showing([0, 24]), { ...film, duration: 596 })).toBe('leak 18 no-window-open');
      const { duration: _, ...unmeasured } = film;
      expect(verdictOf(showing([0, 24]), unmeasured)).toBe('leak 18 no-window-open');
    });
  });

  test('every reason is given, in one order', () => {
    const verdict = judge(
      { ...doubted, strength: 'weak' },
      windows('US:digital:2026-03-01', 'US:disc:2026-04-01'),
      seenOn(9, { seenAtBasis: 'file-time' }),
    );
    expect(short(verdict)).toBe('weak-match second-opinion-disagrees sighting-time-unsure digital-already-open');
    expect(verdict).not.toHaveProperty('ifConfirmed');
  });
});

describe('the time of the sighting', () => {
  const disc = windows('US:disc:2026-03-10@America/New_York'); // 04:00 UTC: the clocks went forward on the 8th
  test.each([
    ['observed', 'leak 0 no-window-open'],
    ['reported', 'leak 0 no-window-open'],
    ['file-time', 'sighting-time-unsure'],
    ['unknown', 'sighting-time-unsure'],
  ] as const)('known as %s → %s', (seenAtBasis, expected) => {
    expect(short(judge(match, disc, { seenAt: '2026-03-10T03:59:59Z', seenAtBasis, territory: 'US' }))).toBe(expected);
  });

  test.each([
    ['2026-03-10T03:59:59.999Z', 'leak 0 no-window-open'],
    ['2026-03-10T04:00:00Z', 'released'],
    ['2026-03-10T00:00:00-04:00', 'released'],
    ['2026-03-08', 'leak 0 no-window-open'],
    ['2026-03-09', 'near-opening'],
    ['2026-03-10', 'near-opening'],
    ['2026-03-11', 'released'],
    ['2026-03-09T12:00', 'leak 0 no-window-open'],
    ['2026-03-09T17:00', 'near-opening'],
    ['2026-03-11T12:00', 'released'],
  ])('seen at %s → %s', (seenAt, expected) => {
    expect(short(judge(match, disc, { seenAt, seenAtBasis: 'observed', territory: 'US' }))).toBe(expected);
  });

  test('that is unknown needs review, and the windows are not consulted', () => {
    const verdict = judge(match, disc, { seenAt: undefined, seenAtBasis: 'unknown' });
    expect(verdict).toMatchObject({ kind: 'needs-review', reasons: ['sighting-time-unknown'] });
    expect(verdict).not.toHaveProperty('ifConfirmed');
  });

  test.each([
    ['2026-03-09T09:59:59Z', 'leak 0 no-window-open'], // a second before the 10th begins in Kiribati
    ['2026-03-09T10:00:00Z', 'near-opening'],
    ['2026-03-10T11:59:59Z', 'near-opening'],
    ['2026-03-10T12:00:00Z', 'released'], // the 10th has begun on Baker Island
  ])('a window without a time zone opens anywhere on Earth: %s → %s', (seenAt, expected) => {
    expect(short(judge(match, windows('US:disc:2026-03-10'), { seenAt, seenAtBasis: 'observed', territory: 'US' }))).toBe(expected);
  });

  test('an opening that cannot change the verdict is no reason for a review', () => {
    const given = windows('US:disc:2026-03-01T00:00:00Z', 'US:broadcast:2026-03-10');
    expect(judge(match, given, seenOn(10, { seenAt: '2026-03-10T00:00:00Z' }))).toMatchObject({
      kind: 'released-copy',
      openWindows: [{ channel: 'disc' }],
    });
  });

  test('lead times are lower bounds where a time is uncertain', () => {
    const verdict = judge(match, windows('US:disc:2026-03-10', 'FR:digital:2026-03-12T00:00:00Z'), seenOn(1, { seenAt: '2026-03-01' }));
    // The latest moment of the 1st is noon UTC on the 2nd, the earliest of the 10th is 10:00 UTC on the 9th.
    expect(verdict).toMatchObject({ kind: 'pre-release-leak', daysEarly: 6, leadTimes: [{ daysEarly: 6 }, { daysEarly: 9 }] });
  });
});

describe('bad arguments name themselves', () => {
  const fine = windows('US:disc:2026-03-10')[0]!;
  test.each([
    [
      { ...fine, territory: 'UK' },
      RangeError,
      'windows[1].territory must be an ISO 3166-1 code: GB is the code of the United Kingdom, got UK',
    ],
    [{ ...fine, territory: 'usa' }, RangeError, 'windows[1].territory must be a two-letter ISO 3166-1 country code such as US, got "usa"'],
    [
      { ...fine, opensAt: '10/3/2026' },
      RangeError,
      'windows[1].opensAt (US:disc) must be ISO 8601, such as 2026-03-10T00:00:00-05:00 or 2026-03-10, got "10/3/2026"',
    ],
    [{ ...fine, opensAt: '2026-02-29' }, RangeError, 'windows[1].opensAt (US:disc) must be a day and time that exist, got "2026-02-29"'],
    [{ ...fine, opensAt: '0206-03-10' }, RangeError, 'windows[1].opensAt (US:disc) must be in 1888 or later, got "0206-03-10"'],
    [
      { ...fine, opensAt: '2026-03-10T00:00+15:00' },
      RangeError,
      'windows[1].opensAt (US:disc) must be at an offset from -12:00 to +14:00, got "2026-03-10T00:00+15:00"',
    ],
    [{ ...fine, opensAt: '' }, TypeError, 'windows[1].opensAt must be a non-empty string, got an empty one'],
    [
      { ...fine, timeZone: 'Mars/Olympus' },
      RangeError,
      'windows[1].opensAt (US:disc) must have an IANA time zone, such as America/New_York, got "Mars/Olympus"',
    ],
    [
      { ...fine, opensAt: '2026-03-10T00:00Z', timeZone: 'UTC' },
      TypeError,
      'windows[1].opensAt (US:disc) must have an offset or a time zone, not both, got 2026-03-10T00:00Z and UTC',
    ],
  ] as const)('%o', (window, kind, message) => {
    for (const found of [match, undefined]) {
      const call = () => judge(found, [fine, window], seenOn(1));
      expect(call).toThrow(kind);
      expect(call).toThrow(new kind(message));
    }
  });

  test('the sighting', () => {
    expect(() => judge(match, [], seenOn(1, { seenAt: 'yesterday' }))).toThrow('sighting.seenAt must be ISO 8601');
    expect(() => judge(match, [], seenOn(1, { territory: 'WORLD' }))).toThrow('sighting.territory must be a two-letter');
    expect(() => judge(match, [], JSON.parse('{"seenAtBasis":"guessed"}'))).toThrow('sighting.seenAtBasis must be one of observed');
  });

  test('the options', () => {
    expect(() => judge(match, [], seenOn(1), { sourceEvidence: [evidence('disc', 0)] })).toThrow(
      new RangeError('sourceEvidence.likelihoodRatio (disc) must be a finite number above 0, got 0'),
    );
    const reference = { id: 'other', titleId: 't', kind: 'disc' } as const;
    expect(() => judge(match, [], seenOn(1), { reference })).toThrow(
      "options.reference must be the match's reference night-train-disc, got other",
    );
    const title = { id: 'u', name: 'U' };
    expect(() => judge(match, [], seenOn(1), { title, reference: { ...reference, id: match.referenceId } })).toThrow(
      "options.title must be the reference's title t, got u",
    );
  });
});
