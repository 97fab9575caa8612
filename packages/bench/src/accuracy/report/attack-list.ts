import { ATTACK_FAMILIES, FURTHER_FAMILIES } from '../attacks/attacks.ts';
import { NEGATIVES } from '../negatives/negatives.ts';

/** Every attack and every negative with the ranges that its parameters are drawn from, as a Markdown page. */
export function attackList(): string {
  return `${[
    '# What is done to films',
    '',
    'Written from the code; a test says when it is old. Ranges are drawn from evenly, unless a line says otherwise. *Least* is the recall that must be reached.',
    ...[...ATTACK_FAMILIES, ...FURTHER_FAMILIES].flatMap((family) => [
      '',
      `## ${family.name}${FURTHER_FAMILIES.includes(family) ? ', made when named' : ''}`,
      '',
      '| attack | drawn | least |',
      '| --- | --- | ---: |',
      ...family.attacks.map((attack) => `| ${attack.name} | ${attack.ranges} | ${attack.leastRecall ?? 0.9} |`),
    ]),
    '',
    '## Queries that show nothing of the library',
    '',
    '| negative | drawn | for each one asked for |',
    '| --- | --- | ---: |',
    ...NEGATIVES.map(({ name, ranges, weight = 1 }) => `| ${name} | ${ranges} | ${weight} |`),
  ].join('\n')}\n`;
}
