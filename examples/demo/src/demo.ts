import { spawnSync } from 'node:child_process';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { ScanRecord, ScanSummaryRecord } from 'streetdate';
import { useFallbackDecoder } from '../../../test/tools/decoder-setup.ts';
import { chooseFilm } from './films.ts';
import { streetdate } from './streetdate.ts';
import { clock, table } from './table.ts';
import { makeTrailer } from './trailer.ts';
import { chooseExcerpt, makeUploads, type Upload, uploadAgain } from './uploads.ts';

/** Everything that the demo writes, in the folder it is run in. */
const FOLDER = 'streetdate-demo';
/** The disc goes on sale on this day, the digital sale opens three weeks before, and the uploads are seen before both. */
const STREET_DATE = '2027-03-09';
const WINDOWS = ['US:digital:2027-02-16T00:00:00-05:00', 'DE:disc:2027-03-18T00:00:00+01:00'];
const SEEN_AT = '2027-02-07T12:00:00Z';
/** The trailer was published before the uploads are seen. */
const PUBLISHED = '2027-01-15T17:00:00Z';
const TRAILER = 'trailer-1';

const { values } = parseArgs({ options: { film: { type: 'string' } } });
const film = chooseFilm(values.film);
useFallbackDecoder();

const uploadFolder = join(FOLDER, 'uploads');
const home = join(FOLDER, 'library');
const report = join(FOLDER, 'report.html');
await rm(FOLDER, { recursive: true, force: true });
await mkdir(uploadFolder, { recursive: true });

console.log(`Film: ${film.title}, ${relative('', film.path)}`);
if (film.credit) console.log(film.credit);
console.log('Making its trailer and five uploads of it with ffmpeg, a ZIP archive with one of them, and one that is unrelated …');
const excerpt = chooseExcerpt(durationOf(film.path));
const trailer = join(FOLDER, 'trailer.mp4');
await makeTrailer(film.path, excerpt, trailer);
const uploads = [...(await makeUploads(film.path, excerpt, uploadFolder)), await uploadAgain(trailer, uploadFolder)];

await streetdate(['init', '--home', home]);
await streetdate([
  ...['enroll', relative('', film.path), '--home', home, '--title', film.title, '--id', 'disc-1', '--street-date', STREET_DATE],
  ...WINDOWS.flatMap((window) => ['--window', window]),
]);
await streetdate([
  ...['enroll', trailer, '--home', home, '--title', film.title, '--id', TRAILER, '--kind', 'promo', '--form', 'trailer'],
  ...['--published', PUBLISHED, '--promo', 'complete'],
]);
// 1: pre-release leaks were found. They are what the demo is about.
const lines = await streetdate(['scan', uploadFolder, '--home', home, '--seen-at', SEEN_AT, '--json'], [1]);
const printed = lines
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as ScanRecord | ScanSummaryRecord);
const records = printed.filter((record) => record.type === 'scan');
console.log(
  `\n${table([['upload', 'what was done', 'shows', 'in the upload', 'in the film', 'speed', 'verdict'], ...uploads.flatMap(rowsOf)])}`,
);

for (const record of printed) {
  if (record.type === 'summary')
    console.log(`\nOf ${record.files} files ${record.judged} were judged, ${record.failed} failed and ${record.skipped} were skipped.`);
}

await streetdate(['report', '--home', home, '--output', report]);
console.log(`\nThe report, with the pictures side by side: ${report} (${Math.round((await stat(report)).size / 1024)} KiB)`);

function rowsOf({ path, about }: Upload): string[][] {
  const record = records.find((scanned) => scanned.path.endsWith(path));
  if (record === undefined) throw new Error(`${path} was not scanned`);
  const segments = record.matches.flatMap(({ title, referenceId, segments }) =>
    segments.map((segment) => ({ title: referenceId === TRAILER ? `${title}, its trailer` : title, ...segment })),
  );
  const name = path.slice(uploadFolder.length + 1);
  if (segments.length === 0) return [[name, about, '—', '', '', '', record.verdict.kind]];
  return segments.map((segment, at) => [
    at === 0 ? name : '',
    at === 0 ? about : '',
    segment.title,
    `${clock(segment.queryStart)} to ${clock(segment.queryEnd)}`,
    `${clock(segment.referenceStart)} to ${clock(segment.referenceEnd)}`,
    `${segment.speed.toFixed(3)} ×`,
    at === 0 ? record.verdict.kind : '',
  ]);
}

/** Seconds, as ffprobe tells them. */
function durationOf(path: string): number {
  const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path];
  const { stdout, stderr } = spawnSync(process.env.FFPROBE_PATH ?? 'ffprobe', args, { encoding: 'utf8' });
  const seconds = Number.parseFloat(stdout);
  if (!(seconds > 0)) throw new Error(`the length of ${path} is not known: ${stderr || stdout}`);
  return seconds;
}
