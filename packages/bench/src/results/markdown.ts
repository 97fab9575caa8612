import type { Figure, Section } from '../measure/figure.ts';
import type { RunFacts } from './run-facts.ts';

/** One run's results as a Markdown page: the facts, then a table for each section. */
export function resultsPage(facts: RunFacts, sections: readonly Section[]): string {
  const about = [
    `# Results of ${facts.date.slice(0, 10)}`,
    '',
    factsText(facts),
    `Ratios are to the first line of each table, measured in the same run;`,
    'times alone drift with the machine. The spread is the median absolute deviation.',
  ];
  return `${[...about, ...sections.map(sectionText)].join('\n')}\n`;
}

/** Where and when figures were measured, in two sentences. */
export function factsText({ commit, processor, cores, memoryGiB, system, node, ffmpeg, loadAverage }: RunFacts): string {
  const machine = `${processor} (${cores} cores, ${memoryGiB} GiB), ${system}, Node ${node}, ${ffmpeg}`;
  return `Commit ${commit ?? 'unknown'}, ${machine}.\nLoad average before the run: ${loadAverage}.`;
}

/** One section as Markdown, with a heading before it and its notes after it. */
export function sectionText({ title, figures, notes }: Section): string {
  const rows = [['', 'ratio', 'median', 'spread', 'samples'], ...figures.map(cells)];
  const [header, ...body] = rows.map((row) => `| ${row.join(' | ')} |`);
  return ['', `## ${title}`, '', header, '| --- | ---: | ---: | ---: | ---: |', ...body, '', ...notes.map((note) => `- ${note}`)].join(
    '\n',
  );
}

function cells({ name, ratio, median, spread, samples, unit }: Figure): string[] {
  return [name, significant(ratio), `${significant(median)} ${unit}`, `${significant(spread)} ${unit}`, String(samples)];
}

/** Below it a number is what rounding leaves of zero. */
const ROUNDING = 1e-9;

/** Three significant digits, never in powers of ten. */
function significant(value: number): string {
  if (!Number.isFinite(value)) return '—';
  const shown = Math.abs(value) < ROUNDING ? 0 : Number(value.toPrecision(3));
  return shown.toLocaleString('en', { maximumSignificantDigits: 3 });
}
