import { SOURCE_ODDS_NEEDED, SOURCE_ODDS_TELLING } from '@streetdate/matcher/internal';
import type { SourcesResult } from './bench-sources.ts';
import { calibrate } from './calibration.ts';
import { isWeakAlone } from './traits.ts';

const SAID = ['disc', 'digital', 'broadcast', 'screener', 'camera', 'undecided'] as const;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The result as Markdown: the confusion matrix, the reliability curve, the signs, and each copy. */
export function sourcesText({ half, films, copies, calibration, doubts }: SourcesResult): string {
  const { confusion, right, wrongAndSure, undecided, reliability } = calibration;
  const parts = (['extent', 'quality', 'differ'] as const).flatMap((by) =>
    [...new Set(copies.map((copy) => copy[by]))].map((part) => {
      const some = copies.filter((copy) => copy[by] === part);
      const name = by === 'differ' ? `releases that differ in ${part}` : part;
      return { part: name, copies: some.length, ...calibrate(some) };
    }),
  );
  return [
    `## Which release a copy comes from: ${copies.length} copies of ${films} films, ${half} half`,
    '',
    ...table(
      ['is', ...SAID.map((each) => `said: ${each}`)],
      [...confusion].map(([source, row]) => [source, ...SAID.map((each) => String(row.get(each) ?? 0))]),
    ),
    '',
    `- Decided is what is said at ${SOURCE_ODDS_TELLING} to 1 or better, sure what a verdict goes by, at ${SOURCE_ODDS_NEEDED} to 1 or better.`,
    `- Right among those decided: ${right === undefined ? 'none decided' : percent(right)}; wrong and sure: ${percent(wrongAndSure)}; undecided: ${percent(undecided)}.`,
    '',
    ...table(
      ['part', 'copies', 'right among the decided', 'wrong and sure', 'undecided'],
      parts.map((each) => [
        each.part,
        String(each.copies),
        each.right === undefined ? '—' : percent(each.right),
        percent(each.wrongAndSure),
        percent(each.undecided),
      ]),
    ),
    '',
    ...traitLines(copies),
    '',
    ...table(
      ['odds from', 'copies', 'right', 'right by the odds'],
      reliability.map(({ from, copies, right, promised }) => [String(from), String(copies), String(right), promised.toFixed(1)]),
    ),
    '',
    ...table(
      ['sign', 'ratio', 'doubts of what the copy is of', 'doubts of others'],
      doubts.map(({ sign, likelihoodRatio, ofTheTrue, ofOthers }) => [sign, String(likelihoodRatio), String(ofTheTrue), String(ofOthers)]),
    ),
    '',
    ...table(
      ['copy', 'is', 'answer', 'certainty', 'odds', 'left in it', 'why'],
      copies.map(({ name, source, answer, traits, reasons }) => [
        ...[name, source, answer.odds > 1 ? answer.source : '—', answer.certainty, answer.odds.toFixed(1)],
        ...[traits.join(', ') || 'nothing', reasons.join(' ')],
      ]),
    ),
  ].join('\n');
}

/** By what is left in the copies that could tell, whatever is measured: those with nothing are the least that can stay undecided. */
function traitLines(copies: SourcesResult['copies']): string[] {
  const sets = new Map<string, SourcesResult['copies'][number][]>();
  for (const copy of copies) {
    const key = copy.traits.join(', ') || 'nothing';
    sets.set(key, [...(sets.get(key) ?? []), copy]);
  }
  const rows = [...sets].sort(([one], [other]) => one.split(', ').length - other.split(', ').length || one.localeCompare(other));
  const untold = sets.get('nothing')?.length ?? 0;
  const weak = copies.filter(({ traits }) => isWeakAlone(traits)).length;
  return [
    `- What could tell, by how the copies were made: ${percent(untold / copies.length)} of them have nothing of it left, and can only be guessed. ${percent(weak / copies.length)} have one trait alone (speed or frame rate, sound, beginning, chapters, colours), which others explain too often for a verdict.`,
    '',
    ...table(
      ['left in the copy', 'copies', 'undecided', 'decided wrongly'],
      rows.map(([key, some]) => {
        const decided = some.filter(({ answer }) => answer.certainty !== 'undecided');
        const wrong = decided.filter(({ answer, source }) => answer.source !== source);
        return [key, ...[some, some.filter((copy) => !decided.includes(copy)), wrong].map(({ length }) => String(length))];
      }),
    ),
  ];
}

/** A Markdown table; the columns of numbers are to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const isNumber = (column: number) => rows.length > 0 && rows.every((row) => /^(?:[\d.]+(?: %)?|—)$/.test(row[column]!));
  const rule = head.map((_, column) => (isNumber(column) ? '---:' : '---'));
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`);
}
