import { formatWindow, parseWindow } from '@streetdate/matcher';
import { CHANNELS } from '@streetdate/matcher/internal';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('a window is read from its notation', () => {
  expect(parseWindow('US:disc:2026-03-10T00:00:00-05:00')).toEqual({
    territory: 'US',
    channel: 'disc',
    opensAt: '2026-03-10T00:00:00-05:00',
  });
  expect(parseWindow('us:Disc:2026-03-10@America/New_York')).toEqual({
    territory: 'US',
    channel: 'disc',
    opensAt: '2026-03-10',
    timeZone: 'America/New_York',
  });
  expect(parseWindow('WORLD:digital:2026-03-10T18:30')).toEqual({ territory: 'WORLD', channel: 'digital', opensAt: '2026-03-10T18:30' });
});

test.each([
  ['', 'window must be a non-empty string, got an empty one'],
  ['US', 'window must be TERRITORY:CHANNEL:INSTANT, such as US:disc:2026-03-10T00:00:00-05:00, got "US"'],
  ['US:disc', 'window must be TERRITORY:CHANNEL:INSTANT, such as US:disc:2026-03-10T00:00:00-05:00, got "US:disc"'],
  [':disc:2026-03-10', 'window ":disc:2026-03-10".territory must be a non-empty string, got an empty one'],
  [
    'US:dvd:2026-03-10',
    'window "US:dvd:2026-03-10".channel must be one of theatrical, digital, disc, broadcast, screener, licensed, got dvd',
  ],
  ['US:disc:', 'window "US:disc:".opensAt must be a non-empty string, got an empty one'],
  ['US:disc:soon', 'window "US:disc:soon".opensAt (US:disc) must be ISO 8601, such as 2026-03-10T00:00:00-05:00 or 2026-03-10, got "soon"'],
  ['US:disc:2026-03-10@', 'window "US:disc:2026-03-10@".timeZone must be a non-empty string, got an empty one'],
  [
    'US:disc:2026-03-10@Nowhere',
    'window "US:disc:2026-03-10@Nowhere".opensAt (US:disc) must have an IANA time zone, such as America/New_York, got "Nowhere"',
  ],
  ['GBR:disc:2026-03-10', 'window "GBR:disc:2026-03-10".territory must be a two-letter ISO 3166-1 country code such as US, got "GBR"'],
])('%j is refused', (text, message) => {
  expect(() => parseWindow(text)).toThrow(message);
});

test('writing and reading a window gives it back', () => {
  const window = fc
    .record({
      territory: fc.constantFrom('US', 'FR', 'WORLD'),
      channel: fc.constantFrom(...CHANNELS),
      when: fc.constantFrom(
        { opensAt: '2026-03-10' },
        { opensAt: '2026-03-10T12:00Z' },
        { opensAt: '2026-03-10T12:00:00.5+05:30' },
        { opensAt: '2026-03-10', timeZone: 'Etc/GMT+5' },
      ),
    })
    .map(({ territory, channel, when }) => ({ territory, channel, ...(channel === 'licensed' && { party: 'Example Air' }), ...when }));
  fc.assert(
    fc.property(window, (each) => {
      expect(parseWindow(formatWindow(each))).toEqual(each);
    }),
  );
});

test('any text is either a window or refused by name', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        parseWindow(text);
      } catch (error) {
        expect(error).toSatisfy((thrown) => thrown instanceof TypeError || thrown instanceof RangeError);
        expect((error as Error).message).toMatch(/^window /);
      }
    }),
  );
});
