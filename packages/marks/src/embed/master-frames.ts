import { decoderUrl } from '@streetdate/core/internal/node';
import { blocksOf, startFfmpeg } from '../ffmpeg.ts';
import type { MasterFacts } from './mark-set.ts';

/**
 * The frames of a master at its constant rate, from its first one on: luma, then both chroma planes of half its width and height, 8 bits. It
 * decodes the master once, from its start: containers without an index lose frames where decoding starts within them. A frame's bytes are used
 * again for the next one.
 * @param skipped - Frames that are decoded and not given.
 * @throws StreetdateError `decoder-failed`, `decoder-missing`; the signal's reason.
 */
export async function* masterFrames(
  master: string,
  { width, height, frameRate, start }: MasterFacts,
  skipped: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  signal?.throwIfAborted();
  const decoder = startFfmpeg(
    [
      // Counted from the first frame: an ffmpeg that knows the time before it alone fills that time with frames at the end.
      ...['-itsoffset', (-start).toFixed(6), '-i', decoderUrl(master), '-map', '0:v:0', '-an', '-sn'],
      ...['-vf', `setpts=PTS-STARTPTS,fps=${frameRate}`, '-vsync', '0', '-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1'],
    ],
    master,
  );
  decoder.stdin.end();
  const stop = () => decoder.kill();
  signal?.addEventListener('abort', stop);
  try {
    let frames = 0;
    for await (const frame of blocksOf(decoder.stdout, width * height + 2 * (width / 2) * (height / 2)))
      if (frames++ >= skipped) yield frame;
    await decoder.ended;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
