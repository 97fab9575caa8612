import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { factsText } from '../../results/markdown.ts';
import type { RunFacts } from '../../results/run-facts.ts';
import type { QueryResult, RandomEdits } from './result.ts';
import { type Recall, rightOf, summarise, wrongOf } from './summary.ts';

const HEAD = ['copies', 'above every wrong pair', '95 %', 'strong', 'reported', 'IoU in the query', 'in the reference'];

/** The result as Markdown: recall by strength, chain length, film and operator, every wrong answer, and the copies that were missed. */
export function randomEditsText(run: RandomEdits): string {
  const { set, clips, first, references, copied, thumbnails, results } = run;
  const { all, byStrength, byLength, byFilm, byOperator, highestWrong, others, wrongStrong, wrongReported } = summarise(results);
  const last = first + Math.max(all.copies, others) - 1;
  const missed = results
    .filter((result) => result.kind === 'copy' && !rightOf(result)?.strong)
    .sort((one, other) => one.strength - other.strength);
  const table = (what: string, rows: readonly (readonly [string, Recall])[]) => [
    row([what, ...HEAD]),
    row(['---', ...HEAD.map(() => '---:')]),
    ...rows.map(([name, recall]) => row([name, ...cells(recall)])),
    '',
  ];
  const highest = Number.isFinite(highestWrong) ? highestWrong.toFixed(2) : 'none';
  return [
    `## Random edits, ${set}: ${percent(all.noFalse.value)} of ${all.copies} copies above every wrong pair`,
    '',
    `Footage: ${clips}; queries ${first} to ${last} of the ${set} range; ${references} references${thumbnails ? ' with thumbnails' : ''}, ${copied} of them copied.`,
    `${others} queries show films that are not enrolled. ${wrongStrong.length} of all queries name a film strongly that they do not show,`,
    `${wrongReported.length} name one at all. The highest score of a wrong pair is ${highest}.`,
    '',
    ...table('strength', [
      ...byStrength.map(({ from, to, recall }) => [`${from.toFixed(1)} to ${to.toFixed(1)}`, recall] as const),
      ['all', all],
    ]),
    ...table(
      'operators in the chain',
      byLength.map(({ operators, recall }) => [String(operators), recall] as const),
    ),
    ...table(
      'film',
      byFilm.map(({ film, recall }) => [film, recall] as const),
    ),
    ...peerLines(run),
    'With and without each operator: copies whose chains have it, and those whose chains lack it. Nothing is searched anew.',
    '',
    row(['operator', 'family', 'copies with it', 'above every wrong pair', 'strong', 'without it: above', 'strong']),
    row(['---', '---', '---:', '---:', '---:', '---:', '---:']),
    ...byOperator.map(({ operator, family, having, lacking }) =>
      row([operator, family, having.copies, ...[having.noFalse.value, having.strong, lacking.noFalse.value, lacking.strong].map(percent)]),
    ),
    '',
    ...listed('Queries that name a film that they do not show', wrongReported, (result) =>
      wrongOf(result)
        .map(({ referenceId, score, strong }) => `${strong ? '**strongly** ' : ''}${referenceId} ${score.toFixed(2)}`)
        .join(', '),
    ),
    ...listed('Copies that are not found as strong', missed, (result) => {
      const right = rightOf(result);
      return right === undefined ? 'not found' : `weak, ${right.score.toFixed(2)}`;
    }),
  ].join('\n');
}

/** Writes a run as `DATE-random-edits-SET.md`, and as `.jsonl` with a query a line. @returns The two paths. */
export async function writeRandomEdits(folder: string, facts: RunFacts, run: RandomEdits): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-random-edits-${run.set}`);
  await writeFile(`${stem}.jsonl`, run.results.map((result) => `${JSON.stringify(result)}\n`).join(''));
  await writeFile(`${stem}.md`, `# Results of ${facts.date.slice(0, 10)}\n\n${factsText(facts)}\n\n${randomEditsText(run)}\n`);
  return [`${stem}.md`, `${stem}.jsonl`];
}

/** The share of copies above every wrong pair, by strength, for each program. */
function peerLines({ results, peers }: RandomEdits): string[] {
  if (peers.length === 0) return [];
  const systems = [{ name: 'Streetdate', setting: 'as shipped', results }, ...peers].map((system) => ({
    ...system,
    ...summarise(system.results),
  }));
  const bins = systems[0]!.byStrength.map(({ from, to }) => `${from.toFixed(1)} to ${to.toFixed(1)}`);
  const lengths = systems[0]!.byLength.map(({ operators }) => `${operators} operator${operators === 1 ? '' : 's'}`);
  return [
    'Copies above every wrong pair, for each program. The setting of the others is the one that finds most here.',
    '',
    row(['program', 'setting', 'all', ...bins, ...lengths]),
    row(['---', '---', ...['all', ...bins, ...lengths].map(() => '---:')]),
    ...systems.map(({ name, setting, all, byStrength, byLength }) =>
      row([
        name,
        setting,
        ...[all, ...[...byStrength, ...byLength].map(({ recall }) => recall)].map(({ noFalse }) => percent(noFalse.value)),
      ]),
    ),
    '',
  ];
}

function cells({ copies, noFalse, strong, reported, queryIou, referenceIou }: Recall): (string | number)[] {
  const interval = copies === 0 ? '–' : `${percent(noFalse.low)} to ${percent(noFalse.high)}`;
  return [copies, percent(noFalse.value), interval, percent(strong), percent(reported), share(queryIou), share(referenceIou)];
}

function listed(title: string, results: readonly QueryResult[], answer: (result: QueryResult) => string): string[] {
  if (results.length === 0) return [];
  const lines = results.map((result) => {
    const chain = result.chain.map(({ operator, strength }) => `${operator} ${strength.toFixed(2)}`).join(', ');
    return `- ${result.queryId}, ${result.film}, ${result.strength.toFixed(2)} (${chain}): ${answer(result)}`;
  });
  return [`${title}:`, '', ...lines, ''];
}

const percent = (value: number): string => (Number.isNaN(value) ? '–' : `${Math.round(100 * value)} %`);
const share = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(2));
const row = (entries: readonly (string | number)[]) => `| ${entries.join(' | ')} |`;
