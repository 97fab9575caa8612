import { execFile } from 'node:child_process';
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
