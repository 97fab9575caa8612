import { checkList, checkObject, checkOneOf, checkText } from '@streetdate/core/internal';
import { type InstantSpan, readOpening } from './instant.ts';
import { readTerritory, type TerritoryRule } from './territory.ts';
import { CHANNELS, type ReleaseWindow } from './types.ts';

/**
 * Checks a window and finds when it opens.
 * @param given - The window.
 * @param name - Its name in errors.
 * @returns The window with its territory in capitals, and the instants at which it may open: one, unless its time is local without a zone or
 * falls where clocks are set back.
 * @throws TypeError or RangeError that names the window and the field.
 */
export function timeWindow(given: ReleaseWindow, name = 'window', rule: TerritoryRule = 'given'): TimedWindow {
  checkObject(name, given);
  const territory = readTerritory(`${name}.territory`, given.territory, rule);
  checkOneOf(`${name}.channel`, given.channel, CHANNELS);
  checkText(`${name}.opensAt`, given.opensAt);
  if (given.timeZone !== undefined) checkText(`${name}.timeZone`, given.timeZone);
  const window = territory === given.territory ? given : { ...given, territory };
  return { window, opening: readOpening(`${name}.opensAt (${territory}:${given.channel})`, given.opensAt, given.timeZone) };
}

/** The instants at which a window may open. A stored code that no country has is no fault. @throws as {@link timeWindow}. */
export function openingOf(window: ReleaseWindow): InstantSpan {
  return timeWindow(window, 'window', 'stored').opening;
}

/** Checks a list of windows. @returns Them with their territories in capitals. @throws TypeError or RangeError that names the window. */
export function readWindows(name: string, windows: unknown): ReleaseWindow[] {
  checkList(name, windows);
  return windows.map((window, place) => timeWindow(window as ReleaseWindow, `${name}[${place}]`).window);
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
export function timeWindows(windows: readonly ReleaseWindow[], rule: TerritoryRule = 'given'): TimedWindow[] {
  checkList('windows', windows);
  const timed = windows.map((window, place) => timeWindow(window, `windows[${place}]`, rule));
  return timed.sort((one, other) => one.opening.earliest - other.opening.earliest || compareText(textOf(one), textOf(other)));
}

const textOf = ({ window }: TimedWindow) => JSON.stringify([window.territory, window.channel, window.opensAt, window.timeZone]);
const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
