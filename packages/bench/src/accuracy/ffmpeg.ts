import { execFile } from 'node:child_process';

/** What ffprobe says of a clip, as far as the benchmark needs it. */
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
 * Runs the ffmpeg that `FFMPEG_PATH` names, or the one on PATH, in `folder`, at low priority of threads: one filter thread each.
 * @returns What it printed on its error stream, where filters such as `volumedetect` report.
 * @throws Error with ffmpeg's last lines when it fails.
 */
export function runFfmpeg(args: readonly string[], folder: string): Promise<string> {
  const all = ['-hide_banner', '-nostdin', '-y', '-filter_threads', '1', '-filter_complex_threads', '1', ...args];
  return run(process.env.FFMPEG_PATH ?? 'ffmpeg', all, folder).then(({ stderr }) => stderr);
}

/** The first line of `ffmpeg -version`: another build encodes otherwise, so it is part of every cache key. */
export async function ffmpegVersion(): Promise<string> {
  const { stdout } = await run(process.env.FFMPEG_PATH ?? 'ffmpeg', ['-version'], '.');
  return stdout.split('\n')[0] ?? '';
}

/** Reads the facts of a clip, or undefined when it is not media with a moving picture. */
export async function readClipFacts(path: string): Promise<ClipFacts | undefined> {
  const entries = 'format=duration:stream=codec_type,width,height,avg_frame_rate,r_frame_rate,sample_aspect_ratio,duration';
  const args = ['-v', 'error', '-show_entries', entries, '-of', 'json', path];
  const result = await run(process.env.FFPROBE_PATH ?? 'ffprobe', args, '.').catch(() => undefined);
  if (result === undefined) return undefined;
  const facts = JSON.parse(result.stdout) as ProbeOutput;
  const picture = facts.streams?.find((stream) => stream.codec_type === 'video');
  const duration = Number(picture?.duration ?? facts.format?.duration);
  if (picture?.width === undefined || picture.height === undefined || !(duration > 0)) return undefined;
  const frameRate = ratio(picture.avg_frame_rate) || ratio(picture.r_frame_rate);
  if (!(frameRate > 0)) return undefined;
  const pixelShape = ratio(picture.sample_aspect_ratio?.replace(':', '/')) || 1;
  const hasSound = facts.streams?.some((stream) => stream.codec_type === 'audio') ?? false;
  return { duration, width: picture.width * pixelShape, height: picture.height, frameRate, hasSound };
}

interface ProbeOutput {
  readonly streams?: readonly {
    readonly codec_type?: string;
    readonly width?: number;
    readonly height?: number;
    readonly avg_frame_rate?: string;
    readonly r_frame_rate?: string;
    readonly sample_aspect_ratio?: string;
    readonly duration?: string;
  }[];
  readonly format?: { readonly duration?: string };
}

function ratio(text: string | undefined): number {
  const [over, under = '1'] = (text ?? '').split('/');
  const value = Number(over) / Number(under);
  return Number.isFinite(value) ? value : 0;
}

function run(program: string, args: readonly string[], cwd: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`${program} failed: ${stderr.trim().split('\n').slice(-4).join(' | ') || error.message}\n${args.join(' ')}`));
    });
  });
}
