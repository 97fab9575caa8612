import { html, type Markup } from '../../results/plot/markup.ts';
import { AREA, type Axis, across, along, drawPlot, roundTicks, upwards } from '../../results/plot/plot.ts';
import { type LegendEntry, svgFile } from '../../results/plot/svg-file.ts';
import type { HashRecord } from './record.ts';

type Hasher = HashRecord['hashers'][number];
type Told = Hasher & { readonly telling: NonNullable<Hasher['telling']> };

/** The plots of a result as SVG files, by the end of their names. Those that nothing was measured for are left out. */
export function hashPlots(record: HashRecord): Readonly<Record<string, string>> {
  const told = record.hashers.filter((hasher): hasher is Told => hasher.telling !== null);
  return {
    ...(told.length > 0 && { roc: rocPlot(told), distances: distancesPlot(told) }),
    ...(record.hashers.some(({ speed }) => speed) && { speed: speedPlot(record) }),
  };
}

const tone = (at: number) => `c${at % 7}`;

/** The ROC of all hashers. False alarms are logarithmic, since a library of hours allows only rare ones. */
function rocPlot(hashers: readonly Told[]): string {
  const least = -Math.max(1, Math.ceil(Math.log10(Math.max(...hashers.map(({ telling }) => telling.pairs.different)))));
  const x = across(
    'different pictures taken for equal (share of pairs, logarithmic)',
    least,
    0,
    Array.from({ length: -least + 1 }, (_, at) => least + at),
  );
  const y = upwards('copies found (share of copies)', 0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]);
  const lines = hashers.map(({ telling }, at) => {
    // Steps: between two thresholds there is nothing.
    const steps = telling.roc.map(({ falsePositives, truePositives }) => {
      return `H${along(x, falsePositives > 0 ? Math.log10(falsePositives) : least)}V${along(y, truePositives)}`;
    });
    return html`<path class="curve ${tone(at)}" d="M${AREA.left} ${AREA.bottom}${steps.join('')}"/>`;
  });
  const guessing = Array.from({ length: 101 }, (_, at) => least * (1 - at / 100));
  const chance = html`<path class="guess" d="M${guessing.map((power) => `${along(x, power)} ${along(y, 10 ** power)}`).join('L')}"/>`;
  const legend = hashers.map(
    ({ algorithm, telling }, at): LegendEntry => ({
      style: tone(at),
      name: `${algorithm}: area under the curve ${telling.areaUnderCurve.toFixed(4)}`,
    }),
  );
  const powers: Axis = { ...x, labels: x.ticks.map((power) => (power === 0 ? '1' : `1e${power}`)) };
  return svgFile(
    'Receiver operating characteristic',
    [drawPlot('Receiver operating characteristic', powers, y, [chance, ...lines])],
    [...legend, { style: 'guess', name: 'dashed: guessing' }],
  );
}

/** Columns of a histogram. */
const COLUMNS = 64;

/** For each hasher, how far copies are from their pictures and different pictures from each other. */
function distancesPlot(hashers: readonly Told[]): string {
  const plots = hashers.map(({ algorithm, bits, telling }) => {
    const shares = [telling.counts.equal, telling.counts.different].map((counts) => columns(counts, bits));
    const most = 100 * Math.max(...shares.flat());
    const x = across(`${algorithm}: bits that differ (% of ${bits})`, 0, 100, roundTicks(0, 100));
    const y = upwards('pairs (% of their kind)', 0, most, roundTicks(0, most));
    const wide = (AREA.right - AREA.left) / COLUMNS;
    const bars = shares.map((own, kind) =>
      own.map((share, at) => {
        const top = along(y, 100 * share);
        if (share === 0) return undefined;
        return html`<rect class="${kind === 0 ? 'c0' : 'c1'} half" x="${(AREA.left + at * wide).toFixed(1)}" width="${wide.toFixed(1)}" y="${top}" height="${(AREA.bottom - top).toFixed(1)}"/>`;
      }),
    );
    return drawPlot(`Distances of ${algorithm}`, x, y, bars);
  });
  return svgFile('Distances of copies and of different pictures', plots, [
    { style: 'c0', name: 'a picture and its copy' },
    { style: 'c1', name: 'different pictures' },
  ]);
}

function columns(counts: readonly number[], bits: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const shares = new Array<number>(COLUMNS).fill(0);
  for (const [distance, count] of counts.entries()) shares[Math.min(COLUMNS - 1, Math.floor((distance / bits) * COLUMNS))]! += count / all;
  return shares;
}

const ROW = 26;
const NAMES = 150;

/** Pictures a second of each hasher, beside reading the film. */
function speedPlot({ hashers, film }: HashRecord): string {
  const rows = [
    ...hashers.flatMap(({ algorithm, speed }) => (speed ? [{ name: algorithm, value: speed.picturesPerSecond, style: 'c0' }] : [])),
    ...(film ? [{ name: 'reading the film', value: film.frames / film.decodeSeconds, style: 'c1' }] : []),
  ];
  const [least, most] = [
    Math.floor(Math.log10(Math.min(...rows.map(({ value }) => value)))),
    Math.ceil(Math.log10(Math.max(...rows.map(({ value }) => value)))),
  ];
  const x: Axis = {
    name: 'pictures a second (logarithmic)',
    min: least,
    max: Math.max(most, least + 1),
    from: NAMES,
    to: AREA.right - 60,
    ticks: [],
  };
  const powers = Array.from({ length: x.max - least + 1 }, (_, at) => least + at);
  const bottom = rows.length * ROW + 6;
  const grid = powers.map(
    (power) =>
      html`<line class="grid" x1="${along(x, power)}" x2="${along(x, power)}" y1="0" y2="${bottom}"/><text x="${along(x, power)}" y="${bottom + 16}" text-anchor="middle">${(10 ** power).toLocaleString('en', { notation: 'compact' })}</text>`,
  );
  const bars = rows.map(({ name, value, style }, at): Markup => {
    const end = along(x, Math.log10(value));
    return html`<text class="name" x="${NAMES - 8}" y="${at * ROW + 20}" text-anchor="end">${name}</text><rect class="${style}" x="${NAMES}" width="${(end - NAMES).toFixed(1)}" y="${at * ROW + 8}" height="${ROW - 10}"/><text x="${end + 6}" y="${at * ROW + 20}">${Number(value.toPrecision(3)).toLocaleString('en')}</text>`;
  });
  const height = bottom + 44;
  const plot = html`<svg viewBox="0 0 ${AREA.width} ${height}" width="${AREA.width}" height="${height}">${grid}${bars}<text class="name" x="${(x.from + x.to) / 2}" y="${bottom + 36}" text-anchor="middle">${x.name}</text></svg>`;
  return svgFile('Speed of hashing', [plot], []);
}
