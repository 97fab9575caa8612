import { StreetdateClient } from '@streetdate/client';
import { checkUpload } from './check-upload.ts';

const [path, territory] = process.argv.slice(2);
const { STREETDATE_URL: url = 'http://127.0.0.1:8787', STREETDATE_KEY: key } = process.env;
if (path === undefined || key === undefined) {
  console.error('usage: STREETDATE_URL=https://… STREETDATE_KEY=sd_… npm start -- FILE [COUNTRY]');
  process.exit(2);
}
const facts = { name: 'upload.sdfp', seenAt: new Date().toISOString(), ...(territory !== undefined && { territory }) };
const { answer, scan, bytesSent } = await checkUpload(new StreetdateClient({ url, key }), path, facts);
console.log(`${answer}: ${scan.verdict.summary} (${bytesSent} bytes were sent)`);
process.exitCode = answer === 'publish' ? 0 : 1;
