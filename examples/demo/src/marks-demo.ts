import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useFallbackDecoder } from '../../../test/tools/decoder-setup.ts';
import { FOOTAGE, runFfmpeg } from '../../../test/tools/footage.ts';
import { streetdate } from './streetdate.ts';

/** Everything that the demo writes, in the folder it is run in. */
const FOLDER = 'streetdate-marks-demo';
const RECIPIENTS = ['Reviewer A', 'Reviewer B', 'Reviewer C', 'Cinema D', 'Lab E', 'Festival F'];
/** As a camera sees a screen: from a seat, in a dark frame, blurred, dim and noisy, at another frame rate. */
const CAMERA =
  'scale=480:360,pad=520:400:18:24:color=0x0c0c10,perspective=x0=14:y0=10:x1=W-9:y1=4:x2=6:y2=H-8:x3=W-12:y3=H-3:sense=source,' +
  'gblur=sigma=1.1,eq=contrast=0.75,vignette=angle=0.4,noise=alls=10:allf=t:all_seed=3,fps=25,scale=400:-2';
const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '27', '-an'];

useFallbackDecoder();
const started = performance.now();
const at = (name: string) => join(FOLDER, name);
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
console.log(
  'Big Buck Bunny, © Blender Foundation, CC BY 3.0, peach.blender.org: 83 s, in segments of 0.4 s so that a short film carries a code.',
);
await runFfmpeg([
  '-i',
  FOOTAGE.bunny,
  '-t',
  '83',
  '-c:v',
  'libx264',
  '-crf',
  '12',
  '-preset',
  'veryfast',
  '-c:a',
  'copy',
  at('master.mp4'),
]);
console.log(await streetdate(['marks', 'plan', at('master.mp4'), '--segment', '0.4']));
await writeFile(at('list.csv'), ['recipient', ...RECIPIENTS, ''].join('\n'));
const marking = [
  '--recipients',
  at('list.csv'),
  '--out',
  at('issued'),
  '--key',
  at('marks.key'),
  '--segment',
  '0.4',
  '--preset',
  'veryfast',
];
console.log(await streetdate(['mark', at('master.mp4'), ...marking]));

const { copies } = JSON.parse(await readFile(at('issued/issued.json'), 'utf8')) as { copies: { recipient: string; file: string }[] };
const copyOf = (recipient: string) => at(join('issued', copies.find((copy) => copy.recipient === recipient)!.file));
console.log('Making a camera-like copy of Reviewer B’s, one of Cinema D’s and Lab E’s averaged, and one of the unmarked master …');
const average = ['-filter_complex', `[0:v][1:v]blend=all_mode=average,${CAMERA}`];
// Filters use one thread each: side by side they use every core.
await Promise.all([
  runFfmpeg(['-i', copyOf('Reviewer B'), '-vf', CAMERA, ...X264, at('one.mp4')]),
  runFfmpeg(['-i', copyOf('Cinema D'), '-i', copyOf('Lab E'), ...average, ...X264, at('mix-of-two.mp4')]),
  runFfmpeg(['-i', at('master.mp4'), '-vf', CAMERA, ...X264, at('unmarked.mp4')]),
]);

const suspects = ['one.mp4', 'mix-of-two.mp4', 'unmarked.mp4'].map(at);
const reading = ['--original', at('master.mp4'), '--marks', at('issued'), '--key', at('marks.key')];
console.log(await streetdate(['trace', ...suspects, ...reading]));

console.log(`Done in ${Math.round((performance.now() - started) / 1000)} s. Everything is in ${FOLDER}.`);
