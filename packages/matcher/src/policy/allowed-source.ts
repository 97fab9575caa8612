import { type Check, checkBoolean, checkFields, checkList, checkObject, checkStorable, checkText, shown } from '@streetdate/core/internal';
import { type InstantSpan, readMoment, readOpening } from './instant.ts';
import type { Sighting } from './types.ts';
import { coversHost, hostOfText, placeOfLink, readHostPattern } from './web-place.ts';

/**
 * A place where the owner of titles allows copies: an account of a host, or a whole host. It holds for one title or for all, and from one
 * instant up to another or always.
 */
export interface AllowedSource {
  /** Its id. */
  readonly id: string;
  /** A host name in lower case with other scripts as `xn--`, or `*.` and one: any host under it, and not itself. */
  readonly host: string;
  /**
   * The account on that host, as a sighting states it, or as the path of a link begins: `studio`, which `/studio/…` and `/@studio/…` begin
   * with, or `user/studio`. Absent with `wholeHost`.
   */
  readonly account?: string;
  /** The only title that is allowed there. @defaultValue every title */
  readonly titleId?: string;
  /** The instant from which on it is allowed: ISO 8601 with an offset, or local as in a window. @defaultValue always */
  readonly from?: string;
  /** IANA time zone of a local `from`. Without one it begins when that time has come everywhere on Earth. */
  readonly fromTimeZone?: string;
  /** The first instant at which it is no longer allowed; a date ends it at its first moment. @defaultValue never */
  readonly until?: string;
  /** IANA time zone of a local `until`. Without one it ends when that time comes somewhere on Earth. */
  readonly untilTimeZone?: string;
  /** True if every account of the host is allowed. A host that anyone can upload to is no account. */
  readonly wholeHost?: true;
  /** Why it is allowed, in the owner's words. */
  readonly reason?: string;
}

/** An allowed source without its id. */
export type AllowedSourceFacts = Omit<AllowedSource, 'id'>;

/** Most characters of an account, and of a reason. */
const LONGEST_ACCOUNT = 256;
const LONGEST_REASON = 1000;

const CHECKS: { readonly [Name in keyof Required<AllowedSourceFacts>]: Check } = {
  host: checkText,
  account: checkAccount,
  titleId: checkStorable,
  from: checkStorable,
  fromTimeZone: checkStorable,
  until: checkStorable,
  untilTimeZone: checkStorable,
  wholeHost: checkBoolean,
  reason: (name, value) => checkStorable(name, value, LONGEST_REASON),
};

/**
 * Checks what is said of an allowed source.
 * @param name - Its name in errors.
 * @returns It with its host in lower case. A `wholeHost` of false is left out.
 * @throws TypeError or RangeError that names the field.
 */
export function readAllowedSourceFacts(name: string, value: unknown): AllowedSourceFacts {
  checkObject(name, value);
  const given = value as Partial<Omit<AllowedSource, 'wholeHost'>> & { readonly wholeHost?: boolean };
  // A misspelt limit would be none.
  const other = Object.keys(value).find((field) => field !== 'id' && !Object.hasOwn(CHECKS, field));
  if (other !== undefined) throw new TypeError(`${name} must have no other fields than those of an allowed source, got ${shown(other)}`);
  checkFields(value as Partial<AllowedSourceFacts>, CHECKS, name);
  const { account, titleId, from, fromTimeZone, until, untilTimeZone, wholeHost = false, reason } = given;
  if (given.host === undefined) {
    throw new TypeError(`${name}.host must be given${account === undefined ? '' : ', since an account is one of a host'}, got none`);
  }
  const host = readHostPattern(`${name}.host`, given.host);
  if (account === undefined && !wholeHost) {
    throw new TypeError(`${name}.account must be given, or wholeHost must be true: then every account of ${host} is allowed`);
  }
  if (account !== undefined && wholeHost) throw new TypeError(`${name} must have an account or wholeHost, not both, got ${shown(account)}`);
  if (fromTimeZone !== undefined && from === undefined) throw new TypeError(`${name}.fromTimeZone must be beside from, got it alone`);
  if (untilTimeZone !== undefined && until === undefined) throw new TypeError(`${name}.untilTimeZone must be beside until, got it alone`);
  const read: AllowedSourceFacts = {
    host,
    ...(account !== undefined && { account: account.normalize('NFC') }),
    ...(titleId !== undefined && { titleId }),
    ...(from !== undefined && { from }),
    ...(fromTimeZone !== undefined && { fromTimeZone }),
    ...(until !== undefined && { until }),
    ...(untilTimeZone !== undefined && { untilTimeZone }),
    ...(wholeHost && { wholeHost }),
    ...(reason !== undefined && { reason }),
  };
  const { start, end } = certainTimes(name, read);
  if (start >= end) {
    const zones = fromTimeZone === undefined || untilTimeZone === undefined ? '; without time zones it is too short to hold anywhere' : '';
    throw new RangeError(`${name}.from must be before until, got ${from} and ${until}${zones}`);
  }
  return read;
}

/** As {@link readAllowedSourceFacts}, with its id. */
export function readAllowedSource(name: string, value: unknown): AllowedSource {
  const facts = readAllowedSourceFacts(name, value);
  const { id } = value as { readonly id?: unknown };
  checkStorable(`${name}.id`, id);
  return { id, ...facts };
}

/** A place and time where a file was seen. */
export interface SeenPlace {
  /** The address, as text. */
  readonly link?: string | undefined;
  /** The server. */
  readonly host?: string | undefined;
  /** The account there, as somebody stated it. Without one, the path of the link tells. */
  readonly account?: string | undefined;
}

/**
 * The entry that allows a title at a place at a time, or undefined if none certainly does. Both the link and the host have to be allowed where
 * both are known; the link's entry is returned then. Only the host of a link counts, never its user, query or fragment, and of its path only
 * the beginning.
 * @param entries - Entries of {@link readAllowedSource}, in any order.
 * @param seen - The instants at which it may have been seen; undefined if that is unknown or not to be relied on.
 */
export function allowingEntry(entries: readonly AllowedSource[], seen: SeenOnce): AllowedSource | undefined {
  return allowingEntries(entries, seen)?.[0];
}

/** A place where a title was seen, and the instants at which that may have been. */
type SeenOnce = SeenPlace & { readonly titleId: string; readonly seen: InstantSpan | undefined };

/** The entry of the link, then that of another host. */
function allowingEntries(
  entries: readonly AllowedSource[],
  { link, host, account, titleId, seen }: SeenOnce,
): readonly AllowedSource[] | undefined {
  const ofLink = link === undefined ? undefined : placeOfLink(link);
  const hostName = host === undefined ? undefined : hostOfText(host);
  // What cannot be read may be any place.
  if ((link !== undefined && ofLink === undefined) || (host !== undefined && hostName === undefined)) return undefined;
  const places = [ofLink, hostName === ofLink?.host || hostName === undefined ? undefined : { host: hostName, segments: [] }];
  const allowing = places
    .filter((place) => place !== undefined)
    .map((place) =>
      entries.find(
        (entry) =>
          coversHost(entry.host, place.host) &&
          (entry.titleId === undefined || entry.titleId === titleId) &&
          coversAccount(entry, account, place.segments) &&
          coversTime(entry, seen),
      ),
    );
  return allowing.length > 0 && allowing.every((entry) => entry !== undefined) ? allowing : undefined;
}

/** A sighting of a file, as a library stores it. */
export interface SeenSomewhere extends SeenPlace {
  /** When it was seen: ISO 8601. */
  readonly seenAt?: string | undefined;
  /** How that time is known. */
  readonly seenAtBasis: Sighting['seenAtBasis'];
  /** What of it could not be read. Such a sighting is not allowed. */
  readonly fault?: string | undefined;
}

/**
 * The entries that allow a title at every place where its copy was seen; undefined if one place is not allowed, or none is known. Only a
 * time that somebody observed or reported counts: anyone can set a file's own.
 */
export function allowedEverywhere(
  entries: readonly AllowedSource[],
  titleId: string,
  sightings: readonly SeenSomewhere[],
): readonly AllowedSource[] | undefined {
  checkList('sightings', sightings);
  const found = new Set<AllowedSource>();
  for (const { seenAt, seenAtBasis, fault, ...place } of sightings) {
    const isKnown = seenAt !== undefined && (seenAtBasis === 'observed' || seenAtBasis === 'reported');
    const seen = isKnown ? readMoment('sighting.seenAt', seenAt) : undefined;
    const allowing = fault === undefined ? allowingEntries(entries, { ...place, titleId, seen }) : undefined;
    if (allowing === undefined) return undefined;
    for (const entry of allowing) found.add(entry);
  }
  return found.size > 0 ? [...found] : undefined;
}

/** The instants at which it is certainly allowed: milliseconds since 1970, the end excluded. */
function certainTimes(name: string, { from, fromTimeZone, until, untilTimeZone }: AllowedSourceFacts) {
  return {
    start: from === undefined ? Number.NEGATIVE_INFINITY : readOpening(`${name}.from`, from, fromTimeZone).latest,
    end: until === undefined ? Number.POSITIVE_INFINITY : readOpening(`${name}.until`, until, untilTimeZone).earliest,
  };
}

function coversTime(entry: AllowedSource, seen: InstantSpan | undefined): boolean {
  if (entry.from === undefined && entry.until === undefined) return true;
  if (seen === undefined) return false;
  const { start, end } = certainTimes('entry', entry);
  return seen.earliest >= start && seen.latest < end;
}

/**
 * Checks the account of an entry: it has parts as a path has them, none of them empty or a way back.
 * @throws TypeError or RangeError that names it.
 */
export function checkAccount(name: string, value: unknown): void {
  checkStorable(name, value, LONGEST_ACCOUNT);
  const isPath = value.split('/').every((part) => part.trim() === part && !['', '.', '..', '@'].includes(part));
  if (!isPath || /[\\\p{C}]/u.test(value)) {
    throw new RangeError(`${name} must be an account such as studio or user/studio, got ${shown(value)}`);
  }
}

/** A stated account is compared without case. Otherwise the path has to begin with it, part by part: paths tell capitals apart. */
function coversAccount({ account, wholeHost }: AllowedSource, stated: string | undefined, segments: readonly string[]): boolean {
  if (wholeHost) return true;
  if (account === undefined) return false;
  if (stated !== undefined) return [account, `@${account}`].some((each) => isSameName(each, stated));
  const parts = account.split('/');
  return parts.every((part, place) => segments[place] === part || (place === parts.length - 1 && segments[place] === `@${part}`));
}

/** Equal in small and in capital letters: some letters, such as the sign of kelvin, become another one in only one of both. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase() && one.toUpperCase() === other.toUpperCase();
}
