import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from '../../measure/figure.ts';
import type { RunFacts } from '../../results/run-facts.ts';
import type { SharedIntroResult, SharedIntros } from './bench-shared-intros.ts';
import { SHOWN } from './make-cases.ts';

/** Films that a query accused strongly although it shows nothing of them but the intro. */
export function falselyAccused({ matches, referenceId }: SharedIntroResult): string[] {
  return matches.filter((match) => match.strong && match.referenceId !== referenceId).map((match) => match.referenceId);
}

/** Whether the film that a query shows was found strongly; undefined where it shows none. */
export function isFound({ matches, referenceId }: SharedIntroResult): boolean | undefined {
  return referenceId === undefined ? undefined : matches.some((match) => match.strong && match.referenceId === referenceId);
}

/** The result as Markdown: counts by what queries show, and each query with a wrong answer. */
export function sharedIntrosText({ clips, seed, intros, results }: SharedIntros): string {
  const rows = SHOWN.flatMap((shows) => {
    const some = results.filter((result) => result.shows === shows);
    if (some.length === 0) return [];
    const found = some.flatMap((result) => isFound(result) ?? []);
    const wrong = some.filter((result) => falselyAccused(result).length > 0).length;
    const weak = some.filter(({ matches, referenceId }) => matches.some((match) => !match.strong && match.referenceId !== referenceId));
    const recall = found.length === 0 ? '—' : `${found.filter(Boolean).length} of ${found.length}`;
    return [row([shows, some.length, wrong, weak.length, recall, Math.round(median(some.map(({ cpuMs }) => cpuMs)))])];
  });
  const misses = results.flatMap((result) => {
    const accused = falselyAccused(result);
    if (accused.length === 0 && isFound(result) !== false) return [];
    const { id, kind, seconds, treatments, parameters, shows } = result;
    const what = accused.length === 0 ? `missed ${result.referenceId}` : `accused ${accused.join(', ')}`;
    return [row([id, shows, `${kind}, ${seconds.toFixed(1)} s`, treatments.join(', '), String(parameters.treatment), what])];
  });
  const lengths = results.map(({ seconds }) => seconds);
  return [
    `## Shared intros: ${results.length} queries of ${intros} intros`,
    '',
    `Footage: ${clips}; seed ${seed}. Intros of ${Math.min(...lengths).toFixed(1)} to ${Math.max(...lengths).toFixed(1)} s stand before two to four films, as they are, re-encoded,`,
    're-timed, letterboxed or cropped. Queries are altered in one of these ways too.',
    '',
    row(['a query shows', 'queries', 'accuse a film that they do not show, strongly', 'weakly', 'find the film that they show', 'CPU, ms']),
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    ...(misses.length === 0
      ? ['No answer was wrong.']
      : [row(['query', 'shows', 'intro', 'in the films', 'the query is', 'answer']), '| --- | --- | --- | --- | --- | --- |', ...misses]),
  ].join('\n');
}

/** Writes a result as `DATE-shared-intros.md` and `.json`. @returns The two paths. */
export async function writeSharedIntros(folder: string, facts: RunFacts, result: SharedIntros): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-shared-intros`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, ...result }, undefined, 1)}\n`);
  const head = `# Results of ${facts.date.slice(0, 10)}\n\nCommit ${facts.commit ?? 'unknown'}, Node ${facts.node}, ${facts.processor}, ${facts.cores} cores.\n\n`;
  await writeFile(`${stem}.md`, `${head}${sharedIntrosText(result)}\n`);
  return [`${stem}.md`, `${stem}.json`];
}

const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
