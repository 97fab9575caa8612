import { bytesInWords, chanceInWords, durationInWords, mediaTime, percentInWords } from '@streetdate/evidence/internal/words';
import { readOpening } from '@streetdate/matcher/internal';
import { currentLanguage, locale, say, writing } from '../words.ts';

/** The earliest instant at which a window may open, as verdicts have it, milliseconds since 1970: a local time without a zone may be anywhere on Earth. */
export function earliestOpening({ opensAt, timeZone }: { readonly opensAt: string; readonly timeZone?: string | undefined }): number {
  return readOpening('opensAt', opensAt, timeZone).earliest;
}

/** An instant in the viewer's zone. */
export function localTime(instant: number | string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

/** The same instant in UTC; without the day where that is the viewer's. */
export function utcTime(instant: number | string): string {
  const date = new Date(instant);
  const isSameDay = date.getUTCDate() === date.getDate();
  const form: Intl.DateTimeFormatOptions = { timeZone: 'UTC', timeStyle: 'short', ...(!isSameDay && { dateStyle: 'short' }) };
  return `${new Intl.DateTimeFormat(locale(), form).format(date)} UTC`;
}

/** A day, such as that of a window. */
export function day(instant: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', ...(timeZone !== undefined && { timeZone }) }).format(instant);
}

const STEPS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** How long until or since an instant, in words: in 30 days, 2 hours ago. */
export function away(instant: number, now: number): string {
  const seconds = (instant - now) / 1000;
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? ['minute', 60];
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

/** A length of time with its units: 3 min 20 s. */
export function span(seconds: number): string {
  return durationInWords(seconds, writing());
}

/** A place in a film: 0:03, 1:02:03. With tenths where they matter. */
export function clock(seconds: number, withTenths = false): string {
  return mediaTime(seconds, withTenths ? 1 : 0);
}

/** A size of a file. */
export function bytes(size: number): string {
  return bytesInWords(size, writing());
}

/** A country by its name, or what stands for all of them. */
export function territory(code: string): string {
  if (code === 'WORLD') return say('world');
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** A share as percent. */
export function percent(share: number): string {
  return percentInWords(share, writing());
}

/** A number with as many digits as say something. */
export function number(value: number, digits = 3): string {
  return new Intl.NumberFormat(locale(), { maximumSignificantDigits: digits }).format(value);
}

/** An expected number of false matches, as verdicts state it: 1 in 10,000. */
export function chance(expectedFalseMatches: number): string {
  return chanceInWords(expectedFalseMatches, writing());
}

/** A number that may be very small: below a thousandth by its power of ten. */
export function small(value: number): string {
  return value >= 0.001 || value <= 0 ? number(value, 2) : `10${superscript(Math.round(Math.log10(value)))}`;
}

function superscript(value: number): string {
  return String(value).replace(/./g, (digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!));
}
