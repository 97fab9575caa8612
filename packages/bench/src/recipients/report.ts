import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunFacts } from '../results/run-facts.ts';
import { ALARM, type RecipientsResult, type Share } from './bench-recipients.ts';

/** The result as Markdown: what is asked of the ranking, and whether its chances are right. */
export function recipientsText(result: RecipientsResult): string {
  const { worlds, recipients, titles, sweeps, amongFirstThree, rightAtAlarm, falseAlarms, unconverged, reliability } = result;
  const isReached = (share: Share, met: (value: number) => boolean) => (share.of > 0 && met(share.count / share.of) ? 'reached' : 'missed');
  return [
    `## Recipients: ${worlds} simulated worlds of ${recipients} recipients and ${titles} titles`,
    '',
    `Each recipient gets four titles in ten, in one of three variants. Two worlds in five have one leaker, one in five has two, two have none. A leaker's`,
    `copy is seen with chance 0.5, and each variant gets out through someone else with chance 0.01. ${sweeps} sweeps of the sampler; in ${unconverged} worlds it did not`,
    'converge.',
    '',
    row(['what', 'count', 'share', '95 % interval', 'target', '']),
    '| --- | ---: | ---: | ---: | ---: | --- |',
    row([
      'planted leakers among the first three',
      ...cells(amongFirstThree),
      'at least 0.95',
      isReached(amongFirstThree, (share) => share >= 0.95),
    ]),
    row([
      `recipients at ${ALARM} and above that are leakers`,
      ...cells(rightAtAlarm),
      'at least 0.9',
      isReached(rightAtAlarm, (share) => share >= 0.9),
    ]),
    row([
      `worlds without a leaker that have a recipient at ${ALARM}`,
      ...cells(falseAlarms),
      'at most 0.01',
      isReached(falseAlarms, (share) => share <= 0.01),
    ]),
    '',
    row(['chances from', 'recipients', 'leakers among them', 'as many as the chances promise']),
    '| ---: | ---: | ---: | ---: |',
    ...reliability.map(({ from, recipients: inRange, leakers, promised }) => row([from, inRange, leakers, promised.toFixed(1)])),
  ].join('\n');
}

/** Writes a result as `DATE-recipients.md` and `.json`. @returns The two paths. */
export async function writeRecipients(folder: string, facts: RunFacts, result: RecipientsResult): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-recipients`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, ...result }, undefined, 2)}\n`);
  const head = `# Results of ${facts.date.slice(0, 10)}\n\nCommit ${facts.commit ?? 'unknown'}, Node ${facts.node}. Seeded: another computer gives the same counts.\n\n`;
  await writeFile(`${stem}.md`, `${head}${recipientsText(result)}\n`);
  return [`${stem}.md`, `${stem}.json`];
}

function cells({ count, of, interval: [low, high] }: Share): string[] {
  return [`${count} of ${of}`, of === 0 ? '—' : (count / of).toFixed(3), `${low.toFixed(3)} to ${high.toFixed(3)}`];
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
