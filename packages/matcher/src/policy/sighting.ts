import { checkObject, checkOneOf, checkText, shown } from '@streetdate/core/internal';
import { type InstantSpan, readMoment } from './instant.ts';
import { readCountry, type TerritoryRule } from './territory.ts';
import type { Sighting } from './types.ts';

/** How the time of a sighting may be known. */
export const SIGHTING_BASES = ['observed', 'reported', 'file-time', 'unknown'] as const;

/** A sighting whose time may be a `Date`. */
export interface GivenSighting extends Omit<Sighting, 'seenAt'> {
  /** When it was seen: as {@link Sighting.seenAt}, or a `Date`. */
  readonly seenAt: string | Date | undefined;
}

/**
 * Reads the time of a sighting.
 * @param name - Its name in errors.
 * @param value - ISO 8601, or a `Date`.
 * @returns It in ISO 8601, a text as it was given.
 * @throws TypeError or RangeError that names it.
 */
export function readSeenAt(name: string, value: unknown): string {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new RangeError(`${name} must be a valid Date, got ${shown(value)}`);
    const text = value.toISOString();
    readMoment(name, text);
    return text;
  }
  checkText(name, value);
  readMoment(name, value);
  return value;
}

/** A checked sighting, and the instants at which it may have been; undefined if its time is unknown. */
export interface TimedSighting {
  readonly sighting: Sighting;
  readonly seen: InstantSpan | undefined;
}

/** Checks a sighting. @throws TypeError or RangeError that names the field. */
export function timeSighting(given: GivenSighting, rule: TerritoryRule = 'given'): TimedSighting {
  checkObject('sighting', given);
  checkOneOf('sighting.seenAtBasis', given.seenAtBasis, SIGHTING_BASES);
  if (given.location !== undefined) checkText('sighting.location', given.location);
  const sighting: Sighting = {
    ...given,
    seenAt: given.seenAt === undefined ? undefined : readSeenAt('sighting.seenAt', given.seenAt),
    ...(given.territory !== undefined && { territory: readCountry('sighting.territory', given.territory, rule) }),
  };
  return { sighting, seen: sighting.seenAt === undefined ? undefined : readMoment('sighting.seenAt', sighting.seenAt) };
}
