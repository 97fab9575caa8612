import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { StreetdateError } from '../../errors.ts';
import { installLine } from './install-line.ts';

/** Paths of the decoder's two programs. */
export interface DecoderPrograms {
  /** Path of ffmpeg. */
  readonly ffmpegPath: string;
  /** Path of ffprobe. */
  readonly ffprobePath: string;
}

/**
 * Finds ffmpeg and ffprobe through `FFMPEG_PATH` and `FFPROBE_PATH`, else on `PATH`, and ffprobe also beside ffmpeg.
 * @param env - The environment. @defaultValue `process.env`
 * @throws StreetdateError `decoder-missing`, with the command that installs ffmpeg on this system.
 */
export function locateDecoder(env: Readonly<Record<string, string | undefined>> = process.env): DecoderPrograms {
  const ffmpegPath = locate('ffmpeg', 'FFMPEG_PATH', env, []);
  const ffprobePath = locate('ffprobe', 'FFPROBE_PATH', env, [dirname(ffmpegPath)]);
  return { ffmpegPath, ffprobePath };
}

function locate(
  program: string,
  variable: string,
  env: Readonly<Record<string, string | undefined>>,
  furtherFolders: readonly string[],
): string {
  const named = env[variable];
  if (named) {
    if (isExecutable(named)) return named;
    throw new StreetdateError('decoder-missing', `${variable} is ${named}, which is not a program that can be run`, { path: named });
  }
  const fileName = process.platform === 'win32' ? `${program}.exe` : program;
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = [...folders, ...furtherFolders].map((folder) => join(folder, fileName)).find(isExecutable);
  if (found !== undefined) return found;
  throw new StreetdateError(
    'decoder-missing',
    `${program} was found neither in ${variable} nor on PATH; install it with: ${installLine()}`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
