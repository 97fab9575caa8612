import type { DistanceSpread } from '../tell-apart.ts';
import type { HashRecord } from './record.ts';

type Row = readonly string[];

/** Below it a hash is called blind: it tells pictures apart hardly better than a coin. */
const BLIND = 0.6;

/** A result for people, in Markdown tables that are also readable as they are. */
export function hashText(record: HashRecord): string {
  const { film, library, hashers, changes, missing, isPartial, stoppedIn } = record;
  const lines: string[] = [];
  if (isPartial) {
    const reached = changes.length > 0 ? `Measured: ${changes.join(', ')}. ` : '';
    const open = missing.length > 0 ? `Not measured: ${missing.join(', ')}.` : '';
    lines.push(`# PARTIAL RESULT: stopped after ${number(record.seconds)} s, at “${stoppedIn}”`, '', `${reached}${open}`.trim(), '');
  }
  if (film === null) return [...lines, 'Nothing was measured yet: the film was still being read.'].join('\n').trimEnd();
  lines.push(`# Hashers on ${film.name}`, '', ...about(record).map((line) => `- ${line}`));
  if (hashers.some(({ speed }) => speed)) lines.push('', '## Speed', '', ...table(speedRows(record)));
  else lines.push('', 'No hasher was measured yet.');
  if (library !== null && hashers.some(({ telling }) => telling)) {
    lines.push('', '## Telling copies from different pictures', '', ...table(tellingRows(record)));
    lines.push('', `## Finding a copy’s picture among ${library.pictures}`, '', ...table(findingRows(record, library.chance)));
    lines.push('', '## By kind of copy: found at 1 false alarm in 1,000, median of bits that differ', '', ...table(changeRows(record)));
  }
  for (const { algorithm, telling } of hashers) {
    if (telling && telling.areaUnderCurve < BLIND) {
      lines.push(
        '',
        `${algorithm} does not tell pictures apart: its area under the curve is ${telling.areaUnderCurve.toFixed(4)}, and guessing has 0.5.`,
      );
    }
  }
  if (isPartial) lines.push('', 'This result is partial: the run was stopped.');
  return lines.join('\n');
}

function about({ film, library, hashers, seconds }: HashRecord): string[] {
  const { name: _, width, height, duration, secondsRead, frames, decodeSeconds } = film!;
  const part = secondsRead < duration ? `${number(secondsRead)} s of ${number(duration)} s, in pieces` : `${number(secondsRead)} s`;
  const lines = [`Film: ${width} × ${height}, ${part}; ${frames} frames read in ${number(decodeSeconds)} s.`];
  if (library) {
    const { pictures, ofFilm, quarters, generated, isReduced } = library;
    lines.push(`Library: ${pictures} different pictures: ${ofFilm} of the film, ${quarters} quarters of these, ${generated} generated.`);
    if (ofFilm < 10) lines.push('The film has few different pictures: the figures are rough. Take a film with more scenes.');
    if (isReduced) lines.push('Pictures were left out, because a hasher takes long.');
  }
  const pairs = hashers.find(({ telling }) => telling)?.telling?.pairs;
  if (pairs)
    lines.push(
      `Pairs: ${pairs.equal.toLocaleString('en')} of a picture and its copy, ${pairs.different.toLocaleString('en')} of different pictures.`,
    );
  lines.push(`The run took ${number(seconds)} s, ${number(seconds / decodeSeconds)} × the reading of the film.`);
  return lines;
}

function speedRows({ film, hashers }: HashRecord): Row[] {
  const decoding = film!.frames / film!.decodeSeconds;
  return [
    ['hasher', 'bits', 'pictures a second', 'time a picture', '× pdq/1', '× reading the film'],
    ...hashers.map(({ algorithm, bits, speed }) =>
      speed
        ? [
            ...[algorithm, String(bits), number(speed.picturesPerSecond), `${number(speed.microseconds)} µs`],
            ...[number(speed.timesPdq), speed.timesDecoding === null ? '—' : number(speed.timesDecoding)],
          ]
        : [algorithm, String(bits), '—', '—', '—', '—'],
    ),
    ['reading the film', '', number(decoding), `${number(1e6 / decoding)} µs`, '', '1'],
  ];
}

function tellingRows({ hashers }: HashRecord): Row[] {
  return [
    [
      'hasher',
      'copies: bits that differ',
      'different: bits that differ',
      'area under ROC',
      'found at 1e-3',
      'found at 1e-4',
      'equal error rate',
    ],
    ...hashers.map(({ algorithm, telling }) =>
      telling
        ? [
            ...[algorithm, spreadText(telling.equal), spreadText(telling.different), telling.areaUnderCurve.toFixed(4)],
            ...[
              percent(telling.foundAt1e3),
              telling.foundAt1e4 === null ? 'too few pairs' : percent(telling.foundAt1e4),
              percent(telling.equalErrorRate),
            ],
          ]
        : [algorithm, '—', '—', '—', '—', '—', '—'],
    ),
    ['guessing', '', '', '0.5', '0.1 %', '0.01 %', '50 %'],
  ];
}

function findingRows({ hashers }: HashRecord, chance: { readonly rank1: number; readonly rank10: number }): Row[] {
  return [
    ['hasher', 'nearest', 'among the ten nearest'],
    ...hashers.map(({ algorithm, telling }) => [
      algorithm,
      telling ? percent(telling.rank1) : '—',
      telling ? percent(telling.rank10) : '—',
    ]),
    ['guessing', percent(chance.rank1), percent(chance.rank10)],
  ];
}

function changeRows({ hashers }: HashRecord): Row[] {
  const measured = hashers.flatMap(({ algorithm, telling }) => (telling ? [{ algorithm, changes: telling.changes }] : []));
  const changes = measured[0]?.changes ?? [];
  return [
    ['kind of copy', ...measured.map(({ algorithm }) => algorithm)],
    ...changes.map(({ change, isCounted }, at) => [
      isCounted ? change : `${change} (not counted above)`,
      ...measured.map(({ changes }) => `${percent(changes[at]!.foundAt1e3)}, ${percent(changes[at]!.equal.median)}`),
    ]),
  ];
}

function spreadText({ median, low, high }: DistanceSpread): string {
  return `${percent(median)} (${percent(low)} to ${percent(high)})`;
}

/** Three significant digits. */
function number(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });
}

function percent(share: number): string {
  return `${number(100 * share)} %`;
}

/** Rows as a Markdown table with columns of one width; the first row is the heading, the first column is words. */
function table(rows: readonly Row[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (row: Row) => `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`;
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(rows[0]!), `| ${rule.join(' | ')} |`, ...rows.slice(1).map(line)];
}
