import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import type { BlockStore } from '../../block-store.ts';
import { FRAME_TIMES } from '../frames/frame-times.ts';
import { BlockSink } from './block-sink.ts';

/** A job for ffmpeg: read one file, write raw bytes. */
export interface FfmpegJob {
  /** Path of the program. */
  readonly program: string;
  /** What to read: a file's {@link decoderUrl}, or bytes to pipe to it. */
  readonly source: string | Readable;
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
  /** Kills it if it still runs. @returns Once the process is gone. */
  stop(): Promise<void>;
}

/**
 * Starts ffmpeg. The only file that imports fluent-ffmpeg, which is archived. It uses its spawning, its splitting of standard error into
 * lines and its piping: an afternoon's work to replace.
 */
export function startFfmpeg(job: FfmpegJob): FfmpegRun {
  const output = new BlockSink(job.blockBytes, job.mostBlocks, job.store);
  const command = ffmpeg({ source: job.source, stdoutLines: 20 }).setFfmpegPath(job.program) as ffmpeg.FfmpegCommand & Insides;
  const { second, onTimes } = job;
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

  if (second || onTimes) {
    // It pipes only standard output, and passes options on to `spawn`.
    const spawn = command._spawnFfmpeg;
    const stdio = ['pipe', 'pipe', 'pipe', second ? 'pipe' : 'ignore', onTimes ? 'pipe' : 'ignore'];
    command._spawnFfmpeg = (args, options, ...callbacks) => spawn.call(command, args, { ...options, stdio }, ...callbacks);
  }

  let child: ChildProcess | undefined;
  let stopped = false;
  let failure: Error | undefined;
  // ffmpeg's pipes may run dry before or after its exit is known. If the pipe alone ended the output, a missing file would be an empty
  // film. If the command alone did, the last frames or their times would be lost in a pipe. So the output ends when all of them have ended.
  const drained = new Promise<void>((resolve) => output.once('unpipe', () => resolve()));
  let closed: Promise<void> | undefined;
  const gone = new Promise<void>((resolve) => {
    const end = (cause?: Error) => {
      failure = cause;
      // fluent-ffmpeg may report the end before the process is gone. If it never started there is nothing to wait for.
      if (child?.pid !== undefined) return void Promise.all([drained, closed]).then(() => output.end());
      output.end();
      resolve();
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
      child?.once('exit', () => resolve());
      closed = new Promise((settle) => child?.once('close', () => settle()));
      if (stopped) child?.kill('SIGKILL');
    });
  });
  command.on('stderr', job.onLine);
  command.pipe(output, { end: false });

  return {
    output,
    failure: () => failure,
    async stop() {
      stopped = true;
      child?.kill('SIGKILL');
      output.destroy();
      second?.output.destroy();
      if (typeof job.source !== 'string') job.source.destroy();
      await gone;
    },
  };
}
