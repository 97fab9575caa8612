import { StreetdateError } from '@streetdate/core';
import fc from 'fast-check';
import { expect } from 'vitest';

/** What an argument has to be. */
export type Kind =
  | 'path'
  | 'text'
  | 'territory'
  | 'instant'
  | 'count'
  | 'flag'
  | 'function'
  | 'signal'
  | 'list'
  | 'windows'
  | 'object'
  | 'map'
  | 'bytes'
  | 'word'
  | 'evidence';

const window = { territory: 'US', channel: 'disc', opensAt: '2027-03-09' };

/** Values that are wrong for nearly everything, told by the language's types. */
const numbers = fc.constantFrom<unknown>(Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, 2 ** 60, -0.5);
const nothings = fc.constantFrom<unknown>(null, Symbol('s'), 10n, Object.create(null));
const texts = fc.oneof(
  fc.constant(''),
  fc.string().map((text) => `\0${text}`),
);
const objects = fc.oneof(
  fc.object(),
  fc.constantFrom<unknown>([], [null], new Map(), new Date(Number.NaN), () => {}),
);
/** No store keeps half a surrogate pair or a megabyte as a name. */
const odd = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => `${text}\ud800`),
  fc.string().map((text) => `\udfff${text}`),
  fc.constant('x'.repeat(2 ** 20)),
);
const noTexts = fc.oneof(numbers, nothings, fc.boolean(), objects);

/** Wrong values for each kind of argument. */
export const WRONG: Readonly<Record<Kind, fc.Arbitrary<unknown>>> = {
  path: fc.oneof(numbers, nothings, fc.boolean(), texts, fc.object(), fc.constant([null])),
  text: fc.oneof(
    noTexts,
    texts.filter((text) => text !== ''),
    odd,
  ),
  territory: fc.oneof(noTexts, texts, odd, fc.constantFrom('XX', 'zz', 'QM', 'AA', 'USA', 'U', 'UK', 'ＵＳ', '🇺🇸', 'U\u0000')),
  instant: fc.oneof(
    numbers.filter((value) => value !== undefined),
    nothings,
    fc.boolean(),
    texts,
    odd,
    objects,
    fc.constantFrom('yesterday', '2027-02-30', '1500-01-01', '2027-02-07T12:00:00+25:00', 1_770_000_000_000),
    fc.constant(new Date(8.64e15)),
  ),
  count: fc.oneof(numbers, nothings, fc.boolean(), fc.string(), objects),
  flag: fc.oneof(numbers, nothings, fc.string(), objects),
  function: fc.oneof(numbers, nothings, fc.string(), fc.object(), fc.boolean()),
  signal: fc.oneof(numbers, nothings, fc.string(), objects, fc.constant(new AbortController())),
  list: fc.oneof(numbers, nothings, fc.boolean(), fc.object(), fc.constantFrom<unknown>(new Map(), new Set(['x']), [null], [5])),
  windows: fc.oneof(
    numbers,
    nothings,
    fc.string(),
    fc.boolean(),
    fc.object(),
    fc.constantFrom<unknown>([null], [{}], ['US:disc:2027-03-09'], new Set([window])),
    WRONG_WINDOW().map((wrong) => [window, wrong]),
  ),
  object: fc.oneof(
    numbers,
    nothings.filter((value) => typeof value !== 'object' || value === null),
    fc.string(),
    fc.boolean(),
    fc.constantFrom<unknown>([], () => {}),
  ),
  map: fc.oneof(
    numbers,
    nothings,
    fc.string(),
    objects.filter((value) => !(value instanceof Map)),
    WRONG_WINDOW().map((wrong) => new Map([['film', [wrong]]])),
  ),
  bytes: fc.oneof(numbers, nothings, fc.string(), objects, fc.constant([1, 2, 3])),
  word: fc.oneof(noTexts, fc.constantFrom('', 'guessed', 'DISC', 'toString', '__proto__')),
  evidence: fc.oneof(
    numbers,
    nothings,
    fc.string(),
    fc.object(),
    fc.constantFrom<unknown>(
      [null],
      [{}],
      [{ source: 'vhs', likelihoodRatio: 2 }],
      [{ source: 'disc', likelihoodRatio: 0 }],
      [{ source: 'disc', likelihoodRatio: '50' }],
    ),
  ),
};

function WRONG_WINDOW(): fc.Arbitrary<unknown> {
  return fc.constantFrom<unknown>(
    { ...window, territory: 'XX' },
    { ...window, territory: 5 },
    { ...window, channel: 'vhs' },
    { ...window, channel: null },
    { ...window, opensAt: 'soon' },
    { ...window, opensAt: 2027 },
    { ...window, timeZone: 'Mars/Olympus' },
    { ...window, opensAt: '2027-03-09T00:00:00Z', timeZone: 'Europe/Berlin' },
  );
}

/** Messages of the language, of Node and of databases, which name nothing that a caller has given. */
const RAW =
  /Cannot (?:read|set|destructure|convert|create|mix)|is not (?:iterable|a function|async iterable|a constructor|defined)|argument must be|SQLite|constraint|\(reading '|Invalid (?:array|typed|string|time|date)|offset is out|null bytes|in operator|Maximum call/u;

/** Fails unless an error is that of a caller's mistake or of the world, in the project's own words. */
export function expectOwnError(error: unknown, name?: string): void {
  const isOurs = error instanceof TypeError || error instanceof RangeError || error instanceof StreetdateError;
  expect(isOurs, `${String(error)} is of no kind that callers expect`).toBe(true);
  const { message } = error as Error;
  expect(message, 'a raw error').not.toMatch(RAW);
  if (name !== undefined) expect(message).toContain(name);
}

/** The rejection or error of a call, whatever it returns: a value, a promise or a generator. */
export async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    const made = await call();
    if (typeof made === 'object' && made !== null && 'next' in made && typeof made.next === 'function') await made.next();
    return undefined;
  } catch (error) {
    return error;
  }
}
