import { join } from 'node:path';
import type { Source } from '@streetdate/matcher';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { FILM_SECONDS, type MadeFilm, SCENE } from './films.ts';
import { makeOnce } from './make-once.ts';

/** One release of a film, as it would be made. */
export interface MadeRendition {
  /** Its reference id. */
  readonly id: string;
  /** What a copy of it is a copy of. */
  readonly source: Source;
  /** Its file. */
  readonly path: string;
  /** Its length in seconds. */
  readonly seconds: number;
}

/** Seconds of the logo that the web release has in front. */
const LEAD_IN = 4;
/** NTSC's film rate. */
const FILM = '24000/1001';
const MPEG2 = ['-c:v', 'mpeg2video', '-b:v', '5M', '-maxrate', '8M', '-bufsize', '1800k', '-flags', '+ildct+ilme', '-g', '12'];
const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf'];

/**
 * Makes the releases: a PAL DVD at 25 frames a second and an NTSC DVD with 3:2 pulldown, both MPEG-2; a Blu-ray in H.264 at high quality; and a web
 * release in H.264 with a logo in front. High definition is scaled to 960 × 540, between a DVD's width and its own.
 */
export async function makeRenditions({ number, path, longer, ownTransfer }: MadeFilm, folder: string): Promise<MadeRendition[]> {
  const shorter = `select='not(between(t,${SCENE[0]},${SCENE[1]}))',setpts=N/24/TB`;
  const [discCut, webCut] = [longer === 'web' ? `${shorter},` : '', longer === 'discs' ? `${shorter},` : ''];
  const scene = SCENE[1] - SCENE[0];
  const discSeconds = FILM_SECONDS - (longer === 'web' ? scene : 0);
  const transfer = ownTransfer ? 'crop=iw*0.98:ih*0.975:iw*0.012:ih*0.008,eq=gamma=1.08:saturation=1.1,' : '';
  const make = async (name: string, source: Source, seconds: number, ...args: readonly string[]): Promise<MadeRendition> => {
    const file = join(folder, `film-${number}-${name}`);
    await makeOnce(file, (part) => ffmpeg('-i', path, ...args, '-an', part));
    return { id: name.replace(/\..*/, ''), source, path: file, seconds };
  };
  const logo = `testsrc2=size=960x540:rate=24,trim=duration=${LEAD_IN},hue=h=40*t:s=0.6,setsar=1,format=yuv420p`;
  const web = `${logo}[logo];[0:v]${webCut}setsar=1[film];[logo][film]concat=n=2:v=1[web]`;
  // Half of the films are sold at 24 frames a second, half at 23.976.
  const webRate = number % 4 < 2 ? '24' : FILM;
  const webSeconds = LEAD_IN + FILM_SECONDS - (longer === 'discs' ? scene : 0);
  return [
    await make(
      'pal.mpg',
      'disc',
      (discSeconds * 24) / 25,
      ...['-vf', `${discCut}${transfer}setpts=N/25/TB,scale=720:576`, '-r', '25', '-aspect', '16:9', ...MPEG2],
    ),
    await make(
      'ntsc.mpg',
      'disc',
      discSeconds * 1.001,
      ...['-vf', `${discCut}${transfer}setpts=N*1001/24000/TB,fps=${FILM},scale=720:480,telecine=pattern=23`],
      ...['-r', '30000/1001', '-aspect', '16:9', ...MPEG2],
    ),
    await make('bluray.mkv', 'disc', discSeconds * 1.001, '-vf', `${discCut}setpts=N*1001/24000/TB`, '-r', FILM, ...X264, '16'),
    await make(
      'web.mp4',
      'digital',
      webRate === FILM ? webSeconds * 1.001 : webSeconds,
      ...['-filter_complex', `${web};[web]setpts=N/(${webRate})/TB[retimed]`, '-map', '[retimed]', '-r', webRate, ...X264, '21'],
    ),
  ];
}
