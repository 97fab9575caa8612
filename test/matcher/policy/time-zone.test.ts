import { expect, test } from 'vitest';
import { instantsOfWallTime } from '../../../packages/matcher/src/policy/time-zone.ts';

const span = (wall: string, zone: string) => {
  const { earliest, latest } = instantsOfWallTime('window', Date.parse(`${wall}Z`), zone);
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  return earliest === latest ? text(earliest) : [text(earliest), text(latest)];
};

test.each([
  ['2026-03-10T00:00:00', 'America/New_York', '2026-03-10T04:00:00'], // two days after the clocks went forward
  ['2026-03-08T00:00:00', 'America/New_York', '2026-03-08T05:00:00'], // the night of the change
  ['2026-07-01T00:00:00', 'Asia/Kathmandu', '2026-06-30T18:15:00'], // +5:45
  ['2026-01-15T00:00:00', 'Pacific/Kiritimati', '2026-01-14T10:00:00'], // +14
  ['2026-01-15T00:00:00', 'Etc/GMT+12', '2026-01-15T12:00:00'], // −12
  ['1925-11-15T00:00:00', 'Europe/Paris', '1925-11-15T00:00:00'],
])('%s in %s is %s UTC', (wall, zone, utc) => {
  expect(span(wall, zone)).toBe(utc);
});

test('a midnight that the clocks skip is the instant of the change', () => {
  expect(span('2024-04-26T00:00:00', 'Africa/Cairo')).toBe('2024-04-25T22:00:00');
  expect(span('2024-04-26T00:30:00', 'Africa/Cairo')).toBe('2024-04-25T22:00:00');
  expect(span('2024-04-26T01:00:00', 'Africa/Cairo')).toBe('2024-04-25T22:00:00');
  expect(span('2026-03-08T02:30:00', 'America/New_York')).toBe('2026-03-08T07:00:00');
});

test('a day that a country skipped begins when the next one does', () => {
  expect(span('2011-12-30T00:00:00', 'Pacific/Apia')).toBe('2011-12-30T10:00:00');
});

test('a time that the clocks show twice is a span', () => {
  expect(span('2026-11-01T01:30:00', 'America/New_York')).toEqual(['2026-11-01T05:30:00', '2026-11-01T06:30:00']);
  expect(span('2018-02-17T23:30:00', 'America/Sao_Paulo')).toEqual(['2018-02-18T01:30:00', '2018-02-18T02:30:00']);
  expect(span('2026-04-05T02:45:00', 'Australia/Lord_Howe')).toBe('2026-04-04T16:15:00'); // set back by half an hour only, at 02:00
  expect(span('2026-04-05T01:45:00', 'Australia/Lord_Howe')).toEqual(['2026-04-04T14:45:00', '2026-04-04T15:15:00']);
});
