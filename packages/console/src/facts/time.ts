import { readOpening } from '@streetdate/matcher/internal';
import { currentLanguage, locale, say } from '../words.ts';

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

/** A time span with its unit: 3 min, 12 s. */
export function span(seconds: number): string {
  const [unit, size] = STEPS.find(([, each]) => seconds >= each) ?? ['second', 1];
  const form = {
    style: 'unit',
    unit,
    unitDisplay: unit === 'day' ? 'long' : 'short',
    maximumFractionDigits: unit === 'second' ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(locale(), form).format(seconds / size);
}

/** A place in a film: 0:03, 1:02:03. With tenths where they matter. */
export function clock(seconds: number, withTenths = false): string {
  const tenths = Math.round(seconds * 10);
  const whole = withTenths ? Math.floor(tenths / 10) : Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = `${two(whole % 60)}${withTenths ? `.${tenths % 10}` : ''}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A size of a file. */
export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const at = size < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const form = { style: 'unit', unit: units[at]!, unitDisplay: 'short', maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(locale(), form).format(size / 1000 ** at);
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
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A number with as many digits as say something. */
export function number(value: number, digits = 3): string {
  return new Intl.NumberFormat(locale(), { maximumSignificantDigits: digits }).format(value);
}

/** Odds as people say them: 100 : 1. Very large ones by a power of ten. */
export function odds(ratio: number): string {
  const side = (value: number) => (value >= 1e6 ? `10${superscript(Math.round(Math.log10(value)))}` : number(value, 2));
  return ratio >= 1 ? `${side(ratio)} : 1` : `1 : ${side(1 / ratio)}`;
}

/** An expected number of false matches: 1 in 10¹². */
export function chance(value: number): string {
  if (value >= 0.001) return number(value, 2);
  if (value <= 0) return say('chance.none');
  return `10${superscript(Math.round(Math.log10(value)))}`;
}

function superscript(value: number): string {
  return String(value).replace(/./g, (digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!));
}
