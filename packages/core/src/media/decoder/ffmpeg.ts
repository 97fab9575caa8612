import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import type { BlockStore } from '../../block-store.ts';
import { FRAME_TIMES } from '../frames/frame-times.ts';
import { BlockSink } from './block-sink.ts';
import type { Confinement, Launch } from './confinement/confinement.ts';
import { type DecoderBudget, type Overrun, overrunOf } from './decoder-budget.ts';
import type { Feed } from './feed.ts';
import { killDecoder } from './kill-decoder.ts';
import { signalOf } from './run-launch.ts';

/** A job for ffmpeg: read one file, write raw bytes. */
export interface FfmpegJob {
  /** Path of the program. */
  readonly program: string;
  /** How it is confined, see {@link confinementFor}. */
  readonly confinement: Confinement;
  /** What it may use. */
  readonly budget: DecoderBudget;
  /** What it reads. */
  readonly feed: Feed;
  /** Arguments before the file, two or more. */
  readonly inputOptions: readonly string[];
  /** Arguments after the file, two or more. */
  readonly outputOptions: readonly string[];
  /** Bytes in a block of output, such as a picture. */
  readonly blockBytes: number;
  /** Blocks that may wait for the reader before ffmpeg is held up. */
  readonly mostBlocks: number;
  /** The source of the blocks' memory. @defaultValue each block has memory of its own */
  readonly store?: BlockStore | undefined;
  /** Called with each line of the standard error output. */
  readonly onLine: (line: string) => void;
  /** A second output of the same film, and its receiver. @defaultValue nothing */
  readonly second?: { readonly outputOptions: readonly string[]; readonly output: Writable } | undefined;
  /** Takes the text that the options write to {@link FRAME_TIMES}, as it comes. @defaultValue nothing is written there */
  readonly onTimes?: ((text: string) => void) | undefined;
}

/** The file descriptor of the second output, after those of input, output and errors. */
const SECOND = 3;

/** The file descriptor that nobody writes to. It closes when the decoder and everything around it has ended. */
const LIFE = 5;

/** Lines that are kept to tell why ffmpeg failed. */
const LAST_LINES = 20;

/** The internals of fluent-ffmpeg that are used. */
interface Insides {
  readonly ffmpegProc?: ChildProcess;
  _spawnFfmpeg(args: string[], options: object, ...callbacks: unknown[]): void;
}

/** A running ffmpeg. */
export interface FfmpegRun {
  /** Its standard output. A slow reader holds ffmpeg up. It ends once ffmpeg has ended and everything came through. */
  readonly output: BlockSink;
  /** Why ffmpeg failed; undefined while it runs and when it ended well. Known when the output ends. */
  failure(): Error | undefined;
  /** Which limit ended ffmpeg; undefined for another end. Known when the output ends. */
  overrun(): Overrun | undefined;
  /** Kills it if it still runs. @returns Once the process is gone. */
  stop(): Promise<void>;
}

/**
 * Starts ffmpeg. The only file that imports fluent-ffmpeg, which is archived. It uses its spawning, its splitting of standard error into
 * lines and its piping: an afternoon's work to replace.
 */
export function startFfmpeg(job: FfmpegJob): FfmpegRun {
  const output = new BlockSink(job.blockBytes, job.mostBlocks, job.store);
  const { second, onTimes, feed, budget } = job;
  const source = feed.stdin ?? feed.url;
  const command = ffmpeg({ source, stdoutLines: 20 }).setFfmpegPath(job.program) as ffmpeg.FfmpegCommand & Insides;
  // Spread, because it splits the strings of an array at their spaces.
  command
    .inputOptions(...job.inputOptions)
    .outputOptions(...(second ? [...second.outputOptions, `pipe:${SECOND}`] : []), ...job.outputOptions);
  // Before its first job it would ask ffmpeg for all formats and encoders, twice, and nothing could stop that. So the answers that it needs
  // are set here.
  Object.assign(command, {
    availableFormats: (done: (error: null, formats: object) => void) => done(null, { rawvideo: { canMux: true }, s16le: { canMux: true } }),
    availableEncoders: (done: (error: null, encoders: object) => void) => done(null, {}),
  });

  let launch: Launch | undefined;
  // It pipes only standard output, and passes options on to `spawn`.
  const spawn = command._spawnFfmpeg;
  command._spawnFfmpeg = (args, options, ...callbacks) => {
    const file = feed.file === undefined ? undefined : resolve(feed.file);
    launch = job.confinement.launch({ program: resolve(job.program), args, input: file, budget });
    command.setFfmpegPath(launch.program);
    const stdio = ['pipe', 'pipe', 'pipe', second ? 'pipe' : 'ignore', onTimes ? 'pipe' : 'ignore', launch.nested ? 'pipe' : 'ignore'];
    const { env, cwd } = launch;
    spawn.call(command, [...launch.args], { ...options, stdio, env, cwd }, ...callbacks);
  };

  let child: ChildProcess | undefined;
  const kill = () => child !== undefined && launch !== undefined && killDecoder(child, launch);
  let stopped = false;
  let failure: Error | undefined;
  let overrun: Overrun | undefined;
  // ffmpeg's pipes may run dry before or after its exit is known. If the pipe alone ended the output, a missing file would be an empty
  // film. If the command alone did, the last frames or their times would be lost in a pipe. So the output ends when all of them have ended.
  const drained = new Promise<void>((resolve) => output.once('unpipe', () => resolve()));
  let closed: Promise<void> | undefined;
  const gone = new Promise<void>((settle) => {
    const end = (cause?: Error) => {
      ({ failure, overrun } = faultOf(cause, launch, lines));
      // fluent-ffmpeg may report the end before the process is gone. If it never started there is nothing to wait for.
      if (child?.pid !== undefined) return void Promise.all([drained, closed]).then(() => output.end());
      output.end();
      launch?.release();
      settle();
    };
    command.on('end', () => end()).on('error', end);
    command.on('start', () => {
      child = command.ffmpegProc;
      const pipes = child?.stdio as readonly (Readable | null | undefined)[] | undefined;
      if (second) pipes?.[SECOND]?.on('error', () => {}).pipe(second.output);
      if (onTimes)
        pipes?.[FRAME_TIMES]
          ?.on('error', () => {})
          .setEncoding('latin1')
          .on('data', onTimes);
      const life = (child?.stdio as readonly (Readable | null | undefined)[] | undefined)?.[LIFE];
      const ended = new Promise<void>((done) => child?.once('exit', () => done()));
      const empty = new Promise<void>((done) => (life ? life.on('error', () => {}).once('close', () => done()) : done()));
      life?.resume();
      void Promise.all([ended, empty]).then(() => {
        launch?.release();
        settle();
      });
      closed = new Promise((done) => child?.once('close', () => done()));
      if (stopped) kill();
    });
  });
  // An early line may tell the reason: ffmpeg says goodbye after it.
  const lines: string[] = [];
  command.on('stderr', (line: string) => {
    if (lines.push(line) > LAST_LINES) lines.shift();
    job.onLine(line);
  });
  command.pipe(output, { end: false });

  return {
    output,
    failure: () => failure,
    overrun: () => overrun,
    async stop() {
      stopped = true;
      kill();
      output.destroy();
      second?.output.destroy();
      feed.stdin?.destroy();
      await gone;
    },
  };
}

/** What went wrong. In a sandbox, a signal that ended ffmpeg shows as an exit status. */
function faultOf(
  cause: Error | undefined,
  launch: Launch | undefined,
  lines: readonly string[],
): { readonly failure: Error | undefined; readonly overrun: Overrun | undefined } {
  if (cause === undefined) return { failure: undefined, overrun: undefined };
  const status = Number(/^ffmpeg exited with code (\d+)/.exec(cause.message)?.[1] ?? Number.NaN);
  const nestedSignal = launch && signalOf(launch, Number.isNaN(status) ? null : status);
  const signal = nestedSignal ?? /^ffmpeg was killed with signal (\w+)/.exec(cause.message)?.[1];
  return {
    failure: nestedSignal === undefined ? cause : new Error(`ffmpeg was killed with signal ${nestedSignal}`, { cause }),
    overrun: overrunOf(signal, `${lines.join('\n')}\n${cause.message}`),
  };
}
