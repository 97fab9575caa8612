import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunFacts } from '../results/run-facts.ts';
import type { CaseResult } from './bench-case.ts';

/** What is asked of a verification: a case of 1,000 sightings in so many seconds. */
const TARGET_SECONDS = 60;

/** The result as Markdown. */
export function caseText(result: CaseResult): string {
  const { sightings, copies, servers, titles, seconds, matches, entries, bundleBytes, bundleSeconds, verifySeconds, verifyCpuSeconds } =
    result;
  const isReached = result.holds && verifySeconds < TARGET_SECONDS;
  return [
    `## A case of ${sightings} sightings`,
    '',
    `${titles} titles of an hour on ${servers} servers; ${copies} distinct copies of ${seconds} s. The bundle has ${(bundleBytes / 2 ** 20).toFixed(0)} MiB and a ledger of ${entries} entries.`,
    '',
    '| what | seconds | |',
    '| --- | ---: | --- |',
    `| making the bundle | ${bundleSeconds.toFixed(1)} | |`,
    `| verifying it: ${matches} matches, all lists and proofs | ${verifySeconds.toFixed(1)} | under ${TARGET_SECONDS} for 1,000; ${isReached ? 'reached' : 'missed'} |`,
    `| processor time of the verification | ${verifyCpuSeconds.toFixed(1)} | |`,
    '',
    `What is computed again is mostly the ${matches} matches: ${(verifyCpuSeconds / Math.max(1, (matches * seconds) / 60)).toFixed(2)} s of processor time for a matched minute.`,
    '',
    `The process had ${result.peakMiB.toFixed(0)} MiB at its peak, over all of it.`,
  ].join('\n');
}

/** Writes a result as `DATE-case.md` and `.json`. @returns The two paths. */
export async function writeCaseResult(folder: string, facts: RunFacts, result: CaseResult): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-case`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, ...result }, undefined, 2)}\n`);
  const machine = `Commit ${facts.commit ?? 'unknown'}, Node ${facts.node}, ${facts.processor}, ${facts.cores} cores, load ${facts.loadAverage.toFixed(1)}.`;
  await writeFile(`${stem}.md`, `# Results of ${facts.date.slice(0, 10)}\n\n${machine}\n\n${caseText(result)}\n`);
  return [`${stem}.md`, `${stem}.json`];
}
