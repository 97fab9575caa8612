import { join } from 'node:path';
import type { Source } from '@streetdate/matcher';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { chapterMarks } from './chapter-marks.ts';
import { FILM_SECONDS, LEAD_IN, type MadeFilm, SCENE } from './films.ts';
import { drawInsert, insertFilter } from './inserts.ts';
import { makeOnce } from './make-once.ts';
import { drawLogo, drawNotice, type Marks, overMarks } from './marks.ts';
import { delayed, LANGUAGES, laySound, MIX_RATE, type Mix, makeMix } from './soundtracks.ts';

/** One release of a film, as it would be made. */
export interface MadeRendition {
  /** Its reference id. */
  readonly id: string;
  /** What a copy of it is a copy of. */
  readonly source: Source;
  /** Its file. */
  readonly path: string;
  /** Its picture alone, of which copies are made. */
  readonly picture: string;
  /** Its length in seconds. */
  readonly seconds: number;
  /** Times the speed of the film as it was made, 24 pictures a second. */
  readonly speed: number;
  /** What its fields are, where two of a frame are not one picture: a film's, by pulldown, or mixtures of its pictures. */
  readonly fields: 'pulldown' | 'mixed' | undefined;
  /** The mix of its sound, and how many channels it has. */
  readonly mix: Mix;
  readonly channels: number;
  /** Seconds in front of the film. */
  readonly leadIn: number;
  /** What is burned into all of it; undefined for nothing. */
  readonly marks: Marks | undefined;
  /** Where its chapters begin, seconds, as a disc's tables say it; none on the web. */
  readonly chapters: readonly number[];
}

/** Whether a release is of standard definition. */
export const isDvd = (id: string): boolean => id === 'pal' || id === 'ntsc' || id === 'screener';

/** Seconds of a station's own picture before a film, and of the card before a screener. */
const [STATION, CARD] = [3, 7];

/** NTSC's film rate. */
const FILM = '24000/1001';
const MPEG2 = ['-c:v', 'mpeg2video', '-b:v', '5M', '-maxrate', '8M', '-bufsize', '1800k', '-flags', '+ildct+ilme', '-g', '12'];
/** What a broadcast has for its 25 frames a second, each in two fields that were one picture. */
const BROADCAST = ['-c:v', 'mpeg2video', '-b:v', '8M', '-maxrate', '12M', '-bufsize', '4M', '-flags', '+ildct+ilme', '-g', '12'];
const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf'];

/** What a master in BT.709, as all of high definition is, goes through for a DVD: standard definition is in BT.601, whose luma has more red and blue. */
const TO_DVD_COLOURS = 'colormatrix=bt709:bt601';

/** Fifty fields a second of a film, each a mixture of the two pictures around its time. */
const MIXED = 'framerate=fps=50:interp_start=0:interp_end=255:scene=100';

/** How the sound of releases is coded; of others it is AC-3. */
const CODECS: Partial<Record<Source, readonly string[]>> = {
  digital: ['-c:a', 'aac', '-b:a', '128k'],
  broadcast: ['-c:a', 'mp2', '-b:a', '192k'],
};

/** A release before it is made. */
interface Plan {
  readonly id: string;
  readonly source: Source;
  /** Name endings of its picture alone and of the whole. */
  readonly files: readonly [string, string];
  /** Whether it has the scene that not every edition has. */
  readonly hasScene: boolean;
  /** Seconds in front of the film at its own speed. */
  readonly leadIn: number;
  /** Times the speed of the film as it was made. */
  readonly speed: number;
  readonly fields?: MadeRendition['fields'];
  /** What is burned into all of it. */
  readonly marks?: Marks;
  /** What is done to the level of its sound, as ffmpeg's filters. */
  readonly level?: readonly string[];
  /** ffmpeg's arguments for its picture. */
  readonly picture: readonly string[];
}

/**
 * Makes the releases: a PAL DVD at 25 frames a second, of which one half run faster, their sound higher by as much, and the other half have mixed fields; an NTSC DVD with 3:2 pulldown, both MPEG-2 in the colours of standard definition; a Blu-ray in H.264 at high
 * quality; a web release in H.264 with a logo in front; a broadcast at 25 frames a second with its station's picture in front, logo over all of it and sound at a broadcast's level; and a screener, an NTSC DVD
 * with a card in front, a notice and a counter over all of it. Discs and broadcasts of another country have its language in the picture where something is read, as studios make it. The broadcast has the web's edition, the screener the discs'. High definition is scaled to 960 × 540, between a DVD's width and its own.
 */
export async function makeRenditions(film: MadeFilm, folder: string): Promise<MadeRendition[]> {
  const renditions: MadeRendition[] = [];
  const marks = {
    logo: await drawLogo(film.number, 960, 540, folder),
    notice: await drawNotice(film.number, 720, 480, folder),
  };
  const insert = film.sound === 'language' ? insertFilter(await drawInsert(film.number, folder)) : '';
  for (const plan of plansOf(film, marks, insert)) renditions.push(await makeRendition(film, plan, folder));
  return renditions;
}

function plansOf(
  { longer, ownTransfer, webRate, pal }: MadeFilm,
  { logo: stationLogo, notice }: Readonly<Record<'logo' | 'notice', Marks>>,
  insert: string,
): Plan[] {
  const shorter = `select='not(between(t,${SCENE[0]},${SCENE[1]}))',setpts=N/24/TB`;
  const [discCut, webCut] = [longer === 'web' ? `${shorter},` : '', longer === 'discs' ? `${shorter},` : ''];
  const transfer = ownTransfer ? 'crop=iw*0.98:ih*0.975:iw*0.012:ih*0.008,eq=gamma=1.08:saturation=1.1,' : '';
  const disc = { source: 'disc', hasScene: longer !== 'web', leadIn: 0 } as const;
  const logo = `testsrc2=size=960x540:rate=24,trim=duration=${LEAD_IN},hue=h=40*t:s=0.6,setsar=1,format=yuv420p`;
  const web = `${logo}[logo];[0:v]${webCut}setsar=1[film];[logo][film]concat=n=2:v=1[web]`;
  const station = `rgbtestsrc=size=960x540:rate=24,trim=duration=${STATION},hue=h=60*t:s=0.5,setsar=1,format=yuv420p[station]`;
  const broadcast = `${station};[0:v]${insert}${webCut}setsar=1[cut];[station][cut]concat=n=2:v=1[film];${overMarks(stationLogo, '24')}`;
  const card = `smptehdbars=size=960x540:rate=24,trim=duration=${CARD},hue=s=0,setsar=1,format=yuv420p[card]`;
  const toScreener = `setpts=N*1001/24000/TB,fps=${FILM},${TO_DVD_COLOURS},scale=720:480,setsar=1`;
  const screener = `${card};[0:v]${discCut}setsar=1[cut];[card][cut]concat=n=2:v=1,${toScreener}[film];${overMarks(notice, FILM)}`;
  return [
    {
      ...disc,
      id: 'pal',
      files: ['picture.mpg', 'vob'],
      ...(pal === 'mixed' ? { speed: 1 / 1.001, fields: 'mixed' } : { speed: 25 / 24 }),
      picture: [
        '-vf',
        `${insert}${discCut}${transfer}${pal === 'mixed' ? `setpts=N*1001/24000/TB,fps=${FILM},${MIXED}` : 'setpts=N/25/TB'},${TO_DVD_COLOURS},scale=720:576${pal === 'mixed' ? ',interlace=lowpass=off' : ''}`,
        '-r',
        '25',
        '-aspect',
        '16:9',
        ...MPEG2,
      ],
    },
    {
      ...disc,
      id: 'ntsc',
      files: ['picture.mpg', 'vob'],
      speed: 1 / 1.001,
      fields: 'pulldown',
      picture: [
        ...['-vf', `${insert}${discCut}${transfer}setpts=N*1001/24000/TB,fps=${FILM},${TO_DVD_COLOURS},scale=720:480,telecine=pattern=23`],
        ...['-r', '30000/1001', '-aspect', '16:9', ...MPEG2],
      ],
    },
    {
      ...disc,
      id: 'bluray',
      files: ['picture.mkv', 'm2ts'],
      speed: 1 / 1.001,
      picture: ['-vf', `${insert}${discCut}setpts=N*1001/24000/TB`, '-r', FILM, ...X264, '16'],
    },
    {
      id: 'web',
      source: 'digital',
      files: ['picture.mp4', 'mp4'],
      hasScene: longer !== 'discs',
      leadIn: LEAD_IN,
      speed: webRate === FILM ? 1 / 1.001 : 1,
      picture: ['-filter_complex', `${web};[web]setpts=N/(${webRate})/TB[retimed]`, '-map', '[retimed]', '-r', webRate, ...X264, '21'],
    },
    {
      id: 'broadcast',
      source: 'broadcast',
      files: ['picture.mpg', 'ts'],
      hasScene: longer !== 'discs',
      leadIn: STATION,
      speed: 25 / 24,
      marks: stationLogo,
      // To 23 LUFS below full scale, as EBU R 128 has it.
      level: ['loudnorm=I=-23', 'aresample=48000'],
      picture: [
        ...['-i', stationLogo.path, '-filter_complex', `${broadcast};[marked]setpts=N/25/TB[retimed]`, '-map', '[retimed]', '-r', '25'],
        ...BROADCAST,
      ],
    },
    {
      id: 'screener',
      source: 'screener',
      files: ['picture.mpg', 'vob'],
      hasScene: longer !== 'web',
      leadIn: CARD,
      speed: 1 / 1.001,
      fields: 'pulldown',
      marks: notice,
      picture: [
        ...['-i', notice.path, '-filter_complex', `${screener};[marked]telecine=pattern=23[fields]`, '-map', '[fields]'],
        ...['-r', '30000/1001', '-aspect', '16:9', ...MPEG2],
      ],
    },
  ];
}

async function makeRendition({ number, path: master, sound }: MadeFilm, plan: Plan, folder: string): Promise<MadeRendition> {
  const { id, source, hasScene, leadIn, speed, fields, marks, level = [] } = plan;
  const [picture, path] = plan.files.map((ending) => join(folder, `film-${number}-${id}.${ending}`)) as [string, string];
  await makeOnce(picture, (part) => ffmpeg('-i', master, ...plan.picture, '-an', part));
  // The discs and the broadcast are those of another country.
  const mix = (source === 'disc' || source === 'broadcast') && sound === 'language' ? 'dubbed' : 'original';
  const channels = source === 'disc' && sound === 'layout' ? 6 : 2;
  const file = await makeMix(number, mix, FILM_SECONDS, folder);
  const filters = [
    ...(hasScene ? [] : [`aselect='not(between(t,${SCENE[0]},${SCENE[1]}))',asetpts=N/SR/TB`]),
    `asetrate=${Math.round(MIX_RATE * speed)},aresample=48000`,
    ...delayed(leadIn / speed),
    ...level,
  ];
  const codec = CODECS[source] ?? (channels === 6 ? ['-c:a', 'ac3', '-b:a', '384k'] : ['-c:a', 'ac3', '-b:a', '192k']);
  const encode = ['-ac', String(channels), ...codec];
  await makeOnce(path, (part) => laySound(picture, { input: ['-i', file], filters, encode, language: LANGUAGES[mix] }, part));
  const seconds = (leadIn + FILM_SECONDS - (hasScene ? 0 : SCENE[1] - SCENE[0])) / speed;
  const chapters = source === 'disc' ? chapterMarks(hasScene, speed) : [];
  return { id, source, path, picture, seconds, speed, fields, mix, channels, leadIn: leadIn / speed, marks, chapters };
}
