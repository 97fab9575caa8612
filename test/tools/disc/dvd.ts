import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../footage.ts';
import { madeOnce } from '../made-once.ts';
import { runProgram } from './write-disc.ts';

/** Programs that a test's DVD is made with. */
export const DVD_PROGRAMS = ['dvdauthor', 'genisoimage'];

/** Makes a program stream for a DVD with moving pictures and one sound stream for each frequency. */
export async function makeVob(
  path: string,
  standard: 'ntsc' | 'pal',
  seconds: number,
  options: { readonly tones?: readonly number[]; readonly picture?: string } = {},
): Promise<void> {
  const { tones = [440], picture = 'testsrc2' } = options;
  const [size, rate] = standard === 'ntsc' ? ['720x480', '30000/1001'] : ['720x576', '25'];
  const sounds = tones.flatMap((tone) => ['-f', 'lavfi', '-i', `sine=${tone}:d=${seconds}`]);
  const maps = tones.flatMap((_, at) => ['-map', String(at + 1)]);
  await runFfmpeg([
    ...['-f', 'lavfi', '-i', `${picture}=s=${size}:r=${rate}:d=${seconds}`, ...sounds, '-map', '0', ...maps],
    ...['-target', `${standard}-dvd`, '-b:v', '1500k', '-aspect', '16:9', path],
  ]);
}

/**
 * Authors a DVD with `dvdauthor`: 1 film of two VOBs (6 s with chapters at 0, 2 and 4 s, then 4 s; sound in English and French), 2 the second VOB
 * alone, 3 another VOB in a title set of its own. The disc starts with title 1.
 * @returns The folder with `VIDEO_TS`.
 */
export async function authorDvd(folder: string, standard: 'ntsc' | 'pal' = 'ntsc'): Promise<string> {
  await mkdir(folder, { recursive: true });
  const disc = join(folder, 'disc');
  await makeVob(join(folder, 'a.mpg'), standard, 6, { tones: [440, 880] });
  await makeVob(join(folder, 'b.mpg'), standard, 4, { tones: [330, 660], picture: 'testsrc' });
  await makeVob(join(folder, 'c.mpg'), standard, 3, { picture: 'smptebars' });
  const vob = (name: string, chapters = '') => `<vob file="${join(folder, name)}"${chapters && ` chapters="${chapters}"`}/>`;
  const video = `<video format="${standard}" aspect="16:9"/>`;
  await writeFile(
    join(folder, 'disc.xml'),
    `<dvdauthor dest="${disc}" jumppad="0"><vmgm><fpc>jump title 1;</fpc></vmgm>
      <titleset><titles>${video}<audio lang="en"/><audio lang="fr"/>
        <pgc>${vob('a.mpg', '0,2,4')}${vob('b.mpg')}</pgc><pgc>${vob('b.mpg')}</pgc></titles></titleset>
      <titleset><titles>${video}<pgc>${vob('c.mpg')}</pgc></titles></titleset></dvdauthor>`,
  );
  runProgram('dvdauthor', ['-x', join(folder, 'disc.xml')], { VIDEO_FORMAT: standard.toUpperCase() });
  return disc;
}

/** The folder of {@link authorDvd}, made once in a run of the tests. Not to be changed. */
export async function sharedDvd(standard: 'ntsc' | 'pal' = 'ntsc'): Promise<string> {
  return join(await madeOnce(`dvd-${standard}`, async (part) => void (await authorDvd(part, standard))), 'disc');
}

/** Makes an image of a DVD's folder: the bridge of ISO 9660 and UDF 1.02 that pressed DVDs have, or ISO 9660 alone. */
export function makeDvdImage(disc: string, image: string, udf = true): void {
  runProgram('genisoimage', ['-quiet', ...(udf ? ['-dvd-video'] : ['-iso-level', '2']), '-V', 'TEST_DISC', '-o', image, disc]);
}
