import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Section } from '../measure/figure.ts';
import { type Job, measureRounds, type RoundOptions } from '../measure/rounds.ts';

const run = promisify(execFile);

/** The built command of this repository. */
const COMMAND = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));

/** Starts in a row, so that CPU time is more than a few steps of the system's clock. */
const STARTS = 10;

/**
 * Measures what the command costs before it does any work, as a ratio to a bare Node.
 * @throws Error when the command is not built.
 */
export async function benchStartUp(options: RoundOptions = {}): Promise<Section[]> {
  await access(COMMAND).catch((cause) => {
    throw new Error(`${COMMAND} does not exist: run npm run build`, { cause });
  });
  const jobs = [
    starts('node -e 0', ['-e', '0']),
    starts('streetdate --version', [COMMAND, '--version']),
    starts('streetdate help scan', [COMMAND, 'help', 'scan']),
  ];
  return measureRounds('Start-up', jobs, [`Each figure is for ${STARTS} starts, one after the other.`], options);
}

function starts(name: string, args: readonly string[]): Job {
  return {
    name,
    run: async () => {
      for (let start = 0; start < STARTS; start++) await run(process.execPath, args);
    },
  };
}
