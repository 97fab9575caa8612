import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { benchRecipients, shareOf } from '../../../packages/bench/src/recipients/bench-recipients.ts';
import { recipientsText, writeRecipients } from '../../../packages/bench/src/recipients/report.ts';
import type { RunFacts } from '../../../packages/bench/src/results/run-facts.ts';

const small = { worlds: 10, recipients: 40, titles: 25, sweeps: 200 };

test('worlds with and without leakers are counted, and every recipient is in one range of chances', () => {
  const result = benchRecipients(small);
  expect(benchRecipients(small)).toEqual(result);
  const { amongFirstThree, falseAlarms, rightAtAlarm, reliability } = result;
  expect(amongFirstThree.of).toBe(8);
  expect(falseAlarms.of).toBe(4);
  expect(amongFirstThree.count).toBeGreaterThan(5);
  const sum = (of: 'recipients' | 'leakers') => reliability.reduce((total, range) => total + range[of], 0);
  expect(sum('recipients')).toBe(400);
  expect(sum('leakers')).toBe(8);
  const sure = reliability.filter(({ from }) => from >= 0.9);
  expect(rightAtAlarm.of).toBe(sure.reduce((total, { recipients }) => total + recipients, 0));
  expect(rightAtAlarm.count).toBe(sure.reduce((total, { leakers }) => total + leakers, 0));
});

test('intervals are those of Wilson’s score', () => {
  // Newcombe 1998, table I: 81 of 263, and 0 of 20.
  expect(shareOf(81, 263).interval.map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
  expect(shareOf(0, 20).interval.map((end) => end.toFixed(4))).toEqual(['0.0000', '0.1611']);
  expect(shareOf(0, 0).interval).toEqual([0, 1]);
});

test('the report says what is reached and what is missed', async () => {
  const result = benchRecipients({ ...small, worlds: 5 });
  const text = recipientsText({ ...result, falseAlarms: shareOf(1, 2), amongFirstThree: shareOf(99, 100) });
  expect(text).toMatch(/first three \| 99 of 100 \| 0\.990 \| .* \| at least 0\.95 \| reached/);
  expect(text).toMatch(/recipient at 0\.9 \| 1 of 2 \| 0\.500 \| .* \| at most 0\.01 \| missed/);
  expect(recipientsText({ ...result, rightAtAlarm: shareOf(0, 0) })).toMatch(/are leakers \| 0 of 0 \| — \| .* missed/);
  const folder = mkdtempSync(join(tmpdir(), 'streetdate-'));
  const facts = { date: '2026-11-28T00:00:00Z', commit: 'abc', node: '20' } as RunFacts;
  const [page = '', data = ''] = await writeRecipients(folder, facts, result);
  expect(readFileSync(page, 'utf8')).toContain('Commit abc, Node 20.');
  expect(JSON.parse(readFileSync(data, 'utf8'))).toMatchObject({ worlds: 5, facts: { commit: 'abc' } });
});
