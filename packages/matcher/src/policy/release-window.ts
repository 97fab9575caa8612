import { checkList, checkObject, checkOneOf, checkText } from '@streetdate/core/internal';
import { type InstantSpan, readOpening } from './instant.ts';
import { readTerritory, type TerritoryRule } from './territory.ts';
import { CHANNELS, type Publication, type ReleaseWindow } from './types.ts';

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
  checkParty(name, given);
  const window = territory === given.territory ? given : { ...given, territory };
  return { window, opening: readOpening(`${name}.opensAt (${territory}:${given.channel})`, given.opensAt, given.timeZone) };
}

/** Only a licence has a party, and it needs one. A colon or an at sign would end it in the notation of windows. */
function checkParty(name: string, { channel, party }: ReleaseWindow): void {
  if (channel !== 'licensed') {
    if (party !== undefined) throw new RangeError(`${name}.party is for the channel licensed, got it for ${channel}`);
    return;
  }
  checkText(`${name}.party`, party);
  if (party.trim() === '' || /[:@/]/.test(party)) {
    throw new RangeError(
      `${name}.party must name who may use the work, without a colon, a slash or an at sign, got ${JSON.stringify(party)}`,
    );
  }
}

/**
 * Checks a publication and finds its instants.
 * @param name - Its name in errors.
 * @returns It with its territory in capitals, and the instants at which it may have been.
 * @throws TypeError or RangeError that names it and the field.
 */
export function timePublication(given: Publication, name = 'publication', rule: TerritoryRule = 'given'): TimedPublication {
  checkObject(name, given);
  const territory = readTerritory(`${name}.territory`, given.territory, rule);
  checkText(`${name}.opensAt`, given.opensAt);
  if (given.timeZone !== undefined) checkText(`${name}.timeZone`, given.timeZone);
  const publication = territory === given.territory ? given : { ...given, territory };
  return { publication, opening: readOpening(`${name}.opensAt (${territory})`, given.opensAt, given.timeZone) };
}

/** A publication with the instants at which it may have been. */
export interface TimedPublication {
  readonly publication: Publication;
  readonly opening: InstantSpan;
}

/** The instants at which a window may open. A stored code that no country has is no fault. @throws as {@link timeWindow}. */
export function openingOf(window: Publication): InstantSpan {
  return timePublication(window, 'window', 'stored').opening;
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

const textOf = ({ window }: TimedWindow) =>
  JSON.stringify([window.territory, window.channel, window.opensAt, window.timeZone, window.party]);
const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
