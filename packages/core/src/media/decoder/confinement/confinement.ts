import type { DecoderBudget } from '../decoder-budget.ts';

/** A decoder process to start. */
export interface ConfinedJob {
  /** Absolute path of ffmpeg, ffprobe, Node, or a program that reads images of disks. */
  readonly program: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** Absolute path of the one file that it reads. @defaultValue it reads none, or bytes that are piped to it */
  readonly input?: string | undefined;
  /** Absolute paths of further files that it reads, such as the segments of an image of a disk. @defaultValue none */
  readonly furtherInputs?: readonly string[] | undefined;
  /** Absolute path of a folder that it writes to. @defaultValue it writes none */
  readonly output?: string | undefined;
  /** Most bytes of a file that it writes there. @defaultValue 8 GiB */
  readonly outputBytes?: number | undefined;
  /** Absolute paths of folders that it loads code from, beside those of the system. @defaultValue none */
  readonly libraries?: readonly string[] | undefined;
  /** What it may use. */
  readonly budget: DecoderBudget;
}

/** How a confined process is started. */
export interface Launch {
  /** The program to spawn. */
  readonly program: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The folder that it starts in. */
  readonly cwd: string;
  /**
   * Whether the decoder is not the spawned process itself, but below it: it ends a moment after that one is killed, and a signal that ends
   * it shows as exit status 128 + its number.
   */
  readonly nested: boolean;
  /** Removes what the process had for itself, once it is gone. */
  readonly release: () => void;
}

/** What a confinement protects from, each in force or not. */
export interface Protection {
  /** CPU time, open files and written files are limited. */
  readonly limits: boolean;
  /** Memory is limited. */
  readonly memory: boolean;
  /** The decoder has an environment and a working folder of its own. */
  readonly ownPlace: boolean;
  /** The decoder has no network. */
  readonly noNetwork: boolean;
  /** The decoder sees only the file that it reads and its own program. It can change nothing. */
  readonly oneFile: boolean;
  /** The decoder sees no other process. */
  readonly noProcesses: boolean;
}

/** A way to confine decoder processes. */
export interface Confinement {
  /** Its name. */
  readonly name: 'bubblewrap' | 'limits' | 'none';
  /** What it protects from on this system. */
  readonly protection: Protection;
  /** Why a stronger one is not used; undefined when there is none. */
  readonly weakness?: string | undefined;
  /** Plans the start of a process. */
  launch(job: ConfinedJob): Launch;
}
