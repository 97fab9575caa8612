const DAY = 86_400_000;

// One for each IANA zone that was asked for, some 600 at most. Creating one takes half a millisecond, twenty times as long as using it.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(name: string, timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
    return format;
  } catch (cause) {
    throw new RangeError(`${name} must have an IANA time zone, such as America/New_York, got ${JSON.stringify(timeZone)}`, { cause });
  }
}

/** Returns a function that gives a zone's offset from UTC at an instant, milliseconds. The runtime has the zones, but no call for the offset. */
function offsetReader(name: string, timeZone: string): (instant: number) => number {
  const format = formatFor(name, timeZone);
  return (instant) => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) shown[type] = Number(value);
    const { year = 0, month = 1, day, hour, minute, second } = shown;
    const wall = Date.UTC(year, month - 1, day, hour, minute, second);
    return wall - Math.floor(instant / 1000) * 1000;
  };
}

/**
 * The instants at which a zone's clocks show a given time. Clocks that are set back show it twice; the span goes from the first instant to
 * the second. Clocks that are set forward may skip it; then both are the instant of the change. Cairo and Beirut skip midnight, and
 * Samoa skipped a whole day in 2011.
 * @param name - The argument's name in errors.
 * @param wallMs - The time that the clocks show, as milliseconds since 1970 if it were in UTC.
 * @param timeZone - IANA zone.
 * @throws RangeError if the zone is unknown.
 */
export function instantsOfWallTime(name: string, wallMs: number, timeZone: string): { readonly earliest: number; readonly latest: number } {
  const offsetAt = offsetReader(name, timeZone);
  // No zone is a whole day from UTC, and none has changed its clocks twice in two days.
  const before = offsetAt(wallMs - DAY);
  const after = offsetAt(wallMs + DAY);
  const shown = [wallMs - before, wallMs - after].filter((instant) => instant + offsetAt(instant) === wallMs);
  if (shown.length > 0) return { earliest: Math.min(...shown), latest: Math.max(...shown) };

  // The time is skipped. The change is between the instants that the two offsets give, on a whole second.
  let low = Math.floor((wallMs - after) / 1000);
  let high = Math.ceil((wallMs - before) / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000) === before) low = middle;
    else high = middle;
  }
  return { earliest: high * 1000, latest: high * 1000 };
}
