import { judge, type Title } from '@streetdate/matcher';
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

test('a released copy lists the open windows and counts the rest', () => {
  const open = windows(
    'US:digital:2026-01-01',
    'US:disc:2026-01-02',
    'US:broadcast:2026-01-03',
    'US:theatrical:2026-01-04',
    'US:screener:2026-01-05',
  );
  expect(judge(match, open, seenOn(1, { seenAt: '2026-03-01' }), { title: { id: 'x', name: 'X' } }).summary).toBe(
    'Footage of “X” was seen on 2026-03-01 (time zone not given), after its release: digital sale in US (2026-01-01), disc release in US (2026-01-02), broadcast in US (2026-01-03) and 2 more.',
  );
});

test('a review gives its reasons', () => {
  expect(
    judge({ ...match, strength: 'weak' }, windows('WORLD:digital:2026-01-01', 'WORLD:disc:2027-01-01'), seenOn(1), { title }).summary,
  ).toBe(
    'Footage of “Night Train” (2026) needs review: the match is weak; it was on digital sale and not yet on disc, and the source evidence does not tell the two apart.',
  );
});

test('facts for and against are listed from the match to the place', () => {
  const reference = { id: match.referenceId, titleId: title.id, kind: 'disc', edition: 'UHD, batch 7' } as const;
  const given = windows('US:screener:2026-02-01', 'US:theatrical:2026-03-01', 'US:disc:2026-03-24', 'FR:disc:2026-04-01');
  const lines = judge(match, given, seenOn(1, { seenAt: '2026-03-01T00:00:00Z' }), { title, reference }).explain.map(
    ({ speaks, sentence }) => `${speaks}: ${sentence}`,
  );
  expect(lines).toEqual([
    'for: 60.0 s of the copy match the enrolled footage; a search of this size would find as much by chance less than once in a billion searches.',
    'for: A second, independent hash (blockhash/1) confirms the match on 30 frames.',
    'for: The time of the sighting was observed first-hand.',
    'against: No digital window is on record. Add it if the title was on digital sale by then.',
    'against: Already open: screener delivery in US (2026-02-01); copies were issued to named recipients.',
    'against: Possibly open: cinema release in US (2026-03-01).',
    'for: Not open yet: disc release in US (2026-03-24).',
    'for: Not open yet: disc release in FR (2026-04-01).',
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
