import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfinedJob, Confinement, Launch } from './confinement.ts';
import { ownEnvironment } from './own-environment.ts';

/** Most open files. ffmpeg has some ten. */
const MOST_FILES = 256;
/** Bytes of a block, in which `ulimit` counts. */
const BLOCK = 512;
/** Largest file that it may write where it has no folder for output, in blocks of 512 bytes: 64 MiB. */
const MOST_BLOCKS = 131_072;
/** The same with a folder: signatures of a film take 1 GiB an hour as text. */
const MOST_OUTPUT_BLOCKS = 128 * MOST_BLOCKS;
/** Seconds after the end of its CPU time until a process that ignores the signal is killed. */
const GRACE = 5;

/**
 * Limits by the shell's `ulimit`, which any POSIX system has. `prlimit` does the same, on Linux only. The shell then becomes the decoder, so
 * there is no further process. A limit that cannot be set, because a lower one is in force, is left out.
 */
export function limited(command: readonly string[], { budget, output, outputBytes }: ConfinedJob): readonly string[] {
  const { cpuSeconds, memoryBytes } = budget;
  const mostOutput = outputBytes === undefined ? MOST_OUTPUT_BLOCKS : Math.ceil(outputBytes / BLOCK);
  const limits = [
    '-c 0',
    `-n ${MOST_FILES}`,
    `-f ${output === undefined ? MOST_BLOCKS : mostOutput}`,
    `-S -t ${cpuSeconds}`,
    `-H -t ${cpuSeconds + GRACE}`,
    // Memory that it may write to. The address space also holds what is only reserved: 64 MiB for each thread.
    `-d ${Math.floor(memoryBytes / 1024)}`,
  ];
  return ['-c', `${limits.map((limit) => `ulimit ${limit} 2>/dev/null;`).join('')}exec "$@"`, 'sh', ...command];
}

/** The shell. */
export const SHELL = '/bin/sh';

/** Limits, an environment and a working folder, on any POSIX system. */
export const LIMITS: Confinement = {
  name: 'limits',
  protection: {
    limits: true,
    // macOS takes this limit and ignores it.
    memory: process.platform === 'linux',
    ownPlace: true,
    noNetwork: false,
    oneFile: false,
    noProcesses: false,
  },
  launch(job: ConfinedJob): Launch {
    const { program, args } = job;
    const { folder, release } = ownFolder();
    return {
      program: SHELL,
      args: limited([program, ...args], job),
      env: ownEnvironment(folder),
      cwd: folder,
      nested: false,
      release,
    };
  },
};

/** Only an environment and a working folder. */
export const NONE: Confinement = {
  name: 'none',
  protection: { limits: false, memory: false, ownPlace: true, noNetwork: false, oneFile: false, noProcesses: false },
  launch({ program, args }: ConfinedJob): Launch {
    const { folder, release } = ownFolder();
    return { program, args, env: ownEnvironment(folder), cwd: folder, nested: false, release };
  },
};

/** A folder for one process. A disk that is full does not stop decoding: ffmpeg then starts in the root folder, and writes nothing. */
function ownFolder(): { readonly folder: string; readonly release: () => void } {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'streetdate-decoder-'));
    return { folder, release: () => rmSync(folder, { recursive: true, force: true }) };
  } catch {
    return { folder: '/', release: () => {} };
  }
}
