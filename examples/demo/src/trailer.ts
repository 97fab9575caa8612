import { runFfmpeg } from '../../../test/tools/footage.ts';
import type { Excerpt } from './uploads.ts';

/** Where its pieces begin, as shares of the excerpt, and how long each is, seconds. */
const PIECES = { at: [0.71, 0.86], seconds: 1.3 } as const;
/** How long each title card is shown, seconds. */
const CARD = 1;

/** Makes a trailer of a film: a title card, a piece of the film, and so on, ending with a card; without sound. */
export function makeTrailer(film: string, { start, seconds }: Excerpt, trailer: string): Promise<void> {
  const shape = 'fps=24,scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:-1:-1,setsar=1,format=yuv420p';
  const inputs = PIECES.at.flatMap((share) => ['-ss', String(start + share * seconds), '-t', String(PIECES.seconds), '-i', film]);
  const cards = Array.from({ length: PIECES.at.length + 1 }, (_, at) => at);
  const card = (at: number) => [
    '-f',
    'lavfi',
    '-t',
    String(CARD),
    '-i',
    `color=c=0x${['203040', '402030', '304020', '101010'][at % 4]}:s=640x360:r=24`,
  ];
  const pictures = PIECES.at.map((_, at) => `[${at}:v:0]${shape},setpts=PTS-STARTPTS[piece${at}]`);
  const titles = cards.map((at) => `[${PIECES.at.length + at}:v:0]setsar=1,format=yuv420p[card${at}]`);
  const order = cards.map((at) => `[card${at}]${at < PIECES.at.length ? `[piece${at}]` : ''}`).join('');
  const graph = [...pictures, ...titles, `${order}concat=n=${PIECES.at.length + cards.length}:v=1[trailer]`].join(';');
  const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20'];
  return runFfmpeg([...inputs, ...cards.flatMap(card), '-filter_complex', graph, '-map', '[trailer]', ...coded, trailer]);
}
