import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunFacts } from '../results/run-facts.ts';
import { GROUPS, type LawfulFigures, type LawfulResult } from './bench-lawful.ts';
import type { CountOf, PieceCurve } from './piece-curve.ts';

/** A figure and its target. */
export interface LawfulTarget {
  readonly what: string;
  readonly counted: CountOf;
  readonly target: string;
  /** Whether it is reached; undefined where nothing was counted. */
  readonly isReached: boolean | undefined;
}

const VERDICTS = [
  'no-match',
  'released-copy',
  'authorised',
  'published-material',
  'needs-review',
  'pre-release-leak',
  'not-scanned',
] as const;

/** The figures that have a target. */
export function lawfulTargets({ results }: Pick<LawfulFigures, 'results'>): LawfulTarget[] {
  const figure = (
    what: string,
    group: LawfulResult['group'],
    verdict: LawfulResult['verdict'],
    target: string,
    isMet: (share: number) => boolean,
  ): LawfulTarget => {
    const some = results.filter((result) => result.group === group);
    const counted = { count: some.filter((result) => result.verdict === verdict).length, of: some.length };
    return { what, counted, target, isReached: counted.of === 0 ? undefined : isMet(counted.count / counted.of) };
  };
  return [
    figure('lawful uploads accused', 'lawful', 'pre-release-leak', '0', (share) => share === 0),
    figure('lawful uploads to review', 'lawful', 'needs-review', 'at most 2 %', (share) => share <= 0.02),
    figure('leaks found', 'leak', 'pre-release-leak', 'at least 98 %', (share) => share >= 0.98),
    figure('trailers that are not enrolled, accused', 'unknown trailer', 'pre-release-leak', 'at most 1 %', (share) => share <= 0.01),
    figure(
      'leaks of a minute found, where promos are unknown',
      'unknown leak',
      'pre-release-leak',
      'at least 95 %',
      (share) => share >= 0.95,
    ),
  ];
}

/** Whether a verdict is not the one that the upload should have. A lawful one may match nothing. */
export function isWrong({ group, isLeak, verdict, kind }: LawfulResult): boolean {
  if (isLeak) {
    const isShortAndUnknown = group === 'real pair' && kind.startsWith('film, 20 s') && kind.endsWith('not enrolled');
    return verdict !== 'pre-release-leak' && !(isShortAndUnknown && verdict === 'needs-review');
  }
  if (group === 'unknown trailer' || kind.endsWith('not enrolled')) return verdict === 'pre-release-leak';
  return verdict === 'pre-release-leak' || verdict === 'needs-review';
}

/** The result as Markdown: verdicts by kind of upload, targets, wrong verdicts, and the curve of the pieces. */
export function lawfulText(figures: LawfulFigures): string {
  const { clips, films, seeds, results, curve } = figures;
  const shown = VERDICTS.filter((verdict) => results.some((result) => result.verdict === verdict));
  const rows = GROUPS.flatMap((group) => {
    const some = results.filter((result) => result.group === group);
    return [...new Set(some.map(({ kind }) => kind))].map((kind) => {
      const ofKind = some.filter((result) => result.kind === kind);
      const counts = shown.map((verdict) => ofKind.filter((result) => result.verdict === verdict).length || '');
      return row([group, kind, ofKind.length, ...counts]);
    });
  });
  const wrong = results.filter(isWrong).map((result) => {
    const { group, kind, film, seed, verdict, reasons, unpublished, outside } = result;
    const held = unpublished ? `${unpublished.seconds.toFixed(1)} s in ${unpublished.places}` : '—';
    return row([group, kind, `${film}, ${seed}`, outside?.toFixed(1) ?? '—', [verdict, ...reasons].join(' '), held]);
  });
  return [
    `## Lawful uploads: ${results.length} uploads, ${films.length} films, ${seeds} trailers of each`,
    '',
    `Films: the npm packages’${clips === undefined ? '' : ` and those of ${clips}`}: ${films.join(', ')}.`,
    '',
    row(['group', 'upload', 'uploads', ...shown]),
    `| --- | --- | ---: |${' ---: |'.repeat(shown.length)}`,
    ...rows,
    '',
    row(['figure', 'count', 'target', '']),
    '| --- | ---: | --- | --- |',
    ...lawfulTargets(figures).map(({ what, counted: { count, of }, target, isReached }) =>
      row([what, `${count} of ${of}`, target, isReached === undefined ? '—' : isReached ? 'reached' : 'missed']),
    ),
    '',
    ...(wrong.length === 0
      ? ['No verdict was wrong.']
      : [
          row(['group', 'upload', 'film, seed', 'leaked outside the trailer, s', 'verdict', 'unpublished by the verdict']),
          '| --- | --- | --- | ---: | --- | --- |',
          ...wrong,
        ]),
    '',
    ...curveLines(curve),
  ].join('\n');
}

function curveLines({ used, fitted, fittedTo, errors, points }: PieceCurve): string[] {
  const lengths = ({ median, spread }: { readonly median: number; readonly spread: number }) => `median ${median} s, spread ${spread}`;
  return [
    '### The curve of the longest piece',
    '',
    `Used: ${lengths(used)}. Fitted to ${fittedTo} matches of uploads that show trailers, of one half: ${fitted ? lengths(fitted) : 'too few'}.`,
    '',
    row(['on the other half', 'used', 'fitted']),
    '| --- | ---: | ---: |',
    ...errors
      .filter(({ curve }) => curve === 'used')
      .map(({ what, wrong }) => {
        const other = errors.find((error) => error.curve === 'fitted' && error.what === what)?.wrong;
        return row([what, share(wrong), other ? share(other) : '—']);
      }),
    '',
    row(['longest piece, s', 'pieces', 'odds, used', 'odds, fitted']),
    '| ---: | ---: | ---: | ---: |',
    ...points.map((point) => row([point.longest, point.pieces, odds(point.used), point.fitted === undefined ? '—' : odds(point.fitted)])),
  ];
}

/** Writes a result as `DATE-lawful.md` and `.json`. @returns The two paths. */
export async function writeLawful(folder: string, facts: RunFacts, figures: LawfulFigures): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-lawful`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, ...figures }, undefined, 1)}\n`);
  const head = `# Results of ${facts.date.slice(0, 10)}\n\nCommit ${facts.commit ?? 'unknown'}, Node ${facts.node}, ${facts.ffmpeg}.\n\n`;
  await writeFile(`${stem}.md`, `${head}${lawfulText(figures)}\n`);
  return [`${stem}.md`, `${stem}.json`];
}

const share = ({ count, of }: CountOf) => `${count} of ${of}`;
const odds = (value: number) => (value >= 1e6 ? 'above 1,000,000' : value >= 10 ? String(Math.round(value)) : value.toPrecision(2));

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
