import { copyFile, mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FOOTAGE, runFfmpeg } from '../../../test/tools/footage.ts';
import { buildRar } from '../../../test/tools/release/rar-builder.ts';

/** A title of the case, with its film and its windows. */
export interface CaseTitle {
  readonly title: string;
  readonly path: string;
  readonly windows: readonly string[];
}

/** The windows of a disc that goes on sale on one day in four countries. */
function windows(day: string): string[] {
  return [
    `US:disc:${day}T00:00:00-05:00`,
    `NL:disc:${day}T00:00:00+01:00`,
    `SE:disc:${day}T00:00:00+01:00`,
    `BR:disc:${day}T00:00:00-03:00`,
  ];
}

/** Three titles of real footage. */
export const TITLES: readonly CaseTitle[] = [
  { title: 'Sintel', path: FOOTAGE.sintel, windows: [...windows('2027-03-09'), 'DE:disc:2027-03-18T00:00:00+01:00'] },
  { title: 'Big Buck Bunny', path: FOOTAGE.bunny, windows: windows('2027-02-23') },
  { title: 'Ocean', path: FOOTAGE.ocean, windows: windows('2027-03-02') },
];

/** The credits that the clips' licences ask for. */
export const CREDITS =
  'Sintel and Big Buck Bunny © Blender Foundation, durian.blender.org and peach.blender.org, CC BY 3.0 (from the npm packages mux.js and nuxt-video-player)';

/** A server of the case: a folder that stands for a seized one. */
export interface CaseServer {
  readonly name: string;
  readonly country: string;
  /** Seconds by which its clock is ahead. */
  readonly aheadSeconds: number;
}

/** The three servers. Nobody tells the program that the last one's clock is wrong. */
export const SERVERS: readonly CaseServer[] = [
  { name: 'Harbour', country: 'NL', aheadSeconds: 0 },
  { name: 'Fjord', country: 'SE', aheadSeconds: 0 },
  { name: 'Pampa', country: 'BR', aheadSeconds: 3600 },
];

/** Bytes of a volume: the archive of a clip of ten seconds has several. */
const VOLUME_BYTES = 100_000;
const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-an'] as const;
const EVEN = 'scale=trunc(iw/2)*2:trunc(ih/2)*2';

/** Copies the three films to the three servers: renamed, re-encoded, in RAR volumes, at different times. */
export async function makeServers(folder: string): Promise<void> {
  const work = join(folder, 'work');
  await mkdir(work, { recursive: true });
  const made = (name: string) => join(work, name);
  const [sintel, bunny, ocean] = TITLES.map(({ path }) => path) as [string, string, string];
  await runFfmpeg(['-i', sintel, '-vf', EVEN, '-c:v', 'mpeg4', '-vtag', 'xvid', '-q:v', '6', '-an', made('sintel.avi')]);
  await runFfmpeg(['-i', sintel, '-vf', 'scale=trunc(iw/4)*2:trunc(ih/4)*2', ...H264, '-crf', '30', made('sintel-small.mp4')]);
  const bunnyPart = ['-ss', '20', '-t', '40', '-i', bunny];
  await runFfmpeg([...bunnyPart, '-vf', EVEN, ...H264, '-crf', '28', made('bunny.mp4')]);
  await runFfmpeg([...bunnyPart, '-vf', `${EVEN},pad=iw:trunc(ih*2/3)*2:0:-1`, ...H264, '-crf', '32', made('bunny-barred.mkv')]);
  await runFfmpeg(['-i', ocean, '-vf', 'scale=640:-2', ...H264, '-crf', '30', made('ocean.mp4')]);

  const put = async (at: number, path: string, time: string, source: string | Uint8Array) => {
    const { name, aheadSeconds } = SERVERS[at]!;
    const target = join(folder, name, path);
    await mkdir(dirname(target), { recursive: true });
    if (typeof source === 'string') await copyFile(source, target);
    else await writeFile(target, source);
    const stamp = new Date(Date.parse(time) + 1000 * aheadSeconds);
    await utimes(target, stamp, stamp);
  };
  // There is no free program that writes RAR. The tests' own writer stores, as release groups do with films.
  const volumes = buildRar(5, [{ name: 'grp-sintel.avi', bytes: await readFile(made('sintel.avi')) }], VOLUME_BYTES);
  for (const [at, time] of ['2027-02-01T20:00:00Z', '2027-02-01T20:25:00Z'].entries()) {
    for (const [number, bytes] of volumes.entries()) {
      const name = number === 0 ? 'grp-sintel.rar' : `grp-sintel.r${String(number - 1).padStart(2, '0')}`;
      await put(at, `in/Sintel.2010.DVDRip.XviD-GRP/${name}`, time, bytes);
    }
  }
  await put(2, 'peliculas/s1.mp4', '2027-02-04T03:00:00Z', made('sintel-small.mp4'));
  await put(1, 'in/Big.Buck.Bunny.2008.720p.BluRay.x264-WAVE.mkv', '2027-02-02T08:00:00Z', made('bunny-barred.mkv'));
  await put(0, 'misc/holiday-2.mp4', '2027-02-02T09:30:00Z', made('bunny.mp4'));
  // By its own clock the last server would have been half an hour later than the first.
  await put(2, 'peliculas/conejo.mp4', '2027-02-02T09:00:00Z', made('bunny.mp4'));
  await put(2, 'peliculas/mar.mp4', '2027-02-05T12:00:00Z', made('ocean.mp4'));
  await put(1, 'x/clip.bin', '2027-02-06T10:00:00Z', made('ocean.mp4'));
  // Small files that all three receive within a minute, as lists of what is new. They tell how the clocks differ.
  for (let number = 0; number < 8; number++) {
    for (const at of SERVERS.keys()) {
      const time = `2027-02-0${1 + (number % 6)}T1${number}:00:${10 + 7 * at + number}Z`;
      await put(at, `lists/new-${number}.txt`, time, new TextEncoder().encode(`what is new, list ${number}\n`));
    }
  }
}
