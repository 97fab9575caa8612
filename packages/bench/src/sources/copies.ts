import { join } from 'node:path';
import type { Source } from '@streetdate/matcher';
import { ffmpeg } from '../clips/ffmpeg.ts';
import type { MadeRendition } from './renditions.ts';

/** A copy, with what it is of. */
export interface SourceCopy {
  /** Such as `pal, small, excerpt without`. */
  readonly name: string;
  /** The truth. */
  readonly source: Source;
  /** Its file. */
  readonly path: string;
}

/** Scale and constant rate factor. */
const QUALITIES = {
  good: ['scale=854:480,setsar=1', '22'],
  small: ['scale=480:270,setsar=1', '30'],
  rough: ['scale=320:180,setsar=1', '38'],
} as const;

/** The whole, forty seconds that show the scene, and forty that do not. */
const STRETCHES = { whole: [], 'excerpt with the scene': ['-ss', '58', '-t', '40'], 'excerpt without': ['-ss', '20', '-t', '40'] } as const;

/** A screen from a seat: in perspective, dim, flickering, noisy, with the dark hall around it. */
const CAMERA =
  'scale=640:360,pad=760:428:60:30:color=0x0c0c10,perspective=x0=14:y0=8:x1=748:y1=2:x2=6:y2=424:x3=756:y3=418:sense=source,' +
  "eq=contrast=0.7:brightness='0.02*sin(2*PI*t*4)':eval=frame,gblur=sigma=1,noise=alls=10:allf=t:all_seed=7,scale=640:360,setsar=1";

/** Copies of every rendition, and of the web release by a camera, each at three qualities and of three stretches. Each is made when it is asked for. */
export async function* makeCopies(renditions: readonly MadeRendition[], folder: string): AsyncGenerator<SourceCopy> {
  const web = renditions.find(({ source }) => source === 'digital')!;
  const takes = [
    ...renditions.map((rendition) => ({ ...rendition, before: 'yadif=deint=interlaced,' })),
    { id: 'camera', source: 'camera' as const, path: web.path, before: `${CAMERA},` },
  ];
  for (const { id, source, path, before } of takes) {
    for (const [quality, [scale, crf]] of Object.entries(QUALITIES)) {
      for (const [stretch, cut] of Object.entries(STRETCHES)) {
        const copy = join(folder, `copy-${id}-${quality}-${stretch.replaceAll(' ', '-')}.mp4`);
        await ffmpeg('-i', path, ...cut, '-vf', `${before}${scale}`, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', crf, '-an', copy);
        yield { name: `${id}, ${quality}, ${stretch}`, source, path: copy };
      }
    }
  }
}
