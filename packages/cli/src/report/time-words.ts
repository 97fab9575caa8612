import { count } from '../output/count-words.ts';

export { instantInWords } from '../output/window-words.ts';

/** Media time as `h:mm:ss`, with `decimals` digits of a second: 3725.04 with 3 is `1:02:05.040`. */
export function clockTime(seconds: number, decimals = 0): string {
  const units = 10 ** decimals;
  // Rounded once, in the smallest unit: rounding the seconds alone would print 0:00:60.
  const total = Math.round(Math.max(0, seconds) * units);
  const whole = Math.floor(total / units);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return decimals === 0 ? clock : `${clock}.${String(total % units).padStart(decimals, '0')}`;
}

/** A length of film in words: `4.3 s`, `2 min 5 s`, `1 h 47 min`. */
export function lengthInWords(seconds: number): string {
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return joinUnits(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(seconds / 60);
  return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** The distance between two instants in words, largest two units: `8 days 23 hours`, `3 hours 5 minutes`, `less than a minute`. */
export function spanInWords(milliseconds: number): string {
  // Cut, not rounded: a lead of 8 days 23.9 hours must not read as nine days.
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  const parts =
    days > 0
      ? [count(days, 'day'), hours > 0 && count(hours, 'hour')]
      : [hours > 0 && count(hours, 'hour'), minutes % 60 > 0 && count(minutes % 60, 'minute')];
  return parts.filter((part) => part !== false).join(' ') || 'less than a minute';
}
