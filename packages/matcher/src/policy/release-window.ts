import { checkOneOf, checkText } from '@streetdate/core/internal';
import { type InstantSpan, readOpening } from './instant.ts';
import { CHANNELS, type ReleaseWindow } from './types.ts';

/** Throws a `RangeError` unless `territory` is a two-letter country code in capitals. */
export function checkCountry(name: string, territory: string): void {
  checkText(name, territory);
  if (territory === 'UK') throw new RangeError(`${name} must be an ISO 3166-1 code: the United Kingdom is GB, got UK`);
  if (!/^[A-Z]{2}$/.test(territory)) {
    throw new RangeError(`${name} must be a two-letter ISO 3166-1 country code such as US, got ${JSON.stringify(territory)}`);
  }
}

/**
 * Checks a window and finds when it opens.
 * @param window - The window.
 * @param name - Its name in errors.
 * @returns The instants at which it may open: one, unless its time is local without a zone or falls where clocks are
 * set back.
 * @throws TypeError or RangeError that names the window and the field.
 */
export function openingOf(window: ReleaseWindow, name = 'window'): InstantSpan {
  if (window.territory !== 'WORLD') checkCountry(`${name}.territory`, window.territory);
  checkOneOf(`${name}.channel`, window.channel, CHANNELS);
  checkText(`${name}.opensAt`, window.opensAt);
  if (window.timeZone !== undefined) checkText(`${name}.timeZone`, window.timeZone);
  return readOpening(`${name}.opensAt (${window.territory}:${window.channel})`, window.opensAt, window.timeZone);
}

/** A window with the instants at which it may open. */
export interface TimedWindow {
  readonly window: ReleaseWindow;
  readonly opening: InstantSpan;
}

/**
 * Checks windows and sorts them: soonest first, equal openings by their text, so that the given order does not matter.
 * @throws TypeError or RangeError that names the window by its index and the field.
 */
export function timeWindows(windows: readonly ReleaseWindow[]): TimedWindow[] {
  const timed = windows.map((window, place) => ({ window, opening: openingOf(window, `windows[${place}]`) }));
  return timed.sort((one, other) => one.opening.earliest - other.opening.earliest || compareText(textOf(one), textOf(other)));
}

const textOf = ({ window }: TimedWindow) => JSON.stringify([window.territory, window.channel, window.opensAt, window.timeZone]);
const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
