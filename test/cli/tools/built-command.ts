import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Run } from './streetdate.ts';

const workspace = fileURLToPath(new URL('../../../', import.meta.url));
const program = fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url));

/** Path of the built command; it is built first where it is not. */
export function builtCommand(): string {
  if (!existsSync(program)) {
    const { status, stdout, stderr } = spawnSync('npx', ['tsc', '-b', 'packages/cli'], { cwd: workspace, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the command could not be built: ${stdout}${stderr}`);
  }
  return program;
}

/** How a process is started. */
export interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The user that it runs as. */
  readonly uid?: number;
  /** Whether something is sent to it. @defaultValue ignore */
  readonly stdin?: 'ignore' | 'pipe';
}

/** Starts the built command as a process of its own. */
export function startBuilt(argv: readonly string[], options: ProcessOptions = {}): { process: ChildProcess; end: Promise<Run> } {
  const { env, stdin = 'ignore', ...rest } = options;
  const child = spawn(process.execPath, [builtCommand(), ...argv], {
    ...rest,
    env: { ...process.env, ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const end = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? -1, stdout, stderr }));
  });
  return { process: child, end };
}

/** Runs the built command to its end. */
export function runBuilt(argv: readonly string[], options: ProcessOptions = {}): Promise<Run> {
  return startBuilt(argv, options).end;
}
