import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const workspace = fileURLToPath(new URL('../../../', import.meta.url));

/** What a run of the bench left. */
export interface BenchRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `streetdate-bench` on the sources. @param onStart - Gets the process, for signals. */
export async function runBench(args: readonly string[], cwd: string, onStart?: (child: ChildProcess) => void): Promise<BenchRun> {
  const tsx = join(workspace, 'node_modules/tsx/dist/loader.mjs');
  const argv = ['--import', tsx, '--conditions=development', join(workspace, 'packages/bench/src/main.ts'), ...args];
  const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  onStart?.(child);
  const status = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr };
}
