import { judge, type Title } from '@streetdate/matcher';
import { describeLead } from '@streetdate/matcher/internal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidence, match, seenOn, windows } from './cases.ts';

const title: Title = { id: 'night-train', name: 'Night Train', year: 2026 };
const ahead = windows('US:digital:2026-03-10@America/New_York', 'US:disc:2026-03-24T00:00:00-04:00', 'FR:disc:2026-04-01@Europe/Paris');

test('a leak is told in one sentence of dates', () => {
  expect(judge(match, ahead, seenOn(1), { title }).summary).toBe(
    'Footage of “Night Train” (2026) was seen on 2026-03-01 at 12:00 UTC, 8 days before the first release on record, the digital sale in US (2026-03-10, America/New_York).',
  );
});

test('a lead of less than a day is told in hours, and a report as a report', () => {
  const summary = (seenAt: string) => judge(match, ahead, seenOn(1, { seenAt, seenAtBasis: 'reported' })).summary;
  expect(summary('2026-03-09T00:00:00-04:00')).toContain('was reported seen on 2026-03-09 at 04:00 UTC, 1 day before');
  expect(summary('2026-03-09T20:30:00-04:00')).toContain(', 3 hours before');
  expect(summary('2026-03-09T22:30:00-04:00')).toContain(', 1 hour before');
  expect(summary('2026-03-09T23:30:00-04:00')).toContain(', less than an hour before');
});

test('a lead is a range where a window states no time zone, and the same sentence says so', () => {
  const summary = (seenAt: string, window: string) => judge(match, windows(window), seenOn(1, { seenAt })).summary;
  expect(summary('2026-02-07T12:00:00Z', 'WORLD:disc:2026-03-09')).toBe(
    'Footage of an enrolled title was seen on 2026-02-07 at 12:00 UTC, 28 to 30 days before the first release on record, the disc release worldwide (2026-03-09, time zone not given).',
  );
  expect(summary('2026-03-07T12:00:00Z', 'WORLD:disc:2026-03-09')).toContain(', 22 hours to 2 days before');
  expect(summary('2026-03-08T09:30:00Z', 'WORLD:disc:2026-03-09')).toContain(', less than an hour to 1 day before');
  // Whole days that are the same at both ends are one number.
  expect(summary('2026-03-01T12:00:00Z', 'US:disc:2026-03-09T00:00:00Z')).toContain(', 7 days before');
  expect(summary('2026-02-07', 'US:disc:2026-03-09T00:00:00-05:00')).toContain(
    'was seen on 2026-02-07 (time zone not given), 28 to 30 days before',
  );
});

test('a lead holds for every zone that a window or a sighting may mean, and both ends are reached', () => {
  const [minute, hour] = [60_000, 3_600_000];
  const times = fc.tuple(
    fc.integer({ min: 1, max: 40 * 24 * 60 }),
    fc.integer({ min: 0, max: 26 * 60 }),
    fc.integer({ min: 0, max: 50 * 60 }),
  );
  fc.assert(
    fc.property(times, ([ahead, openingMinutes, seenMinutes]) => {
      const [seen, opening] = [
        { earliest: 0, latest: seenMinutes * minute },
        { earliest: (seenMinutes + ahead) * minute, latest: (seenMinutes + ahead + openingMinutes) * minute },
      ];
      const words = describeLead(seen, opening);
      const [first = '', last = first] = words.split(' to ');
      const unit = (end: string) => (/day/.test(end) || (end === first && /^\d+$/.test(end) && /day/.test(last)) ? 24 : 1);
      const ends = [
        [first, opening.earliest - seen.latest],
        [last, opening.latest - seen.earliest],
      ] as const;
      for (const [end, lead] of ends) {
        const stated = Number(/^\d+/.exec(end)?.[0] ?? 0) * unit(end);
        expect(stated * hour).toBeLessThanOrEqual(lead);
        expect(lead).toBeLessThan((stated + unit(end)) * hour);
      }
    }),
  );
});

test('a released copy lists the open windows and counts the rest', () => {
  const open = windows(
    'US:digital:2026-01-01',
    'US:disc:2026-01-02',
    'US:broadcast:2026-01-03',
    'US:theatrical:2026-01-04',
    'US:screener:2026-01-05',
  );
  expect(judge(match, open, seenOn(1, { seenAt: '2026-03-01' }), { title: { id: 'x', name: 'X' } }).summary).toBe(
    'Footage of “X” was seen on 2026-03-01 (time zone not given), after its release: digital sale in US (2026-01-01, time zone not given), disc release in US (2026-01-02, time zone not given), broadcast in US (2026-01-03, time zone not given) and 2 more.',
  );
});

test('a review gives its reasons, and why a match is weak', () => {
  const windowsOnSale = windows('WORLD:digital:2026-01-01', 'WORLD:disc:2027-01-01');
  const [segment] = match.segments;
  const still = { ...match, strength: 'weak' as const, segments: [{ ...segment!, framesCompared: 1, independentFrames: 1 }] };
  expect(judge(still, windowsOnSale, seenOn(1), { title }).summary).toBe(
    'Footage of “Night Train” (2026) needs review: the match is weak (one picture); it was on digital sale and not yet on disc, and the source evidence does not tell the two apart.',
  );
  const unsure = { ...match, strength: 'weak' as const, expectedFalseMatches: 0.02 };
  expect(judge(unsure, windowsOnSale, seenOn(1)).summary).toContain('the match is weak (1 in 50 searches finds as much by chance);');
});

test('facts for and against are listed from the match to the place', () => {
  const reference = { id: match.referenceId, titleId: title.id, kind: 'disc', edition: 'UHD, batch 7' } as const;
  const given = windows('US:screener:2026-02-01', 'US:theatrical:2026-03-01', 'US:disc:2026-03-24', 'FR:disc:2026-04-01');
  const lines = judge(match, given, seenOn(1, { seenAt: '2026-03-01T00:00:00Z' }), { title, reference }).explain.map(
    ({ speaks, sentence }) => `${speaks}: ${sentence}`,
  );
  expect(lines).toEqual([
    'for: 60.0 s of the copy match the enrolled footage (strong, fewer than 1 in a billion searches find as much by chance).',
    'for: A second, independent hash (blockhash/1) confirms the match on 30 frames.',
    'for: The time of the sighting was observed first-hand.',
    'against: No digital window is on record. Add it if the title was on digital sale by then.',
    'against: Already open: screener delivery in US (2026-02-01, time zone not given); copies were issued to named recipients.',
    'against: Possibly open: cinema release in US (2026-03-01, time zone not given).',
    'for: Not open yet: disc release in US (2026-03-24, time zone not given).',
    'for: Not open yet: disc release in FR (2026-04-01, time zone not given).',
    'against: A match with the enrolled disc (UHD, batch 7) does not show which release the copy was made from.',
    'against: A server’s location does not show where a copy was made.',
  ]);
});

test('source evidence is quoted with its odds, on the side that it supports', () => {
  const sourceEvidence = [evidence('disc', 40), evidence('digital', 0.1), evidence('camera', 3), evidence('screener', 0.5)];
  const lines = judge(match, ahead, seenOn(1), { sourceEvidence }).explain.map(({ speaks, sentence }) => `${speaks}: ${sentence}`);
  expect(lines).toEqual(
    expect.arrayContaining([
      'for: Looks like disc (40 : 1 for disc).',
      'for: Looks like digital (10 : 1 against digital release).',
      'against: Looks like camera (3 : 1 for camera recording).',
      'against: Looks like screener (2 : 1 against screener).',
    ]),
  );
});

test('no sentence blames anybody', () => {
  const verdicts = [1, 12, 30].flatMap((day) =>
    [[], [evidence('disc', 100)], [evidence('screener', 100)]].map((sourceEvidence) =>
      judge(match, ahead, seenOn(day), { title, sourceEvidence }),
    ),
  );
  for (const { summary, explain } of verdicts) {
    for (const text of [summary, ...explain.map(({ sentence }) => sentence)]) {
      expect(text).not.toMatch(/leaked|stolen|stole|pirat|guilty|culprit|infring|illegal|criminal/i);
    }
  }
});
