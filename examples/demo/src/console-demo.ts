import { openAsBlob } from 'node:fs';
import { copyFile, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { StreetdateClient, type UploadFacts } from '@streetdate/client';
import { useFallbackDecoder } from '../../../test/tools/decoder-setup.ts';
import { runFfmpeg } from '../../../test/tools/footage.ts';
import { chooseFilm } from './films.ts';
import { serve } from './serve.ts';
import { streetdate } from './streetdate.ts';
import { makeTrailer } from './trailer.ts';
import { chooseExcerpt, makeUploads, uploadAgain } from './uploads.ts';

/** Everything that the demo writes, in the folder it is run in. */
const FOLDER = 'streetdate-console-demo';
const DAY = 86_400_000;

/** A day from today on, as a date. */
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
/** An instant before now. */
const hoursAgo = (hours: number) => new Date(Date.now() - (hours * DAY) / 24).toISOString();

const { values } = parseArgs({ options: { port: { type: 'string', default: '8787' } } });
const film = chooseFilm(undefined);
useFallbackDecoder();

const home = join(FOLDER, 'library');
const uploadFolder = join(FOLDER, 'uploads');
await rm(FOLDER, { recursive: true, force: true });
await mkdir(uploadFolder, { recursive: true });
console.log(`Film: ${film.title}. ${film.credit}`);
console.log('Making its trailer, a screener and uploads of it with ffmpeg …');
const excerpt = chooseExcerpt(10);
const trailer = join(FOLDER, 'trailer.mp4');
const screener = join(FOLDER, 'screener.mp4');
await makeTrailer(film.path, excerpt, trailer);
await runFfmpeg(['-i', film.path, '-vf', 'drawbox=x=iw*0.04:y=ih*0.82:w=iw*0.3:h=ih*0.1:color=white:t=fill', '-crf', '20', screener]);
const copies = [...(await makeUploads(film.path, excerpt, uploadFolder)), await uploadAgain(trailer, uploadFolder)];
const mirrored = join(uploadFolder, 'mirrored-with-bars.mp4');
await runFfmpeg(['-i', join(uploadFolder, 'reencoded.mp4'), '-vf', 'hflip,pad=iw:trunc(iw*9/32)*2:0:-1', '-an', mirrored]);
const broken = join(uploadFolder, 'broken.mp4');
await writeFile(broken, 'This is no film.\n');

await streetdate([
  ...['enroll', relative('', film.path), '--home', home, '--title', film.title, '--id', 'disc-1', '--details'],
  ...['--window', `US:disc:${dayFromNow(30)}@America/New_York`, '--window', `DE:disc:${dayFromNow(39)}@Europe/Berlin`],
  ...['--window', `US:digital:${dayFromNow(9)}@America/New_York`],
]);
await streetdate(['enroll', screener, '--home', home, '--title', film.title, '--id', 'screener-1', '--kind', 'screener', '--details']);
await streetdate([
  ...['enroll', trailer, '--home', home, '--title', film.title, '--id', 'trailer-1', '--kind', 'promo', '--form', 'trailer'],
  ...['--published', `${dayFromNow(-20)}T00:00:00Z`, '--promo', 'complete'],
]);

/** Folders that stand for three servers of a case, with the copies on each and the hours for which the first of them has been there. */
const SERVERS = [
  { name: 'Harbour', country: 'NL', hours: 60, copies: ['reencoded.mp4'] },
  { name: 'Fjord', country: 'SE', hours: 55, copies: ['reencoded.mp4', 'half-size-letterboxed.mp4'] },
  { name: 'Pampa', country: 'BR', hours: 31, copies: ['half-size-letterboxed.mp4', 'mirrored-with-bars.mp4'] },
];
for (const { name, country, hours, copies } of SERVERS) {
  const server = join(FOLDER, name);
  await mkdir(server);
  for (const [at, copy] of copies.entries()) {
    const path = join(server, `film-${at + 1}.mp4`);
    await copyFile(join(uploadFolder, copy), path);
    const since = new Date(hoursAgo(hours - 9 * at));
    await utimes(path, since, since);
  }
  await streetdate(['case', 'add-server', server, '--name', name, '--country', country, '--seen-at', hoursAgo(4), '--home', home]);
}

const { url, link, tokenFile } = await serve(home, values.port);
const client = new StreetdateClient({ url, key: (await readFile(tokenFile, 'utf8')).trim() });
/** Where each upload is said to be seen. Of one nobody knows when. */
const SEEN: readonly Omit<UploadFacts, 'name'>[] = [
  { seenAt: hoursAgo(3), territory: 'US', link: 'https://videos.example/filmfan/watch/1', host: 'videos.example' },
  { seenAt: hoursAgo(7), territory: 'DE', link: 'https://files.example/d/7f3a', host: 'files.example' },
  { link: 'https://clips.example/waves/22', host: 'clips.example' },
  { seenAt: hoursAgo(30), territory: 'US', host: 'cdn7.files.example' },
  { seenAt: hoursAgo(1), territory: 'FR', link: 'https://files.example/d/holiday.zip', host: 'files.example' },
  { seenAt: hoursAgo(50), territory: 'US', host: 'videos.example' },
  { seenAt: hoursAgo(26), territory: 'US', link: 'https://videos.example/filmfan/watch/9', host: 'videos.example' },
  { territory: 'US', host: 'forum.example' },
  { seenAt: hoursAgo(2), territory: 'US' },
];
// A member of an archive is sent as its archive.
const files = [...copies.map(({ path }) => path.split('//', 1)[0]!), mirrored, broken];
for (const [at, path] of files.entries()) {
  await client.upload(await openAsBlob(path), { name: basename(path), ...SEEN[at] });
}
console.log(`\nThe console is at  ${link}\n\nNine uploads are on their way. Ctrl-C stops it.`);
