import { readFile } from 'node:fs/promises';

/** What the benchmark knows of footage by name; clips of other names follow the general rules. */
export interface Scenario {
  /** Clips that are enrolled or mixed in but never copied, by file name without extension, with the reason. */
  readonly neverCopied: Readonly<Record<string, string>>;
  /** Clips of npm packages that join the clips of a folder, with what they are for; those are never copied then. */
  readonly extras: Readonly<Record<string, string>>;
  /** Clips that show one scene and place, by what is seen: each is another take of the others. */
  readonly scenes: Readonly<Record<string, readonly string[]>>;
}

const NOTHING_KNOWN: Scenario = { neverCopied: {}, extras: {}, scenes: {} };

/** Reads `benchmarks/accuracy/scenario.json` of the repository; outside of it nothing is known of any clip. */
export async function readScenario(): Promise<Scenario> {
  const path = new URL('../../../../benchmarks/accuracy/scenario.json', import.meta.url);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? NOTHING_KNOWN : { ...NOTHING_KNOWN, ...(JSON.parse(text) as Partial<Scenario>) };
}
