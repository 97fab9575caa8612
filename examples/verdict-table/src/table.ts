import { basename } from 'node:path';
import type { ScanLine } from './scan.ts';

const COLUMNS = ['file', 'title', 'shown', 'verdict', 'days early', 'why'] as const;

/** The longest cell that is printed whole. */
const WIDEST = 60;

/** Lays out scan lines as a table in plain text, gravest first: one row a file, columns as wide as their widest cell. */
export function table(lines: readonly ScanLine[]): string {
  const rows = [COLUMNS, ...lines.toSorted((one, other) => gravity(one) - gravity(other)).map(rowOf)].map((row) => row.map(shorten));
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const text = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return [text[0], widths.map((width) => '─'.repeat(width)).join('  '), ...text.slice(1)].join('\n');
}

const ORDER = ['pre-release-leak', 'needs-review', 'released-copy', 'no-match'];
const gravity = (line: ScanLine) => (line.type === 'error' ? ORDER.length : ORDER.indexOf(line.verdict.kind));

function rowOf(line: ScanLine): readonly string[] {
  const file = basename(line.path);
  if (line.type === 'error') return [file, '', '', 'not scanned', '', line.message];
  const { matches, verdict } = line;
  // The fields beside `kind` and `summary` depend on the kind; the schema leaves them open.
  const { daysEarly, reasons } = verdict;
  const seconds = (matches[0]?.segments ?? []).reduce((sum, { queryStart, queryEnd }) => sum + queryEnd - queryStart, 0);
  return [
    file,
    [...new Set(matches.map(({ title }) => title))].join(', '),
    matches.length === 0 ? '' : `${seconds.toFixed(1)} of ${line.duration.toFixed(1)} s`,
    verdict.kind,
    typeof daysEarly === 'number' ? String(daysEarly) : '',
    Array.isArray(reasons) ? reasons.join(', ') : verdict.kind === 'no-match' ? '' : verdict.summary,
  ];
}

function shorten(cell: string): string {
  // A file's name may hold anything, a line break or a terminal's control code among it.
  const plain = cell.replaceAll(/\p{C}/gu, '\uFFFD');
  return plain.length <= WIDEST ? plain : `${plain.slice(0, WIDEST - 1)}…`;
}
