import { FAMILIES } from './operator.ts';
import { OPERATORS } from './operators.ts';

/** Every operator with what it does at strength 1, as a Markdown page. */
export function operatorList(): string {
  return `${[
    '# Random edits',
    '',
    'Written from the code; a test says when it is old. Strength 0 changes hardly anything.',
    ...FAMILIES.flatMap((family) => [
      '',
      `## ${family}`,
      '',
      '| operator | at strength 1 |',
      '| --- | --- |',
      ...OPERATORS.filter((operator) => operator.family === family).map(({ name, most }) => `| ${name} | ${most} |`),
    ]),
  ].join('\n')}\n`;
}
