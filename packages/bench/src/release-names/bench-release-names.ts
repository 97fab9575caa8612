import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunFacts } from '../results/run-facts.ts';
import { readKnownNames } from './known-names.ts';
import { NAME_PARTS, type NamePart, PART_NOTES, partOf } from './name-parts.ts';
import { FIELDS } from './named-fields.ts';
import { parseByStreetdate } from './own-parser.ts';
import { PEERS } from './peers.ts';
import { type Score, scoreParser } from './score.ts';

/** The names that were scored, and the score of each parser. */
export interface NameComparison {
  /** Which names. */
  readonly part: NamePart;
  /** How many. */
  readonly names: number;
  /** This project's parser first. */
  readonly scores: readonly { readonly parser: string; readonly score: Score }[];
  /** The same of each part, where all names are scored. */
  readonly parts: readonly NameComparison[];
}

/**
 * Scores release-name parsers on names whose fields public test suites state.
 * @param path - See {@link readKnownNames}.
 * @param part - Which names, see {@link PART_NOTES}.
 */
export async function compareNameParsers(path: string, part: NamePart): Promise<NameComparison> {
  const known = await readKnownNames(path);
  const parsers = [{ name: 'streetdate', parse: parseByStreetdate }, ...PEERS];
  const compare = (scored: NamePart): NameComparison => {
    const names = scored === 'all' ? known : known.filter((each) => partOf(each) === scored);
    const scores = parsers.map(({ name, parse }) => ({ parser: name, score: scoreParser(parse, names) }));
    return { part: scored, names: names.length, scores, parts: scored === 'all' ? NAME_PARTS.map(compare) : [] };
  };
  return compare(part);
}

/** The comparison as Markdown: a row a field, a column a parser; a row a part below, where all names are scored. */
export function nameComparisonText({ part, names, scores, parts }: NameComparison): string {
  const percent = (right: number, stated: number) => (stated === 0 ? '—' : (right / stated).toFixed(3));
  const rows = FIELDS.map((field) => {
    const counts = scores.map(({ score }) => score.fields.get(field)!);
    return [field, String(counts[0]!.stated), ...counts.map(({ right, stated }) => percent(right, stated))];
  });
  const table = [
    ['field', 'stated', ...scores.map(({ parser }) => parser)],
    ['---', '---:', ...scores.map(() => '---:')],
    ...rows,
    ['all', String(statedIn(scores[0]!.score)), ...scores.map(({ score }) => score.share.toFixed(3))],
    ...parts.map((each) => [
      `all, ${each.part} (${each.names} names)`,
      String(statedIn(each.scores[0]!.score)),
      ...each.scores.map(({ score }) => (statedIn(score) === 0 ? '—' : score.share.toFixed(3))),
    ]),
  ];
  return [
    `## Release names, ${part} part: ${names} names`,
    '',
    ...table.map((row) => `| ${row.join(' | ')} |`),
    '',
    ...[...parts, { part }].map((each) => `- ${PART_NOTES[each.part]}`),
    '- Share of stated fields that a parser gets right. A field counts once a name; where test suites differ, each of them is right.',
    '- Suites disagree with each other and with their own words, so that no parser reaches 1.',
  ].join('\n');
}

function statedIn({ fields }: Score): number {
  return [...fields.values()].reduce((sum, { stated }) => sum + stated, 0);
}

/** Writes a comparison as `DATE-release-names-PART.md` and `.json`. @returns The two paths. */
export async function writeNameComparison(folder: string, facts: RunFacts, comparison: NameComparison): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-release-names-${comparison.part}`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, ...figuresOf(comparison) }, undefined, 2)}\n`);
  const head = `# Results of ${facts.date.slice(0, 10)}\n\nCommit ${facts.commit ?? 'unknown'}, Node ${facts.node}.\n\n`;
  await writeFile(`${stem}.md`, `${head}${nameComparisonText(comparison)}\n`);
  return [`${stem}.md`, `${stem}.json`];
}

function figuresOf({ part, names, scores, parts }: NameComparison): object {
  const figures = scores.map(({ parser, score }) => ({ parser, share: score.share, fields: Object.fromEntries(score.fields) }));
  return { part, names, figures, parts: parts.map(figuresOf) };
}
