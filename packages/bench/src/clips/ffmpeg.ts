import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { locateDecoder } from '@streetdate/core/internal/node';

const execute = promisify(execFile);

/**
 * Runs the ffmpeg that Streetdate decodes with, overwriting what is there.
 * @param args - Arguments after the program's name.
 * @throws Error with what ffmpeg printed, where it fails.
 */
export async function ffmpeg(...args: readonly string[]): Promise<void> {
  const { ffmpegPath } = locateDecoder();
  await execute(ffmpegPath, ['-nostdin', '-y', '-loglevel', 'error', ...args], { maxBuffer: 16 * 1024 * 1024 });
}

/**
 * Pipes bytes through ffmpeg.
 * @param args - Its arguments: they read `pipe:0` and write `pipe:1`.
 * @param signal - Stops ffmpeg.
 * @returns All that it wrote.
 * @throws Error with what ffmpeg printed, where it fails; the signal's reason.
 */
export async function throughFfmpeg(args: readonly string[], input: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
  const child = spawn(locateDecoder().ffmpegPath, ['-loglevel', 'error', ...args], { stdio: 'pipe', signal });
  const ended = once(child, 'close');
  child.stdin.on('error', () => {}); // It may end before it has read everything; its status tells.
  child.stdin.end(input);
  try {
    const [bytes, printed, [status]] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
    if (status !== 0) throw new Error(`ffmpeg ${args.join(' ')} failed: ${printed.trim()}`);
    return bytes;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
