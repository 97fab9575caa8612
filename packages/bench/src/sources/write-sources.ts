import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunFacts } from '../results/run-facts.ts';
import type { SourcesResult } from './bench-sources.ts';
import { sourcesText } from './report.ts';

/** Writes a result as `DATE-sources-HALF.md` and `.json`. @returns The two paths. */
export async function writeSources(folder: string, facts: RunFacts, result: SourcesResult): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-sources-${result.half}`);
  const { calibration, ...rest } = result;
  const confusion = Object.fromEntries([...calibration.confusion].map(([source, row]) => [source, Object.fromEntries(row)]));
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, ...rest, calibration: { ...calibration, confusion } }, undefined, 2)}\n`);
  const head = `# Results of ${facts.date.slice(0, 10)}\n\nCommit ${facts.commit ?? 'unknown'}, Node ${facts.node}, ${facts.processor}, ${facts.cores} cores.\n\n`;
  await writeFile(`${stem}.md`, `${head}${sourcesText(result)}\n`);
  return [`${stem}.md`, `${stem}.json`];
}
