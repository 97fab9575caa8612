import { INPUT_LIMITS } from '../decoder/decoder-limits.ts';
import { feedOf } from '../decoder/feed.ts';
import { runConfined } from '../decoder/run-program.ts';
import type { MediaInput } from '../media-input.ts';
import type { MediaProbe, VideoStream } from '../probe.ts';

/** The field of each frame that is kept when a film is deinterlaced: the one that is shown first. */
export type Field = 'top' | 'bottom';

/** Codecs without interlaced coding, whose films are practically never interlaced. */
const PROGRESSIVE_CODECS = /^(?:vp8|vp9|av1|gif|apng|png|theora|flv1|h263|h261|svq|cinepak)/;

/** Broadcast and disc interlace ends at 1088 coded rows (ITU-R BT.709, BT.2020 is progressive only). */
const MOST_INTERLACED_ROWS = 1088;

/** Rows of formats that exist interlaced. A film of another size was scaled, which smears its fields. */
const INTERLACED_ROWS = new Set([240, 288, 480, 486, 512, 576, 608, 1080, 1088]);

/** Frames in each window. idet needs motion and some history. With the program's start a window costs 0.2 s of one core at 1080p. */
const WINDOW_FRAMES = 16;

/**
 * Detects interlace from the pictures, by ffmpeg's idet: flags only state how a picture was coded. It decodes three short windows, or one
 * when the film is short or declares itself progressive.
 * @param input - The film.
 * @param media - Its probe.
 * @returns The field that is shown first; undefined for a progressive film, and when nothing moved.
 */
export async function detectInterlace(
  ffmpegPath: string,
  input: MediaInput,
  media: MediaProbe & { readonly video: VideoStream },
  options: { readonly signal: AbortSignal | undefined; readonly limitSeconds: number },
): Promise<Field | undefined> {
  const { video, duration } = media;
  if (PROGRESSIVE_CODECS.test(video.codec) || video.height > MOST_INTERLACED_ROWS) return undefined;
  if (video.fieldOrder === 'progressive' && !INTERLACED_ROWS.has(video.height)) return undefined;
  const places = duration < 60 || video.fieldOrder === 'progressive' ? [0.3] : [0.25, 0.5, 0.75];
  const sum = { top: 0, bottom: 0, progressive: 0 };
  for (const place of places) {
    const counts = await lookAt(ffmpegPath, input, video, { share: place, second: Math.floor(place * duration) }, options);
    sum.top += counts.top;
    sum.bottom += counts.bottom;
    sum.progressive += counts.progressive;
  }
  // Telecined film (3:2) has two interlaced frames in every five. idet misses some when little moves.
  const interlaced = sum.top + sum.bottom;
  if (interlaced < 3 || interlaced < 0.2 * (interlaced + sum.progressive)) return undefined;
  return sum.bottom > sum.top ? 'bottom' : 'top';
}

async function lookAt(
  ffmpegPath: string,
  input: MediaInput,
  video: VideoStream,
  place: { readonly share: number; readonly second: number },
  options: { readonly signal: AbortSignal | undefined; readonly limitSeconds: number },
): Promise<{ readonly top: number; readonly bottom: number; readonly progressive: number }> {
  // ffmpeg cannot seek in a pipe: the piped bytes begin there.
  const feed = feedOf(input, place.share);
  const second = feed.stdin ? 0 : place.second;
  const { stderr } = await runConfined(
    ffmpegPath,
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'info', ...INPUT_LIMITS, '-noautorotate', '-noaccurate_seek'],
      // Deblocking does not change the result, and without it the test takes a fifth less time.
      ...['-skip_loop_filter', 'all'],
      ...(second > 0 ? ['-ss', String(second)] : []),
      ...['-i', feed.url, '-map', `0:${video.index}`, '-frames:v', String(WINDOW_FRAMES), '-vf', 'idet', '-f', 'null', '-'],
    ],
    feed.file,
    { ...options, stdin: feed.stdin },
  );
  // Newer builds initialise a filter twice. The first instance sees no frame and reports too.
  const lines = [...stderr.matchAll(/Multi frame detection: TFF: *(\d+) BFF: *(\d+) Progressive: *(\d+)/g)];
  // A window that cannot be decoded decides nothing. Decoding the film will report the error.
  const sum = (column: number) => lines.reduce((total, line) => total + Number(line[column]), 0);
  return { top: sum(1), bottom: sum(2), progressive: sum(3) };
}
