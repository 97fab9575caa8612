import { probe } from '@streetdate/core';
import { oneLine } from '@streetdate/core/internal';
import { DecoderLog, decoderUrl } from '@streetdate/core/internal/node';
import { StreetdateError } from '@streetdate/core/portable';
import { blocksOf, startFfmpeg } from '../ffmpeg.ts';
import { rateOf } from './inspect-master.ts';
import type { MasterFacts } from './mark-set.ts';

/**
 * The frames of a master at its constant rate, from its first one on: luma, then both chroma planes of half its width and height, 8 bits. It
 * decodes the master once, from its start: containers without an index lose frames where decoding starts within them. A frame's bytes are used
 * again for the next one.
 * @param skipped - Frames that are decoded and not given.
 * @throws StreetdateError `not-media` for a film that is damaged or cut short, `no-video`, `decoder-failed`, `decoder-missing`; the signal's reason.
 */
export async function* masterFrames(
  master: string,
  { width, height, frameRate, start, seconds }: MasterFacts,
  skipped: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  signal?.throwIfAborted();
  const { video, audio } = await probe(master, { signal });
  if (video === undefined) throw new StreetdateError('no-video', `${oneLine(master)} has no picture`, { path: master });
  // The container's length may be a little wrong, and where it is that of the whole film, its sound may go on after the picture.
  const slack = (video.duration === undefined && audio.length > 0 ? 10 : 1) + 2 / rateOf(frameRate);
  const log = new DecoderLog('', audio);
  const decoder = startFfmpeg(
    [
      // Counted from the first frame: an ffmpeg that knows the time before it alone fills that time with frames at the end.
      ...['-itsoffset', (-start).toFixed(6), '-i', decoderUrl(master), '-map', `0:${video.index}`, '-an', '-sn'],
      ...['-vf', `setpts=PTS-STARTPTS,fps=${frameRate}`, '-vsync', '0', '-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1'],
    ],
    master,
    (line) => log.read(line),
  );
  decoder.stdin.end();
  const stop = () => decoder.kill();
  signal?.addEventListener('abort', stop);
  try {
    let frames = 0;
    const damaged = (reason: string) => {
      const time = `${(start + frames / rateOf(frameRate)).toFixed(1)} s`;
      const message = `${oneLine(master)} cannot be marked: it is damaged or cut short near ${time} (${reason}); give a whole master`;
      return new StreetdateError('not-media', message, { path: master });
    };
    for await (const frame of blocksOf(decoder.stdout, width * height + 2 * (width / 2) * (height / 2))) {
      // Whatever is missing in the master would be missing in every copy.
      if (log.firstLoss !== undefined) throw damaged(log.firstLoss);
      if (frames++ >= skipped) yield frame;
    }
    await decoder.ended;
    if (log.firstLoss !== undefined) throw damaged(log.firstLoss);
    if (frames / rateOf(frameRate) < seconds - slack) throw damaged(`its container states ${seconds.toFixed(1)} s of pictures`);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
