import { describeChance, describeOdds } from '@streetdate/matcher/internal';
import { inWords, type Writing } from './writing.ts';

/** A space at which no line breaks: a number stays with its unit. */
const SPACE = '\u00a0';

/** A size in a decimal unit, to three digits: `9.41 GB`, `812 kB`, in French `9,41 Go`. */
export function bytesInWords(bytes: number, { locale }: Writing): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const at = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  // Only the short form of a byte has no plural in English.
  const form = { style: 'unit', unit: units[at]!, unitDisplay: at === 0 ? 'long' : 'short', maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(locale, form).format(bytes / 1000 ** at);
}

/** A share as percent, with a tenth below 10: `3 %`, `0.8 %`, `48 %`. */
export function percentInWords(share: number, { locale }: Writing): string {
  const value = share * 100;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: value >= 10 ? 0 : 1 }).format(value)}${SPACE}%`;
}

/** A place in a film: `0:03`, `1:02:03`, with two decimals `1:02:03.25`. */
export function mediaTime(seconds: number, decimals = 0): string {
  const units = 10 ** decimals;
  // Rounded once, in the smallest unit: rounding the seconds alone would print 0:60.
  const total = Math.round(Math.max(0, seconds) * units);
  const whole = Math.floor(total / units);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const clock = hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  return decimals === 0 ? clock : `${clock}.${String(total % units).padStart(decimals, '0')}`;
}

/** A length of time by its two largest units, cut and never rounded up: `4.3 s`, `2 min 5 s`, `1 h 47 min`, `8 days 23 h`. */
export function durationInWords(seconds: number, writing: Writing): string {
  const unit = (value: number, symbol: string) => (value === 0 ? [] : [`${value.toLocaleString(writing.locale)}${SPACE}${symbol}`]);
  // A tenth is as near as a clock of a film is read. 59.96 is not yet a minute.
  if (seconds < 60) return unit(Math.min(599, Math.round(seconds * 10)) / 10, 's')[0] ?? `0${SPACE}s`;
  const whole = Math.floor(seconds);
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
  if (days > 0) return [inWords('days', writing, { count: days }), ...unit(hours, 'h')].join(' ');
  return (hours > 0 ? [...unit(hours, 'h'), ...unit(minutes, 'min')] : [...unit(minutes, 'min'), ...unit(whole % 60, 's')]).join(' ');
}

/** How a sighting lies to the opening of a window, by whole days: `8 days early`, or `open already` where it is below 0. */
export function daysEarlyInWords(daysEarly: number, writing: Writing): string {
  return inWords(daysEarly >= 0 ? 'days.early' : 'days.open', writing, { count: daysEarly });
}

/** Odds as verdicts state them, cut to two digits: `40 : 1`, `1.5 : 1`, `more than 1000000 : 1`. */
export function oddsInWords(odds: number, writing: Writing): string {
  const number = (digits: string) => Number(digits).toLocaleString(writing.locale, { useGrouping: false });
  return describeOdds(odds)
    .replace('more than', () => inWords('odds.more', writing))
    .replace(/\d[\d.]*/g, number);
}

/** Expected false matches as verdicts state them, a share of searches: `1 in 10,000`, `1 in 12 million`, `fewer than 1 in a billion`. */
export function chanceInWords(expectedFalseMatches: number, writing: Writing): string {
  const said = describeChance(expectedFalseMatches);
  const [, digits, million] = /^1 in ([\d,.]+)( million)?$/.exec(said) ?? [];
  if (digits === undefined) return inWords(said.startsWith('fewer') ? 'chance.rare' : 'chance.often', writing);
  return inWords(million === undefined ? 'chance.one' : 'chance.million', writing, { count: Number(digits.replaceAll(',', '')) });
}
