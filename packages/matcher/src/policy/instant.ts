import { instantsOfWallTime } from './time-zone.ts';

/** The instants at which something may have happened, milliseconds since 1970 UTC, both ends included; equal if it is exact. */
export interface InstantSpan {
  /** The earliest instant. */
  readonly earliest: number;
  /** The latest instant. */
  readonly latest: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
// The Line Islands are the first on Earth to reach a local time, Baker Island the last.
const FIRST_OFFSET = 14 * 60 * MINUTE;
const LAST_OFFSET = -12 * 60 * MINUTE;
/** Nothing was filmed before Roundhay Garden Scene: an earlier year is a typing error. */
const FIRST_FILM = 1888;

const ISO_8601 = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d\d):?(\d\d))?)?$/;

interface WrittenTime {
  /** The local time, as if it were UTC. */
  readonly wallMs: number;
  /** The written offset from UTC, milliseconds. */
  readonly offsetMs: number | undefined;
  readonly dateOnly: boolean;
}

function readIso8601(name: string, text: string): WrittenTime {
  const refuse = (why: string) => new RangeError(`${name} must be ${why}, got ${JSON.stringify(text)}`);
  const parts = ISO_8601.exec(text);
  if (parts === null) throw refuse('ISO 8601, such as 2026-03-10T00:00:00-05:00 or 2026-03-10');
  const [, year, month, day, hour, minute, second, fraction, utc, sign, offsetHour, offsetMinute] = parts;
  const wallMs = Date.parse(
    `${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0').slice(0, 3)}Z`,
  );
  // Date.parse reads 31 February as 3 March and 24:00 as the next day.
  if (Number.isNaN(wallMs) || new Date(wallMs).getUTCDate() !== Number(day)) throw refuse('a day and time that exist');
  if (Number(year) < FIRST_FILM) throw refuse(`in ${FIRST_FILM} or later`);

  let offsetMs: number | undefined = utc === undefined ? undefined : 0;
  if (sign !== undefined) {
    offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * MINUTE * (sign === '-' ? -1 : 1);
    if (Number(offsetMinute) > 59 || offsetMs < LAST_OFFSET || offsetMs > FIRST_OFFSET) throw refuse('at an offset from -12:00 to +14:00');
  }
  return { wallMs, offsetMs, dateOnly: hour === undefined };
}

/**
 * Reads the instant at which something opens. A date opens at midnight; a local time without a zone opens anywhere on
 * Earth.
 * @param name - Its name in errors.
 * @param text - ISO 8601, with an offset or local.
 * @param timeZone - IANA zone of a local time.
 * @throws RangeError if `text` is not ISO 8601, or names a day, offset or zone that does not exist.
 * @throws TypeError if both an offset and a zone are given.
 */
export function readOpening(name: string, text: string, timeZone?: string): InstantSpan {
  const { wallMs, offsetMs } = readIso8601(name, text);
  if (offsetMs !== undefined) {
    if (timeZone !== undefined) throw new TypeError(`${name} must have an offset or a time zone, not both, got ${text} and ${timeZone}`);
    return { earliest: wallMs - offsetMs, latest: wallMs - offsetMs };
  }
  if (timeZone !== undefined) return instantsOfWallTime(name, wallMs, timeZone);
  return { earliest: wallMs - FIRST_OFFSET, latest: wallMs - LAST_OFFSET };
}

/**
 * Reads the time of a sighting. A date means any moment of that day, and a local time any zone.
 * @param name - Its name in errors.
 * @param text - ISO 8601, with an offset or local.
 * @throws RangeError as {@link readOpening}.
 */
export function readMoment(name: string, text: string): InstantSpan {
  const { wallMs, offsetMs, dateOnly } = readIso8601(name, text);
  if (offsetMs !== undefined) return { earliest: wallMs - offsetMs, latest: wallMs - offsetMs };
  return { earliest: wallMs - FIRST_OFFSET, latest: wallMs - LAST_OFFSET + (dateOnly ? DAY - 1 : 0) };
}
