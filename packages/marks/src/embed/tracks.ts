import { type MediaProbe, probe } from '@streetdate/core';
import { oneLine } from '@streetdate/core/internal';
import { decoderUrl } from '@streetdate/core/internal/node';
import { StreetdateError } from '@streetdate/core/portable';
import { startFfmpeg, writeTo } from '../ffmpeg.ts';

/** Subtitles that are text: each container of copies has its own form of them. Others are pictures, which MP4 does not take. */
const TEXT_SUBTITLES = ['ass', 'mov_text', 'ssa', 'subrip', 'text', 'webvtt'];

/** Containers of copies that are files. */
export type CopyContainer = 'mkv' | 'mp4';

/**
 * Arguments of ffmpeg that join the picture of its first input with the sound, subtitles and chapters of its second, the master, without
 * encoding.
 */
export function trackArguments({ subtitles }: Pick<MediaProbe, 'subtitles'>, container: CopyContainer): string[] {
  const isMp4 = container === 'mp4';
  const kept = subtitles.map(({ codec }, at) => ({ codec, at })).filter(({ codec }) => !isMp4 || TEXT_SUBTITLES.includes(codec));
  return [
    ...['-map', '0:v:0', '-map', '1:a?', ...kept.flatMap(({ at }) => ['-map', `1:s:${at}`])],
    ...['-map_metadata', '-1', '-map_chapters', '1', '-c', 'copy'],
    ...kept.flatMap(({ codec }, to) => (isMp4 ? [`-c:s:${to}`, 'mov_text'] : codec === 'mov_text' ? [`-c:s:${to}`, 'subrip'] : [])),
  ];
}

/**
 * Tries whether a container takes the sound and subtitles of a master, before hours of rendering: writes one black picture and their first
 * second to nowhere.
 * @throws StreetdateError `not-media` when it does not; as of `probe`.
 */
export async function checkTracks(master: string, container: CopyContainer, signal?: AbortSignal): Promise<void> {
  const tracks = trackArguments(await probe(master, { signal }), container);
  const picture = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '16x16', '-i', 'pipe:0'];
  const format = container === 'mp4' ? ['-movflags', 'empty_moov+frag_keyframe', '-f', 'mp4'] : ['-f', 'matroska'];
  const trial = startFfmpeg([...picture, '-i', decoderUrl(master), ...tracks, '-c:v', 'libx264', '-t', '1', ...format, 'pipe:1'], master);
  const stop = () => trial.kill();
  signal?.addEventListener('abort', stop);
  trial.stdout.resume();
  try {
    await writeTo(trial, new Uint8Array((16 * 16 * 3) / 2));
    trial.stdin.end();
    await trial.ended;
  } catch (cause) {
    signal?.throwIfAborted();
    if (!(cause instanceof StreetdateError) || cause.code !== 'decoder-failed') throw cause;
    const reason = cause.message.slice(cause.message.indexOf('ffmpeg failed: '));
    const message = `${oneLine(master)}: its sound or subtitles do not go into ${container}: ${reason}; take another container`;
    throw new StreetdateError('not-media', message, { path: master, cause });
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
