import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/**
 * Gives the tests a decoder on a machine without one: the npm-packaged build of 2018, for the repository's own demo and tests only.
 * An ffmpeg named by the environment or found on PATH comes first.
 */
export function useFallbackDecoder(): void {
  const require = createRequire(import.meta.url);
  const missing = (program: string) => spawnSync(program, ['-version'], { stdio: 'ignore' }).error !== undefined;
  if (!process.env.FFMPEG_PATH && missing('ffmpeg')) process.env.FFMPEG_PATH = require('@ffmpeg-installer/ffmpeg').path;
  if (!process.env.FFPROBE_PATH && missing('ffprobe')) process.env.FFPROBE_PATH = require('@ffprobe-installer/ffprobe').path;
}
