import { execFile } from 'node:child_process';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { locateDecoder } from '@streetdate/core/internal/node';

const run = promisify(execFile);

/** Where and when figures were measured. Figures of different machines cannot be compared. */
export interface RunFacts {
  /** ISO 8601, UTC. */
  readonly date: string;
  /** The commit of the working folder, with `+` when it has changes; undefined outside a repository. */
  readonly commit: string | undefined;
  /** The processor's own name. */
  readonly processor: string;
  /** Logical cores. */
  readonly cores: number;
  /** Memory of the machine, GiB. */
  readonly memoryGiB: number;
  /** Operating system and its release. */
  readonly system: string;
  /** Version of Node. */
  readonly node: string;
  /** First line of what `ffmpeg -version` prints. */
  readonly ffmpeg: string;
  /** Processes that wanted to run when the run began, mean over a minute: above 0.5 the machine was not quiet. */
  readonly loadAverage: number;
}

/** Collects the facts of this run. Call it before measuring, so that the load average is that of other programs. */
export async function runFacts(): Promise<RunFacts> {
  const { ffmpegPath } = locateDecoder();
  const [version, commit, changes] = await Promise.all([
    run(ffmpegPath, ['-version']),
    run('git', ['rev-parse', '--short=12', 'HEAD']).catch(() => undefined),
    run('git', ['status', '--porcelain', '--untracked-files=no']).catch(() => undefined),
  ]);
  return {
    date: new Date().toISOString(),
    commit: commit && commit.stdout.trim() + (changes?.stdout ? '+' : ''),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    ffmpeg: version.stdout.split('\n', 1)[0]!.replace(/ Copyright.*/, ''),
    loadAverage: Math.round(loadavg()[0]! * 100) / 100,
  };
}
