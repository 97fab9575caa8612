import type { Publication, ReleaseWindow, SourceEvidence } from '@streetdate/matcher';

// The matcher defines territories, instants and windows. It is loaded when such an option is given, not for the help.

/** Reads a release window, `TERRITORY:CHANNEL:INSTANT`. */
export async function readWindow(text: string): Promise<ReleaseWindow> {
  const { parseWindow } = await import('@streetdate/matcher');
  return parseWindow(text);
}

/** Reads when a promo was published, `[TERRITORY:]INSTANT[@ZONE]`. */
export async function readPublication(text: string): Promise<Publication> {
  const { parsePublication } = await import('@streetdate/matcher');
  return parsePublication(text);
}

/** Reads a street date as the instant of a window, with `@ZONE` behind a local one. */
export async function readStreetDate(text: string): Promise<string> {
  await readWindow(`WORLD:disc:${text}`);
  return text;
}

/** A time and the zone of a local one. */
export interface TimeOfZone {
  readonly time: string;
  readonly timeZone?: string;
}

/** Reads a time with `@ZONE` behind a local one. */
export async function readTimeOfZone(text: string): Promise<TimeOfZone> {
  const { opensAt, timeZone } = await readWindow(`WORLD:disc:${text}`);
  return { time: opensAt, ...(timeZone !== undefined && { timeZone }) };
}

/** Reads a host name, or `*.` and one. */
export async function readHostPattern(text: string): Promise<string> {
  return (await import('@streetdate/matcher/internal')).readHostPattern('it', text);
}

/** Reads an account of a host, which may have several parts. */
export async function readAccount(text: string): Promise<string> {
  (await import('@streetdate/matcher/internal')).checkAccount('it', text);
  return text;
}

/** Reads the territory of a sale: a country, or `WORLD`. Capitals are no matter. */
export async function readTerritory(text: string): Promise<string> {
  return (await import('@streetdate/matcher/internal')).readTerritory('it', text);
}

/** Reads the code of one country. */
export async function readCountry(text: string): Promise<string> {
  return (await import('@streetdate/matcher/internal')).readCountry('it', text);
}

/** Reads the time zone of a country, `COUNTRY:ZONE`. */
export async function readZoneOfCountry(text: string): Promise<readonly [country: string, timeZone: string]> {
  const [, code, timeZone] = /^([^:]*):(.+)$/.exec(text) ?? [];
  if (code === undefined || timeZone === undefined)
    throw new RangeError(`it must be COUNTRY:ZONE, such as US:America/New_York, got ${JSON.stringify(text)}`);
  const country = await readCountry(code);
  await readWindow(`${country}:digital:2026-01-01@${timeZone}`);
  return [country, timeZone];
}

/** Reads the time of a sighting. */
export async function readSeenAt(text: string): Promise<string> {
  return (await import('@streetdate/matcher/internal')).readSeenAt('it', text);
}

const SOURCE = /^([a-z]+):([0-9.eE+-]+)(?::(.*))?$/su;

/** Reads source evidence written as `SOURCE:RATIO[:REASON]`. */
export async function readSource(text: string): Promise<SourceEvidence> {
  const parts = SOURCE.exec(text);
  if (parts === null) throw new RangeError(`it must be SOURCE:RATIO or SOURCE:RATIO:REASON, such as disc:50, got ${JSON.stringify(text)}`);
  const [, source = '', ratio = '', reason = 'stated by the user'] = parts;
  const evidence = { source: source as SourceEvidence['source'], likelihoodRatio: Number(ratio), reason };
  const { checkSourceEvidence } = await import('@streetdate/matcher/internal');
  checkSourceEvidence('it', [evidence]);
  return evidence;
}

/** A variant of a disc of which a copy was seen too early. */
export interface SeenVariant {
  readonly title: string;
  readonly variant: string;
  readonly seenAt: string;
}

/** Reads a seen variant, `TITLE:VARIANT:INSTANT`. A title may have colons. */
export function readSeenVariant(text: string): SeenVariant {
  const [, title, variant, seenAt] = /^(.+):([^:]+):(\d{4}-\d\d-\d\d(?:T.+)?)$/su.exec(text) ?? [];
  if (title === undefined || variant === undefined || seenAt === undefined || Number.isNaN(Date.parse(seenAt))) {
    throw new RangeError(`it must be TITLE:VARIANT:INSTANT, such as Sintel:A-7:2026-03-01, got ${JSON.stringify(text)}`);
  }
  return { title, variant, seenAt };
}

/** Reads a path: some text. */
export function readPath(text: string): string {
  if (text === '') throw new RangeError('it must not be empty');
  if (text.includes('\0')) throw new RangeError('it must not have the character NUL');
  return text;
}

/** Reads a text that a library keeps as it is, of at most some characters. */
export async function readShortText(text: string, most: number): Promise<string> {
  const check: (name: string, value: unknown, most: number) => void = (await import('@streetdate/core/internal')).checkStorable;
  check('it', text, most);
  return text;
}

/** Reads a whole number of at least 1. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new RangeError(`it must be a whole number from 1 to 9999, got ${text}`);
  return Number(text);
}

/** Reads a chance between 0 and 1, without both. */
export function readChance(text: string): number {
  const chance = /^0?\.\d+$/.test(text) ? Number(text) : 0;
  if (!(chance > 0 && chance < 1)) throw new RangeError(`it must be a chance between 0 and 1, such as 0.9, got ${text}`);
  return chance;
}

/** Reads a number of entries of a ledger. */
export function readEntries(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new RangeError(`it must be a number of entries, from 1 on, got ${text}`);
  return Number(text);
}

/** Reads the id of a key. A mistyped one would revoke nothing. */
export function readKeyId(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new RangeError(`it must be the id of a key, 64 lower-case hexadecimal digits, got ${text}`);
  return text;
}

/** Reads a number of days. */
export function readDays(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new RangeError(`it must be a whole number of days, got ${text}`);
  return Number(text);
}

/** Reads a number of seconds, from 0 to a day. */
export function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || seconds > 86_400)
    throw new RangeError(`it must be a number of seconds from 0 to 86400, got ${text}`);
  return seconds;
}

/** Seconds, `M:SS` or `H:MM:SS`, each with a fraction or without. */
const MEDIA_TIME = /^(?:(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d(?:\.\d{1,3})?)|(\d{1,6}(?:\.\d{1,3})?))$/;

/** Reads an interval of a film, `START-END`: each seconds, `M:SS` or `H:MM:SS`. */
export function readInterval(text: string): { readonly start: number; readonly end: number } {
  const [start, end, ...more] = text.split(/[-\u2013]/u).map(readMediaTime);
  if (start === undefined || end === undefined || more.length > 0) {
    throw new RangeError(`it must be START-END, such as 0:12:00-0:12:31, got ${JSON.stringify(text)}`);
  }
  if (end <= start) throw new RangeError(`its end must be after its start, got ${text}`);
  return { start, end };
}

function readMediaTime(text: string): number | undefined {
  const parts = MEDIA_TIME.exec(text);
  if (parts === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', only] = parts;
  return only === undefined ? 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds) : Number(only);
}

/** Reads a port of this machine; 0 stands for any that is free. */
export function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new RangeError(`it must be a whole number from 0 to 65535, got ${text}`);
  return Number(text);
}

/** Reads a likelihood ratio of at least 1. */
export function readRatio(text: string): number {
  const ratio = Number(text);
  if (!/^\d+(?:\.\d+)?(?:e\d+)?$/i.test(text) || !(ratio >= 1)) throw new RangeError(`it must be a number of at least 1, got ${text}`);
  return ratio;
}

const BYTES: Readonly<Record<string, number>> = { M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** Reads a size of memory in bytes, such as `512M` or `8G`. */
export function readMemory(text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,5})([MGT])$/.exec(text) ?? [];
  if (count === undefined) throw new RangeError(`it must be a whole number followed by M, G or T, such as 8G, got ${JSON.stringify(text)}`);
  return Number(count) * BYTES[unit]!;
}

/** Reads an id: it stands alone in a line and is typed by people. */
export function readId(text: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._:@-]{0,127}$/u.test(text)) {
    throw new RangeError(`it must be 1 to 128 letters, digits or ._:@- and begin with a letter or digit, got ${JSON.stringify(text)}`);
  }
  return text;
}

/** Reads a year of a film. */
export function readYear(text: string): number {
  if (!/^(18[89]|19\d|2\d\d)\d$/.test(text)) throw new RangeError(`it must be a year, 1880 or later, got ${text}`);
  return Number(text);
}

/** Reads a name: some text that is not only blanks. */
export function readName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (name === '') throw new RangeError('it must not be empty');
  return name;
}

/** Reads how many of 64 bits of an ISCC may differ. Half of them differ between unrelated contents. */
export function readIsccDistance(text: string): number {
  if (!/^(?:[12]?\d|3[0-2])$/.test(text)) throw new RangeError(`it must be a whole number from 0 to 32, got ${text}`);
  return Number(text);
}

/** Reads the address of a site: no path, no user. */
export function readSite(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new RangeError(`it must be an address such as https://streetdate.example, got ${text}`);
  }
  return url.origin;
}
