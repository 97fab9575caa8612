import type { LumaFrame } from '@streetdate/core';
import { throughFfmpeg } from '../../clips/ffmpeg.ts';

/** What {@link reEncode} does, for tables. */
export const RE_ENCODED = 'H.264 at CRF 40';

/** Codes frames as a film of low quality and decodes them again. @returns As many frames, of the same size. */
export async function reEncode(frames: readonly LumaFrame[], signal: AbortSignal): Promise<LumaFrame[]> {
  const { width, height } = frames[0]!;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray'];
  // 4:2:0 has only even sizes.
  const even = ['-vf', 'pad=ceil(iw/2)*2:ceil(ih/2)*2', '-pix_fmt', 'yuv420p'];
  const coded = await throughFfmpeg(
    [
      ...raw,
      '-s',
      `${width}x${height}`,
      '-r',
      '8',
      '-i',
      'pipe:0',
      ...even,
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '40',
      '-f',
      'matroska',
      'pipe:1',
    ],
    Buffer.concat(frames.map(({ pixels }) => pixels)),
    signal,
  );
  const pixels = await throughFfmpeg(['-i', 'pipe:0', '-vf', `format=gray,crop=${width}:${height}:0:0`, ...raw, 'pipe:1'], coded, signal);
  if (pixels.length !== frames.length * width * height)
    throw new Error(`ffmpeg coded ${frames.length} frames and gave back ${pixels.length} bytes`);
  return frames.map((frame, at) => ({ ...frame, pixels: pixels.subarray(at * width * height, (at + 1) * width * height) }));
}
