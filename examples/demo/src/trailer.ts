import { runFfmpeg } from '../../../test/tools/footage.ts';
import type { Excerpt } from './uploads.ts';

/** Where its pieces begin, as shares of the excerpt, and how long each is, seconds. */
const PIECES = { at: [0.71, 0.86], seconds: 1.3 } as const;
/** The title cards before, between and after them, by their colours, and how long each is shown, seconds. */
const CARDS = { colours: ['0x203040', '0x402030', '0x101010'], seconds: 1 } as const;

/** Makes a trailer of a film: a title card, a piece of the film, and so on, ending with a card; without sound. */
export function makeTrailer(film: string, { start, seconds }: Excerpt, trailer: string): Promise<void> {
  const shape = 'scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:-1:-1,setsar=1,format=yuv420p';
  const excerpt = ['-ss', String(start), '-t', String(seconds), '-i', film];
  const cards = CARDS.colours.flatMap((colour) => ['-f', 'lavfi', '-t', String(CARDS.seconds), '-i', `color=c=${colour}:s=640x360:r=24`]);
  // fps stands before trim: after it, the ffmpeg of 2018 repeats the last frame to the end of the uncut film.
  const pieces = PIECES.at.map((share, at) => {
    const from = share * seconds;
    return `[film${at}]trim=${from}:${from + PIECES.seconds},setpts=PTS-STARTPTS,${shape}[piece${at}]`;
  });
  const titles = CARDS.colours.map((_, at) => `[${1 + at}:v:0]setsar=1,format=yuv420p[card${at}]`);
  const order = CARDS.colours.map((_, at) => `[card${at}]${at < PIECES.at.length ? `[piece${at}]` : ''}`).join('');
  const films = PIECES.at.map((_, at) => `[film${at}]`).join('');
  const graph = [
    `[0:v:0]fps=24,split=${PIECES.at.length}${films}`,
    ...pieces,
    ...titles,
    `${order}concat=n=${PIECES.at.length + CARDS.colours.length}:v=1[trailer]`,
  ];
  const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20'];
  return runFfmpeg([...excerpt, ...cards, '-filter_complex', graph.join(';'), '-map', '[trailer]', ...coded, trailer]);
}
