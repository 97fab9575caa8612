import type { Upload } from '@streetdate/client';
import { day, earliestOpening, localTime, territory } from '../facts/time.ts';
import { seenAt, standingOf, TONES, type Window } from '../facts/verdict.ts';
import { say } from '../words.ts';
import { dateScale } from './scales.ts';
import { useWidth } from './width.ts';

const ROW = 34;
const TOP = 26;
const BOTTOM = 26;
const DAY = 86_400_000;

/** The windows of a title, one a row, and below them publications of promos and every sighting, on one axis of time. */
export function Calendar({
  windows,
  sightings,
  promos,
  now,
}: {
  readonly windows: readonly Window[];
  readonly sightings: readonly Upload[];
  /** Publications of promos, milliseconds since 1970. */
  readonly promos: readonly { readonly id: string; readonly at: number }[];
  readonly now: number;
}) {
  const { element, width } = useWidth();
  const rows = windows.map((window) => ({ window, at: earliestOpening(window) })).sort((one, other) => one.at - other.at);
  const seen = sightings.flatMap((upload) => (seenAt(upload) === undefined ? [] : [{ upload, at: Date.parse(seenAt(upload)!) }]));
  const instants = [...rows.map(({ at }) => at), ...seen.map(({ at }) => at), ...promos.map(({ at }) => at), now];
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  const margin = Math.max(7 * DAY, (last - first) * 0.08);
  const x = dateScale([first - margin, last + margin], [12, width - 12], Math.max(2, Math.floor(width / 130)));
  const height = TOP + (rows.length + 1) * ROW + BOTTOM;
  return (
    <div ref={element}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing with links in it */}
      <svg class="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={say('calendar.label')}>
        {x.marks.map((mark) => (
          <g key={mark}>
            <line class="grid" x1={x(mark)} x2={x(mark)} y1={TOP} y2={height - BOTTOM} />
            <text x={x(mark)} y={height - 8} text-anchor="middle">
              {day(mark, 'UTC')}
            </text>
          </g>
        ))}
        {rows.map(({ window, at }, row) => {
          const y = TOP + row * ROW;
          const label = `${territory(window.territory)} · ${say(`channel.${window.channel}`)}`;
          const place = labelPlace(x(at), label, width);
          return (
            <g key={`${window.territory} ${window.channel} ${window.party}`}>
              <rect class="open-time" x={x(at)} y={y + 5} width={Math.max(0, width - x(at))} height={ROW - 10} />
              <line class="opening" x1={x(at)} x2={x(at)} y1={y + 3} y2={y + ROW - 3} />
              <text class="strong" x={place.x} y={y + ROW / 2 + 4} text-anchor={place.anchor}>
                {label}
              </text>
            </g>
          );
        })}
        {promos.map(({ id, at }) => (
          <g key={`${id} ${at}`}>
            <title>{say('calendar.promo', { id, time: localTime(at) })}</title>
            <path class="promo" d={`M${x(at)} ${TOP + rows.length * ROW + 4}l7 7l-7 7l-7 -7z`} />
          </g>
        ))}
        {seen.map(({ upload, at }, index) => {
          const standing = standingOf(upload);
          return (
            <a key={upload.id} href={`/uploads/${upload.id}`} data-tone={TONES[standing]}>
              <title>{`${upload.name}: ${say(`standing.${standing}`)}, ${localTime(at)}`}</title>
              <circle class="dot" cx={x(at)} cy={TOP + rows.length * ROW + ROW / 2 + ((index % 3) - 1) * 7} r="6" />
            </a>
          );
        })}
        <line class="now" x1={x(now)} x2={x(now)} y1={TOP - 4} y2={height - BOTTOM} />
        <text x={x(now)} y={TOP - 10} text-anchor="middle">
          {say('now')}
        </text>
      </svg>
    </div>
  );
}

/** Letters of a label are narrower than this on average, pixels. */
const LETTER = 7;

/** Where the label of a window stands: after its opening, before it where that has no room, or else at the end of the row. */
function labelPlace(at: number, label: string, width: number): { readonly x: number; readonly anchor: 'start' | 'end' } {
  const room = LETTER * label.length + 8;
  if (at <= width * 0.6 && at + room <= width) return { x: at + 8, anchor: 'start' };
  return room <= at ? { x: at - 8, anchor: 'end' } : { x: width - 4, anchor: 'end' };
}
