import { readFile } from 'node:fs/promises';

/** What the benchmark knows of footage by name; clips of other names follow the general rules. */
export interface Scenario {
  /** Clips that are enrolled or mixed in but never copied, by file name without extension, with the reason. */
  readonly neverCopied: Readonly<Record<string, string>>;
  /** Clips of npm packages that join the clips of a folder, with what they are for; those are never copied then. */
  readonly extras: Readonly<Record<string, string>>;
}

/** Reads `benchmarks/accuracy/scenario.json` of the repository. */
export async function readScenario(): Promise<Scenario> {
  const path = new URL('../../../../benchmarks/accuracy/scenario.json', import.meta.url);
  return JSON.parse(await readFile(path, 'utf8')) as Scenario;
}
