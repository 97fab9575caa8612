import type { SetName } from '../film-sets.ts';
import type { Ablation, AblationSearch, FoundPair } from './result.ts';

/** The ablation as Markdown: the whole search first, then a row for each proposer and channel that was left out. */
export function ablationMarkdown({ facts, clips, perAttack, thumbnails, libraryHours, queries, whole, rows }: Ablation): string {
  const sets = Object.keys(whole) as SetName[];
  return [
    '# Ablation',
    '',
    `Clips: ${clips}, ${perAttack} copies of each attack. References ${thumbnails ? 'keep' : 'keep no'} thumbnails${libraryHours > 0 ? `, among ${libraryHours} hours of other films` : ''}. ${facts.processor}, ` +
      `Node ${facts.node}, ${facts.ffmpeg}, commit ${facts.commit ?? 'unknown'}, ${facts.date}.`,
    '',
    'Each row leaves one proposer or channel out of the search. *Lost* are true pairs that the whole search finds at the shipped threshold and ' +
      'the row does not; a number in brackets counts pairs of one attack. *CPU* is that of the search without it, beside the whole search.',
    '',
    '## The whole search',
    '',
    '| set | copies | true pairs | found | micro average precision | above every false | falsely accused | queries that show nothing |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...sets.map((set) => {
      const { copies, nothing, pairs } = queries[set]!;
      const { found, microAveragePrecision, recallAtZeroFalse, strongFalse } = whole[set]!;
      return `| ${set} | ${copies} | ${pairs} | ${found.length} | ${fixed(microAveragePrecision)} | ${fixed(recallAtZeroFalse)} | ${strongFalse} | ${nothing} |`;
    }),
    '',
    ...sets.flatMap((set) => [
      `## Left out, ${set} set`,
      '',
      '| left out | kind | lines | lost | gained | micro average precision | above every false | falsely accused | CPU, copies | CPU, nothing found |',
      '| --- | --- | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |',
      ...rows.flatMap(({ name, kind, lines, without }) => {
        const all = whole[set]!;
        const part = without[set];
        if (part === undefined) return [];
        return [
          `| ${name} | ${kind} | ${Number.isNaN(lines) ? '–' : lines} | ${byAttack(missing(all, part))} | ${byAttack(missing(part, all))} ` +
            `| ${change(part.microAveragePrecision, all.microAveragePrecision)} | ${change(part.recallAtZeroFalse, all.recallAtZeroFalse)} ` +
            `| ${part.strongFalse} | ${ratio(part.copiesCpu, all.copiesCpu)} | ${ratio(part.nothingCpu, all.nothingCpu)} |`,
        ];
      }),
      '',
    ]),
  ].join('\n');
}

/** Pairs that the one search found and the other did not. */
export function missing(one: AblationSearch, other: AblationSearch): FoundPair[] {
  const key = ({ queryId, referenceId }: FoundPair) => `${queryId} ${referenceId}`;
  const found = new Set(other.found.map(key));
  return one.found.filter((pair) => !found.has(key(pair)));
}

function byAttack(pairs: readonly FoundPair[]): string {
  const counts = new Map<string, number>();
  for (const { attack } of pairs) counts.set(attack, (counts.get(attack) ?? 0) + 1);
  return [...counts].map(([attack, count]) => (count === 1 ? attack : `${attack} (${count})`)).join(', ') || '–';
}

function change(value: number, whole: number): string {
  const by = value - whole;
  return Math.abs(by) < 0.0005 ? '=' : `${by > 0 ? '+' : '−'}${Math.abs(by).toFixed(3)}`;
}

function ratio(value: number, whole: number): string {
  return `${(value / whole).toFixed(2)} ×`;
}

function fixed(value: number): string {
  return value.toFixed(3);
}
