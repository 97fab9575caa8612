import type { ReleaseWindow } from '@streetdate/matcher';
import { openingOf } from '@streetdate/matcher/internal';

/** Places local times in their countries: Avails that give no offset mean the time there. */
export class CountryClocks {
  readonly #given: ReadonlyMap<string, string>;
  /** Found zones by country and time, as many as one file has of both. Looking one up takes a millisecond. */
  readonly #found = new Map<string, string | undefined>();

  /** @param given - Time zones of countries by their codes, for those that have several. */
  constructor(given: ReadonlyMap<string, string>) {
    this.#given = given;
  }

  /**
   * The window with the time zone of its country. In a country of several zones only the caller can say which, unless their clocks agree; the
   * time then stays without a zone, and may be any on Earth.
   */
  place(window: ReleaseWindow): ReleaseWindow {
    if (window.territory === 'WORLD' || /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(window.opensAt)) return window;
    const key = `${window.territory} ${window.opensAt}`;
    if (!this.#found.has(key)) this.#found.set(key, this.#given.get(window.territory) ?? onlyZone(window));
    const timeZone = this.#found.get(key);
    return timeZone === undefined ? window : { ...window, timeZone };
  }
}

function onlyZone(window: ReleaseWindow): string | undefined {
  const zones = zonesOf(window.territory);
  const openings = new Set(zones.map((timeZone) => JSON.stringify(openingOf({ ...window, timeZone }))));
  return openings.size === 1 ? zones[0] : undefined;
}

function zonesOf(country: string): readonly string[] {
  // A property in Node 20 and a method later. Not all types know it.
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & {
    readonly timeZones?: readonly string[];
    readonly getTimeZones?: () => readonly string[];
  };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}
