import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The built command of this repository. */
const COMMAND = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));

/** @throws Error when the command is not built. */
export async function checkCommand(): Promise<void> {
  await access(COMMAND).catch((cause) => {
    throw new Error(`${COMMAND} does not exist: run npm run build`, { cause });
  });
}

/**
 * Runs the command to its end.
 * @returns What it printed on its standard output.
 * @throws Error when it ends with another status than 0 or 1, of which 1 is a leak that was found.
 */
export async function runCommand(...args: readonly string[]): Promise<string> {
  const child = start(args);
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const [status] = await once(child, 'close');
  if (status !== 0 && status !== 1) throw new Error(`streetdate ${args[0]} stopped with ${status}`);
  return printed;
}

/** A server that the command started. */
export interface RunningServer {
  /** Where it answers. */
  readonly url: string;
  /** Stops it. @returns Once the process is gone. */
  stop(): Promise<void>;
}

/** Starts `streetdate serve`. @returns Once it answers. @throws Error when it ends before. */
export async function startServer(...args: readonly string[]): Promise<RunningServer> {
  const child = start(['serve', ...args, '--port', '0']);
  const gone = once(child, 'close');
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const [, found] = /(http:\/\/[^\s'/]+)/.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    });
    void gone.then(([status]) => reject(new Error(`streetdate serve stopped with ${status}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}
