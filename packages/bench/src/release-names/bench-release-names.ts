import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from '@streetdate/core/portable';
import type { RunFacts } from '../results/run-facts.ts';
import { type KnownName, readKnownNames } from './known-names.ts';
import { FIELDS } from './named-fields.ts';
import { parseByStreetdate } from './own-parser.ts';
import { PEERS } from './peers.ts';
import { type Score, scoreParser } from './score.ts';

/** Which names are scored: those that the parser was developed on, or those that nobody looked at. */
export type NamePart = 'tuning' | 'reported';

/** What was scored, and how everyone did. */
export interface NameComparison {
  /** Which names. */
  readonly part: NamePart;
  /** How many. */
  readonly names: number;
  /** This project's parser first. */
  readonly scores: readonly { readonly parser: string; readonly score: Score }[];
}

/**
 * Scores the release-name parsers side by side, on names with what public test suites state of them. The split is by the names' own bytes:
 * an eighth is reported, and neither its names nor what is wrong in them was looked at while the parser was written. Another eighth was held
 * back for long, and moved to the tuning part to see how far what was learnt on the rest carries.
 * @param path - See {@link readKnownNames}.
 */
export async function compareNameParsers(path: string, part: NamePart): Promise<NameComparison> {
  const names = (await readKnownNames(path)).filter((known) => partOf(known) === part);
  const parsers = [{ name: 'streetdate', parse: parseByStreetdate }, ...PEERS];
  return { part, names: names.length, scores: parsers.map(({ name, parse }) => ({ parser: name, score: scoreParser(parse, names) })) };
}

function partOf({ name }: KnownName): NamePart {
  return crc32(new TextEncoder().encode(name)) % 8 === 7 ? 'reported' : 'tuning';
}

/** The comparison as Markdown: a row a field, a column a parser. */
export function nameComparisonText({ part, names, scores }: NameComparison): string {
  const percent = (right: number, stated: number) => (stated === 0 ? '—' : (right / stated).toFixed(3));
  const rows = FIELDS.map((field) => {
    const counts = scores.map(({ score }) => score.fields.get(field)!);
    return [field, String(counts[0]!.stated), ...counts.map(({ right, stated }) => percent(right, stated))];
  });
  const total = [...scores[0]!.score.fields.values()].reduce((sum, { stated }) => sum + stated, 0);
  const table = [
    ['field', 'stated', ...scores.map(({ parser }) => parser)],
    ['---', '---:', ...scores.map(() => '---:')],
    ...rows,
    ['all', String(total), ...scores.map(({ score }) => score.share.toFixed(3))],
  ];
  return [
    `## Release names, ${part} part: ${names} names`,
    '',
    ...table.map((row) => `| ${row.join(' | ')} |`),
    '',
    part === 'reported'
      ? '- The names whose CRC-32 is 7 modulo 8: nobody looked at them, or at what is wrong in them, while the parser was written.'
      : '- The names whose CRC-32 is not 7 modulo 8: the parser was developed on them.',
    '- Share of stated fields that a parser gets right. A field counts once a name; where test suites differ, each of them is right.',
    '- Suites disagree with each other and with their own words, so that no parser reaches 1.',
  ].join('\n');
}

/** Writes a comparison as `DATE-release-names-PART.md` and `.json`. @returns The two paths. */
export async function writeNameComparison(folder: string, facts: RunFacts, comparison: NameComparison): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-release-names-${comparison.part}`);
  const figures = comparison.scores.map(({ parser, score }) => ({ parser, share: score.share, fields: Object.fromEntries(score.fields) }));
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, part: comparison.part, names: comparison.names, figures }, undefined, 2)}\n`);
  const head = `# Results of ${facts.date.slice(0, 10)}\n\nCommit ${facts.commit ?? 'unknown'}, Node ${facts.node}.\n\n`;
  await writeFile(`${stem}.md`, `${head}${nameComparisonText(comparison)}\n`);
  return [`${stem}.md`, `${stem}.json`];
}
