import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readZip } from '@streetdate/evidence';
import type { ScanRecord } from 'streetdate';
import { useFallbackDecoder } from '../../../test/tools/decoder-setup.ts';
import { verifyInBrowser } from './case-browser.ts';
import { variantOf, writeDeliveries } from './case-deliveries.ts';
import { CREDITS, makeServers, SERVERS, TITLES } from './case-servers.ts';
import { streetdate } from './streetdate.ts';

/** Everything that the demo writes, in the folder it is run in. */
const FOLDER = 'streetdate-case-demo';
const SEEN_AT = '2027-02-07T12:00:00Z';
const PERSON = 'M. Rossi';

useFallbackDecoder();
const home = join(FOLDER, 'library');
const at = (name: string) => join(FOLDER, name);
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
console.log(CREDITS);
console.log('Making three servers with copies of three films, by ffmpeg …');
await makeServers(FOLDER);

await streetdate(['init', '--home', home]);
for (const { title, path, windows } of TITLES) {
  const args = ['enroll', path, '--home', home, '--title', title, ...windows.flatMap((window) => ['--window', window])];
  await streetdate(args);
}
for (const { name, country } of SERVERS) {
  const facts = ['--name', name, '--country', country, '--seen-at', SEEN_AT, '--custodian', 'Demo police'];
  console.log(await streetdate(['case', 'add-server', at(name), ...facts, '--home', home]));
}
console.log(await streetdate(['case', 'report', '--home', home, '-o', at('case.html')]));
/** Who signs the letters. Works and copies are those of the case. */
const SENDER = {
  sender: { name: 'Maria Rossi', organisation: 'Demo Film Ltd', email: 'rossi@demo.example', address: '1 Demo Street, Amsterdam' },
  rightsHolder: 'Demo Film Ltd',
  confirmed: { goodFaith: true, accuracy: true },
};

console.log(`With a map and pictures: ${at('case.html')} (${Math.round((await stat(at('case.html'))).size / 1024)} KiB)`);

/** What the demo reads of a report. */
interface Report {
  readonly titles: readonly {
    readonly title: string;
    readonly servers: readonly { readonly serverId: string; readonly time: string; readonly path: string }[];
  }[];
}
const report = JSON.parse(await streetdate(['case', 'report', '--home', home, '--json'])) as Report;
const { list, mapping, count } = await writeDeliveries(FOLDER);
console.log(`\nWho had received what was seen? ${count} deliveries.`);
const seen = report.titles.flatMap(({ title, servers }) => ['--seen', `${title}:${variantOf(title)}:${servers[0]!.time}`]);
console.log(await streetdate(['recipients', list, '--mapping', mapping, ...seen, '--top', '5']));

await streetdate(['ledger', 'record', '--by', PERSON, '--home', home]);
await writeFile(at('facts.json'), JSON.stringify(SENDER));
const draft = (kind: string, ...more: string[]) =>
  streetdate(['draft', kind, '--facts', at('facts.json'), '-o', at(kind), '--home', home, ...more]);
const drafted = (await draft('dsa', '--case')).trim().split('\n');
console.log(`${drafted.join('\n')}\n\n${(await readFile(drafted[0]!, 'utf8')).trim()}`);
console.log(await draft('examiner-report', '--case'));
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
await writeFile(at('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
await writeFile(at('key.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
// 1: leaks were found. They are what the case is about.
const scans = (await streetdate(['judge', '--home', home, '--json'], [1])).split('\n').filter(Boolean);
const leaks = scans.map((line) => JSON.parse(line) as ScanRecord).filter(({ verdict }) => verdict.kind === 'pre-release-leak');
const bundle = at('case-1.zip');
const deliveries = ['--deliveries', list, '--mapping', mapping, ...seen];
await streetdate(['case', 'bundle', '--key', at('key.pem'), '-o', bundle, '--home', home, '--name', 'case-1', ...deliveries]);
console.log(await streetdate(['verify', bundle, '--key', at('key.pub.pem')]));

const bytes = await readFile(bundle);
const page = at('verify.html');
const inside = [...(await readZip(bytes))].find(([path]) => /\/data\/verify\.html$/.test(path));
await writeFile(page, inside?.[1] ?? '');
const judgement = await verifyInBrowser(page, resolve(bundle), resolve(at('key.pub.pem')));
console.log(judgement === undefined ? 'There is no browser to open verify.html in.' : `In a browser, by verify.html: ${judgement}`);

const flipped = Uint8Array.from(bytes);
const place = bytes.indexOf('"verdict"') + 12;
flipped[place]! ^= 1;
await writeFile(at('flipped.zip'), flipped);
console.log(`\nOne bit of the verdict is flipped, in byte ${place} of ${bytes.length}.`);
console.log(await streetdate(['verify', at('flipped.zip'), '--key', at('key.pub.pem')], [3]));

console.log(
  '\nA second party holds a checkpoint of the ledger. Then a person rejects the match, and somebody with the key and a copy of the library',
);
console.log('confirms it instead, and bundles that.');
const checkpoint = at('held-elsewhere.json');
const [leak] = leaks;
await cp(home, at('insider'), { recursive: true });
const decide = ['ledger', 'decide', leak!.scanId, '--by', PERSON];
await streetdate([...decide, '--decision', 'rejected', '--reason', 'a trailer', '--home', home]);
await writeFile(checkpoint, await streetdate(['ledger', 'checkpoint', '--home', home]));
await streetdate([...decide, '--decision', 'confirmed', '--reason', 'seen side by side', '--home', at('insider')]);
await streetdate(['bundle', leak!.scanId, '--key', at('key.pem'), '-o', at('insider.zip'), '--home', at('insider')]);
const against = ['verify', at('insider.zip'), '--key', at('key.pub.pem'), '--checkpoint', checkpoint];
console.log((await streetdate(against, [3])).split('\nHolds:')[0]);

console.log('\nThe rejected match is taken back where it was told.');
const retracted = (await draft('retraction')).trim().split('\n');
console.log((await readFile(retracted[0]!, 'utf8')).trim());
