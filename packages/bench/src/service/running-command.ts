import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endingWithUs } from './private-servers.ts';

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
  child.stderr?.pipe(process.stderr);
  const [status] = await once(child, 'close');
  if (status !== 0 && status !== 1) throw new Error(`streetdate ${args[0]} stopped with ${status}`);
  return printed;
}

/** How `streetdate serve` is started. */
export interface ServeOptions {
  /** Variables beside those of this process. @defaultValue none */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it is started again, after a second, when it ends by itself. @defaultValue false */
  readonly isKeptAlive?: boolean;
}

/** Where a service answers, and what lets in whoever started it. */
export interface Entrance {
  /** An empty text for a worker. */
  readonly url: string;
  /** Sent with each request. */
  readonly headers: { readonly authorization: string };
}

/** `streetdate serve`, as a process of its own. */
export interface ServeProcess extends Entrance {
  /** Its process. */
  readonly pid: number;
  /** Times that it ended by itself and was started again. */
  readonly crashes: number;
  /** What it said last on its standard error. */
  readonly said: string;
  /** Ends it and waits for its end. @defaultValue SIGTERM, which lets it end in order */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again after {@link stop}. @returns Once it answers or works. @throws Error when it ends before. */
  start(): Promise<void>;
}

/** Wait before a process that ended by itself is started again, milliseconds. */
const RESTART_MS = 1000;

/** What it prints when it is ready: its address, and the token of this machine after a #. */
const READY = /Streetdate (?:works|searches|answers at (http:\/\/[^\s'/]+)\n.*#(\S+)\n)/;

/** Starts `streetdate serve`. @returns Once it answers or works. @throws Error when it ends before. */
export async function startServe(args: readonly string[], { env = {}, isKeptAlive = false }: ServeOptions = {}): Promise<ServeProcess> {
  let child: ChildProcess;
  let [url, token, said] = ['', '', ''];
  let crashes = 0;
  let isWanted = false;
  const launch = async (): Promise<void> => {
    isWanted = true;
    const started = start(['serve', ...args], env);
    child = started;
    let [printed, wasReady] = ['', false];
    await new Promise<void>((resolve, reject) => {
      started.stderr?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-4000)));
      started.stdout?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const found = READY.exec(printed);
        if (found === null || wasReady) return;
        wasReady = true;
        [url, token] = [found[1] ?? '', found[2] ?? ''];
        resolve();
      });
      started.once('close', (status, signal) => {
        reject(new Error(`streetdate serve stopped with ${status ?? signal}: ${said}`));
        if (!wasReady || !isWanted || !isKeptAlive) return;
        crashes++;
        void startAgain();
      });
    });
  };
  const startAgain = async (): Promise<void> => {
    while (isWanted) {
      await sleep(RESTART_MS);
      if (!isWanted) return;
      try {
        return await launch();
      } catch {
        // Its servers are away. It is tried again.
      }
    }
  };
  await launch();
  return {
    get pid() {
      return child.pid ?? 0;
    },
    get url() {
      return url;
    },
    get headers() {
      return { authorization: `Bearer ${token}` };
    },
    get crashes() {
      return crashes;
    },
    get said() {
      return said;
    },
    stop: async (signal = 'SIGTERM') => {
      isWanted = false;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const end = once(child, 'exit');
      child.kill(signal);
      await end;
    },
    start: launch,
  };
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const [program, options] = endingWithUs(process.execPath, [COMMAND, ...args]);
  return spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
}
