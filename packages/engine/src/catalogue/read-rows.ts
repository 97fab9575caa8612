import type { ReleaseWindow, Sighting } from '@streetdate/matcher';
import { openingOf, timeSighting } from '@streetdate/matcher/internal';

/** Runs a check of a row. @returns What is wrong with it, in words; undefined if nothing is. */
function faultOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** A stored sighting as far as it can be read, and what of it cannot. A code that no country has stays as it is. */
export function readSighting<T extends Pick<Sighting, 'seenAt' | 'seenAtBasis' | 'territory'>>(
  stored: T,
): { readonly sighting: T; readonly fault?: string } {
  const { seenAt, seenAtBasis, territory, ...rest } = stored;
  const parts = [
    { seenAtBasis, seenAt: undefined },
    { seenAtBasis: 'unknown', seenAt },
    { seenAtBasis: 'unknown', seenAt: undefined, ...(territory !== undefined && { territory }) },
  ] as const;
  const [ofBasis, ofTime, ofTerritory] = parts.map((part) => faultOf(() => timeSighting(part, 'stored')));
  const faults = [ofBasis, ofTime, ofTerritory].filter((fault) => fault !== undefined);
  const sighting = {
    ...rest,
    ...(ofTime === undefined && seenAt !== undefined ? { seenAt } : { seenAt: undefined }),
    seenAtBasis: ofBasis === undefined && ofTime === undefined ? seenAtBasis : 'unknown',
    ...(ofTerritory === undefined && territory !== undefined && { territory: territory.toUpperCase() }),
  } as T;
  return { sighting, ...(faults.length > 0 && { fault: faults.join('; ') }) };
}

/** Reads the windows of many rows. A time zone takes long to look up, and few are in use. */
export class WindowReader {
  readonly #zones = new Set<string>();

  /** The window with its territory in capitals, or what is wrong with it. */
  read(stored: ReleaseWindow): { readonly window: ReleaseWindow } | { readonly fault: string } {
    const { timeZone, ...local } = stored;
    const isKnown = timeZone !== undefined && this.#zones.has(timeZone) && !/[Z+]|T.*-/.test(local.opensAt);
    const fault = faultOf(() => openingOf(isKnown ? local : stored));
    if (fault !== undefined) return { fault };
    if (timeZone !== undefined) this.#zones.add(timeZone);
    return { window: { ...stored, territory: stored.territory.toUpperCase() } };
  }
}

/** Reads a column of JSON; undefined if it is empty. @throws SyntaxError, or TypeError unless it is a list or an object, as told. */
export function readJson<T>(name: string, text: string | null, isList = false): T | undefined {
  if (text === null) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`${name} must be JSON, and its text is not`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== isList) {
    throw new TypeError(`${name} must be ${isList ? 'a list' : 'an object'} in JSON, and it is not`);
  }
  return value as T;
}

/** Reads a value, or tells why it cannot be read. */
export function tryToRead<T>(read: () => T): { readonly value?: T; readonly fault?: string } {
  let value: T | undefined;
  const fault = faultOf(() => {
    value = read();
  });
  return fault === undefined ? { ...(value !== undefined && { value }) } : { fault };
}
