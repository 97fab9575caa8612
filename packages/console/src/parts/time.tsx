import { localTime, utcTime } from '../facts/time.ts';

/** An instant in the viewer's zone, with UTC beside. */
export function Time({ at }: { readonly at: number | string }) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{String(at)}</span>;
  return (
    <time class="time" dateTime={date.toISOString()}>
      {localTime(at)} <span class="utc">({utcTime(at)})</span>
    </time>
  );
}
