import { checkObject, checkOneOf, checkText } from '@streetdate/core/internal';
import { timeWindow } from './release-window.ts';
import { CHANNELS, type ReleaseWindow } from './types.ts';

/**
 * Reads a window written as `TERRITORY:CHANNEL:INSTANT`. A local instant may be followed by `@ZONE`. Territory and
 * channel ignore case.
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
  const channel = spelled.toLowerCase();
  checkOneOf(`${name}.channel`, channel, CHANNELS);
  const window: ReleaseWindow = { territory, channel, opensAt, ...(timeZone !== undefined && { timeZone }) };
  return timeWindow(window, name).window;
}

/** Writes a window in the notation of {@link parseWindow}. */
export function formatWindow(window: ReleaseWindow): string {
  checkObject('window', window);
  const { territory, channel, opensAt, timeZone } = window;
  return `${territory}:${channel}:${opensAt}${timeZone === undefined ? '' : `@${timeZone}`}`;
}
