import type { ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether a code of two letters is a country's (ISO 3166-1), by the runtime's own list. */
export function isCountry(code: string): boolean {
  // ZZ stands for an unknown region.
  return code !== 'ZZ' && names.of(code) !== undefined;
}

/**
 * Places a local time in its country: Avails that give no offset mean the time there. In a country of several zones only the caller can say
 * which, unless their clocks agree; the time then stays local to nowhere, and may be any on Earth.
 */
export function inCountry(window: ReleaseWindow, given: ReadonlyMap<string, string>): ReleaseWindow {
  if (window.territory === 'WORLD' || /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(window.opensAt)) return window;
  const zone = given.get(window.territory);
  if (zone !== undefined) return { ...window, timeZone: zone };
  const zones = zonesOf(window.territory).map((timeZone) => ({ ...window, timeZone }));
  const [first] = zones;
  const openings = new Set(zones.map((each) => JSON.stringify(openingOf(each))));
  return first !== undefined && openings.size === 1 ? first : window;
}

function zonesOf(country: string): readonly string[] {
  // A property in Node 20 and a method later. Not all types know it.
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & {
    readonly timeZones?: readonly string[];
    readonly getTimeZones?: () => readonly string[];
  };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
