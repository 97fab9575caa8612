import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { useFallbackDecoder } from '../../../test/tools/decoder-setup.ts';
import { chooseFilm } from './films.ts';
import { serve } from './serve.ts';
import { streetdate } from './streetdate.ts';
import { chooseExcerpt, makeUploads } from './uploads.ts';

/** Everything that the demo writes, in the folder it is run in. */
const FOLDER = 'streetdate-serve-demo';
/** The disc goes on sale on this day, and the uploads are seen before it. */
const STREET_DATE = '2027-03-09';
const SEEN_AT = '2027-02-07T12:00:00Z';

const { values } = parseArgs({ options: { port: { type: 'string', default: '8787' } } });
const film = chooseFilm(undefined);
useFallbackDecoder();

const home = join(FOLDER, 'library');
const uploadFolder = join(FOLDER, 'uploads');
await rm(FOLDER, { recursive: true, force: true });
await mkdir(uploadFolder, { recursive: true });
console.log(`Film: ${film.title}. ${film.credit}`);
console.log('Making five uploads of it with ffmpeg, and one that is unrelated …');
const uploads = await makeUploads(film.path, chooseExcerpt(10), uploadFolder);
await streetdate([
  ...['enroll', relative('', film.path), '--home', home, '--title', film.title, '--id', 'disc-1'],
  // Nothing of it was published, so that a few seconds of it are no trailer.
  ...['--territory', 'US', '--street-date', STREET_DATE, '--promo', 'none'],
]);

const { url, tokenFile } = await serve(home, values.port, (text) => process.stdout.write(text));
console.log('\nUploads to send in, seen 30 days before the street date:\n');
for (const { path: member, about } of uploads) {
  // A member of an archive is sent as its archive.
  const [path = ''] = member.split('//');
  const name = relative(uploadFolder, path);
  console.log(
    `# ${about}\ncurl -T ${path} -H "Authorization: Bearer $(cat ${tokenFile})" -X POST '${url}/v1/uploads?name=${name}&wait=60&territory=US&seenAt=${SEEN_AT}'\n`,
  );
}
