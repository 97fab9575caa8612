import { execFile } from 'node:child_process';
import { probe } from '@streetdate/core';
import { locateDecoder } from '@streetdate/core/internal/node';

/** What the benchmark needs to know of a clip. */
export interface ClipFacts {
  /** Length of the picture in seconds. */
  readonly duration: number;
  /** Width in square pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Average frames a second. */
  readonly frameRate: number;
  /** Whether there is a sound track. */
  readonly hasSound: boolean;
}

/**
 * Runs the ffmpeg that Streetdate decodes with in `folder`, with one thread for filters.
 * @returns What it printed on its error stream, where filters such as `volumedetect` report.
 * @throws Error with ffmpeg's last lines when it fails.
 */
export function runFfmpeg(args: readonly string[], folder: string): Promise<string> {
  const all = ['-hide_banner', '-nostdin', '-y', '-filter_threads', '1', '-filter_complex_threads', '1', ...args];
  return run(all, folder).then(({ stderr }) => stderr);
}

/** The first line of `ffmpeg -version`: another build encodes otherwise, so it is part of every cache key. */
export async function ffmpegVersion(): Promise<string> {
  const { stdout } = await run(['-version'], '.');
  return stdout.split('\n')[0] ?? '';
}

/** Reads the facts of a clip, or undefined when it is not media with a moving picture. */
export async function readClipFacts(path: string): Promise<ClipFacts | undefined> {
  const media = await probe(path).catch(() => undefined);
  const { video } = media ?? {};
  if (media === undefined || video?.frameRate === undefined) return undefined;
  const duration = video.duration ?? media.duration;
  if (!(duration > 0)) return undefined;
  const width = video.width * video.pixelAspect;
  return { duration, width, height: video.height, frameRate: video.frameRate, hasSound: media.audio.length > 0 };
}

function run(args: readonly string[], cwd: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(locateDecoder().ffmpegPath, args, { cwd, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`ffmpeg failed: ${stderr.trim().split('\n').slice(-4).join(' | ') || error.message}\n${args.join(' ')}`));
    });
  });
}
