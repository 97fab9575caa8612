/** A stream to write text to: a process stream, or a test's. */
export interface TextStream extends NodeJS.WritableStream {
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
}

/** The parts of its process that a run of the command uses. Tests pass their own. */
export interface Io {
  /** What is sent to the command. @defaultValue nothing */
  readonly stdin?: NodeJS.ReadableStream;
  /** Results only. */
  readonly stdout: TextStream;
  /** Progress, notes and errors. */
  readonly stderr: TextStream;
  /** Aborted when the user wants the command to stop; the reason is an {@link Interrupt}. */
  readonly signal: AbortSignal;
  /** Environment variables that decide about colour. @defaultValue none */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The instant that counts as now. */
  readonly now: () => Date;
  /** Milliseconds between two lines of progress where there is no terminal. @defaultValue 15,000, so that the log of a night stays readable */
  readonly progressEveryMs?: number;
}

/** Why a run was aborted: the signal that the process received. */
export class Interrupt extends Error {
  override readonly name = 'Interrupt';
  /** The signal's name. */
  readonly signalName: 'SIGINT' | 'SIGTERM';

  constructor(signalName: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signalName}`);
    this.signalName = signalName;
  }
}
