import { readFile } from 'node:fs/promises';
import { StreetdateClient } from '@streetdate/client';
import { mailOf, runNight } from './nightly.ts';

const [path] = process.argv.slice(2);
const { STREETDATE_URL: url = 'http://127.0.0.1:8787', STREETDATE_KEY: key } = process.env;
if (path === undefined || key === undefined) {
  console.error('usage: STREETDATE_URL=https://… STREETDATE_KEY=sd_… npm start -- dates.json');
  process.exit(2);
}
const dayAgo = new Date(Date.now() - 86_400_000);
const morning = await runNight(new StreetdateClient({ url, key }), JSON.parse(await readFile(path, 'utf8')), dayAgo);
console.log(mailOf(morning, url));
process.exitCode = morning.leaks.length > 0 ? 1 : 0;
