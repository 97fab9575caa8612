import { type Dispute, judge, type Reference } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { match, seenOn, windows } from './cases.ts';

const title = { id: 'night-train', name: 'Night Train', year: 2026, promos: 'none' as const };
const reference: Reference = { id: match.referenceId, titleId: title.id, kind: 'disc', duration: 5400 };
const opened = windows('US:disc:2026-03-20');
const open: Dispute = { id: 'd1', ground: 'licensed', receivedAt: '2026-03-11T00:00:00Z', deadline: '2026-03-25T00:00:00Z' };
const judged = (disputes: readonly Dispute[], day = 10, over: object = {}) =>
  judge(match, opened, seenOn(day), { title, reference, disputes, ...over });

test('an open dispute puts a leak to review, and says what it would be otherwise', () => {
  const verdict = judged([open]);
  expect(verdict).toMatchObject({ kind: 'needs-review', reasons: ['disputed'], disputes: [open], otherwise: 'pre-release-leak' });
  expect(verdict).not.toHaveProperty('ifConfirmed');
  expect(verdict.summary).toMatch(
    /^Its use is disputed, and nobody has decided yet: “licensed” \(dispute d1, received 2026-03-11\)\. Otherwise: Footage of “Night Train” \(2026\) was seen/,
  );
  expect(verdict.explain[0]).toEqual({
    speaks: 'against',
    sentence: expect.stringContaining('“licensed”'),
    fact: { says: 'disputed', disputes: [open] },
  });
});

test('one that was rejected or withdrawn changes nothing', () => {
  const before = judged([]);
  expect(before.kind).toBe('pre-release-leak');
  for (const outcome of ['rejected', 'withdrawn'] as const) expect(judged([{ ...open, outcome }])).toEqual(before);
});

test('one that was upheld puts it to review for good, beside open ones', () => {
  const upheld: Dispute = { ...open, id: 'd2', outcome: 'upheld' };
  expect(judged([upheld])).toMatchObject({ kind: 'needs-review', reasons: ['dispute-upheld'], otherwise: 'pre-release-leak' });
  expect(judged([open, upheld])).toMatchObject({ reasons: ['dispute-upheld', 'disputed'], disputes: [upheld, open] });
});

test('reasons of a verdict that needs review anyway stay, and a release stays named', () => {
  expect(judged([open], 10, { title: { ...title, promos: undefined } })).toMatchObject({ kind: 'needs-review' });
  const unsure = judge(match, opened, seenOn(10, { seenAtBasis: 'file-time' }), { title, reference, disputes: [open] });
  expect(unsure).toMatchObject({ reasons: ['disputed', 'sighting-time-unsure'], otherwise: 'needs-review' });
  expect(judged([open], 25)).toMatchObject({ kind: 'needs-review', reasons: ['disputed'], otherwise: 'released-copy' });
});

test('what is lawful already stays as it is', () => {
  const allowedBy = [{ id: 'a1', host: 'video.example', account: 'studio' }];
  expect(judged([open], 10, { allowedBy })).toEqual(judged([], 10, { allowedBy }));
  expect(judge(undefined, opened, seenOn(10), { disputes: [open] }).kind).toBe('no-match');
});

test.each([
  ['disputes', 'all'],
  ['disputes[0]', [7]],
  ['disputes[0].ground', [{ ...open, ground: 7 }]],
  ['disputes[0].receivedAt', [{ ...open, receivedAt: 'once' }]],
  ['disputes[0].deadline', [{ ...open, deadline: undefined }]],
  ['disputes[0].outcome', [{ ...open, outcome: 'won' }]],
])('a wrong %s is named', (name, disputes) => {
  expect(() => judged(disputes as readonly Dispute[])).toThrow(name);
});
