import { day, localTime, territory } from '../facts/time.ts';
import { say } from '../words.ts';
import { dateScale } from './scales.ts';
import { useWidth } from './width.ts';

const ROW = 26;
const TOP = 24;
const BOTTOM = 26;

/** A server with the time at which it had a title. */
export interface Arrival {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly at: number;
  /** Uncertainty to either side, milliseconds. */
  readonly doubt: number;
}

/** When a title came to each server, a row a server, with the openings of its windows as lines across. */
export function SpreadPlot({
  arrivals,
  openings,
  now,
}: {
  readonly arrivals: readonly Arrival[];
  readonly openings: readonly { readonly at: number; readonly words: string }[];
  /** The time that is shown, milliseconds since 1970. */
  readonly now: number;
}) {
  const { element, width } = useWidth();
  const left = Math.min(190, width * 0.38);
  const all = [...arrivals.map(({ at }) => at), ...openings.map(({ at }) => at)];
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const margin = Math.max(3_600_000, (last - first) * 0.05);
  const x = dateScale([first - margin, last + margin], [left, width - 12], Math.max(2, Math.floor((width - left) / 120)));
  // A scale takes whole weeks and months, of which there may be more than have room.
  const marks = x.marks.filter((_, at) => at % Math.ceil((110 * x.marks.length) / (width - left)) === 0);
  const letters = Math.floor(left / 8) - 6;
  const height = TOP + arrivals.length * ROW + BOTTOM;
  return (
    <div ref={element}>
      <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say('case.spread.label')}>
        {marks.map((mark) => (
          <g key={mark}>
            <line class="grid" x1={x(mark)} x2={x(mark)} y1={TOP} y2={height - BOTTOM} />
            <text x={x(mark)} y={height - 8} text-anchor="middle">
              {day(mark, 'UTC')}
            </text>
          </g>
        ))}
        {openings.map(({ at, words }) => (
          <g key={words}>
            <title>{words}</title>
            <line class="opening" x1={x(at)} x2={x(at)} y1={TOP - 8} y2={height - BOTTOM} />
          </g>
        ))}
        {arrivals.map(({ id, name, country, at, doubt }, row) => {
          const y = TOP + ROW * (row + 0.5);
          return (
            <g key={id}>
              <title>{`${name}, ${territory(country)}: ${localTime(at)}`}</title>
              <line class="doubt" x1={x(at - doubt)} x2={x(at + doubt)} y1={y} y2={y} />
              <circle class={at <= now ? 'arrived' : 'to-come'} cx={x(at)} cy={y} r="5.5" />
              <text x={left - 12} y={y + 4} text-anchor="end">
                {[...name].length > letters ? `${[...name].slice(0, letters - 1).join('')}…` : name} ({country})
              </text>
            </g>
          );
        })}
        <line class="now" x1={x(now)} x2={x(now)} y1={TOP - 4} y2={height - BOTTOM} />
      </svg>
    </div>
  );
}
