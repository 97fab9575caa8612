import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { oneLine } from '@streetdate/core/internal';
import { locateDecoder } from '@streetdate/core/internal/node';
import { StreetdateError } from '@streetdate/core/portable';

/** A running ffmpeg that reads and writes through pipes. */
export interface Ffmpeg {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when it has ended. Rejects with what it printed where it failed. */
  readonly ended: Promise<void>;
  /** Ends it. */
  kill(): void;
}

/**
 * Starts the ffmpeg that Streetdate decodes with, on films of its owner only: it is not confined. What others made is read by core.
 * @param about - The file that messages name.
 * @param onLine - Given each line that it prints, with its level, warnings too. @defaultValue only errors are printed
 */
export function startFfmpeg(args: readonly string[], about: string, onLine?: (line: string) => void): Ffmpeg {
  const { ffmpegPath } = locateDecoder();
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    ffmpegPath,
    ['-hide_banner', '-y', '-loglevel', onLine === undefined ? 'error' : 'repeat+level+warning', ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let [printed, unfinished] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(-2000);
    if (onLine === undefined) return;
    const lines = (unfinished + text).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  child.stdin.on('error', () => {}); // It may end before it has read everything; its status tells.
  const ended = once(child, 'close').then(
    ([status]) => {
      if (status === 0) return;
      // Its first line tells the cause more often than the last ones, which tell what came of it.
      const [first = '', ...others] = new Set(printed.trim().split('\n'));
      const reason = oneLine([first, ...others.slice(-2)].join('; ')) || `it stopped with ${status}`;
      throw new StreetdateError('decoder-failed', `${about}: ffmpeg failed: ${reason}`, { path: about });
    },
    (cause) => {
      throw new StreetdateError('decoder-missing', `${ffmpegPath} cannot be run`, { path: ffmpegPath, cause });
    },
  );
  ended.catch(() => {}); // Whoever waits for it gets the error.
  return { stdin: child.stdin, stdout: child.stdout, ended, kill: () => void child.kill('SIGKILL') };
}

/** Runs ffmpeg to its end. @throws StreetdateError `decoder-failed`, `decoder-missing`; the signal's reason. */
export async function runFfmpeg(args: readonly string[], about: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const run = startFfmpeg(args, about);
  const stop = () => run.kill();
  signal?.addEventListener('abort', stop);
  run.stdin.end();
  run.stdout.resume();
  try {
    await run.ended;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/**
 * Writes to a pipe, and waits while it is full.
 * @param onWritten - Called when the bytes may be used again.
 */
export async function writeTo({ stdin, ended }: Ffmpeg, bytes: Uint8Array, onWritten?: () => void): Promise<void> {
  if (stdin.write(bytes, onWritten)) return;
  const drained = new Promise<void>((resolve) => {
    const go = () => {
      stdin.off('drain', go).off('close', go);
      resolve();
    };
    stdin.on('drain', go).on('close', go);
  });
  await Promise.race([drained, ended]);
}

/** Reads a pipe in blocks of one size. A last, shorter one is dropped. The bytes are used again after the next block. */
export async function* blocksOf(stream: Readable, blockBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  const block = new Uint8Array(blockBytes);
  let filled = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let at = 0;
    while (at < chunk.length) {
      const taken = Math.min(chunk.length - at, blockBytes - filled);
      block.set(chunk.subarray(at, at + taken), filled);
      at += taken;
      filled += taken;
      if (filled < blockBytes) continue;
      yield block;
      filled = 0;
    }
  }
}
