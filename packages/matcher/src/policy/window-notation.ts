import { checkObject, checkOneOf, checkText } from '@streetdate/core/internal';
import { timePublication, timeWindow } from './release-window.ts';
import { CHANNELS, type Publication, type ReleaseWindow } from './types.ts';

/**
 * Reads a window written as `TERRITORY:CHANNEL:INSTANT`. A local instant may be followed by `@ZONE`. Territory and
 * channel ignore case. A licence names its party behind a slash: `US:licensed/Example Air:2026-01-10`.
 * @param text - Such as `US:disc:2026-03-10T00:00:00-05:00`, `US:disc:2026-03-10@America/New_York` or
 * `WORLD:digital:2026-02-24`.
 * @throws TypeError or RangeError that names the text and what is wrong with it.
 */
export function parseWindow(text: string): ReleaseWindow {
  checkText('window', text);
  const parts = /^([^:]*):([^:]*):([^@]*)(?:@(.*))?$/.exec(text);
  if (parts === null) {
    throw new TypeError(`window must be TERRITORY:CHANNEL:INSTANT, such as US:disc:2026-03-10T00:00:00-05:00, got ${JSON.stringify(text)}`);
  }
  const [, territory = '', spelled = '', opensAt = '', timeZone] = parts;
  const name = `window ${JSON.stringify(text)}`;
  const [word = '', party] = spelled.split(/\/(.*)/);
  const channel = word.toLowerCase();
  checkOneOf(`${name}.channel`, channel, CHANNELS);
  const window: ReleaseWindow = {
    territory,
    channel,
    ...(party !== undefined && { party }),
    opensAt,
    ...(timeZone !== undefined && { timeZone }),
  };
  return timeWindow(window, name).window;
}

/** Writes a window in the notation of {@link parseWindow}. */
export function formatWindow(window: ReleaseWindow): string {
  checkObject('window', window);
  const { territory, channel, party, opensAt, timeZone } = window;
  return `${territory}:${channel}${party === undefined ? '' : `/${party}`}:${opensAt}${timeZone === undefined ? '' : `@${timeZone}`}`;
}

/**
 * Reads a publication written as `INSTANT`, or as `TERRITORY:INSTANT`. A local instant may be followed by `@ZONE`.
 * @param text - Such as `2026-12-01@America/New_York` or `US:2026-12-01T09:00:00-05:00`. Without a territory it is WORLD.
 * @throws TypeError or RangeError that names the text and what is wrong with it.
 */
export function parsePublication(text: string): Publication {
  checkText('publication', text);
  const [, territory = 'WORLD', opensAt = '', timeZone] = /^(?:([A-Za-z]+):)?([^@]*)(?:@(.*))?$/.exec(text) ?? [];
  const name = `publication ${JSON.stringify(text)}`;
  return timePublication({ territory, opensAt, ...(timeZone !== undefined && { timeZone }) }, name).publication;
}

/** Writes a publication in the notation of {@link parsePublication}. */
export function formatPublication(publication: Publication): string {
  checkObject('publication', publication);
  const { territory, opensAt, timeZone } = publication;
  return `${territory === 'WORLD' ? '' : `${territory}:`}${opensAt}${timeZone === undefined ? '' : `@${timeZone}`}`;
}
