// @module-tag servers
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '@streetdate/engine';
import { openService } from '@streetdate/service';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runBuilt } from '../cli/tools/built-command.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { PASSWORD } from '../service/accounts/tools/people.ts';
import { hasChromium, launchChromium } from '../tools/chromium.ts';
import { makeClipInfo, makeIndex, makePlaylist } from '../tools/disc/bluray.ts';
import { writeFiles } from '../tools/disc/write-disc.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';
import { noPostgres, noS3, noValkey, postgres, s3, valkey } from '../tools/servers.ts';
import { goTo, openConsole } from './tools/open-console.ts';
import { type Served, startServed } from './tools/served.ts';

const DAY = 86_400_000;
/** Seconds of the film on the disc: all that there is of *Sintel*, and a part of *Big Buck Bunny*. */
const [SINTEL, BUNNY] = [10, 20];

/** What a person has on the day: a disc, its trailer, and a copy that somebody saw. */
interface Media {
  readonly disc: string;
  readonly trailer: string;
  readonly copy: string;
}

/** A service, and what is done at its machine and not in its pages. */
interface Deployment extends Pick<Served, 'url' | 'setUpLink'> {
  /** Enrols a disc, and a trailer that was published yesterday, under a title that is there. */
  enroll(title: string, media: Media): Promise<void>;
  /** Makes a bundle as the page says. @param commands - What the page of the verdict shows for it. */
  bundle(commands: readonly string[], key: string, output: string): Promise<void>;
}

let chromium: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  if (hasChromium) chromium = await launchChromium();
});
afterAll(() => chromium?.close());

/** Makes a Blu-ray in a folder, a trailer with pieces of its film, and a mirrored copy of 16 s with bars. */
async function makeMedia(folder: string): Promise<Media> {
  const [disc, film, trailer, copy] = ['disc', 'film.mp4', 'trailer.mp4', 'copy.mp4'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  await mkdir(join(disc, 'BDMV/STREAM'), { recursive: true });
  const same = 'scale=320:136,setsar=1,fps=24';
  await runFfmpeg([
    ...['-i', FOOTAGE.sintel, '-i', FOOTAGE.bunny, '-filter_complex'],
    `[0:v]trim=0:${SINTEL},setpts=PTS-STARTPTS,${same}[a];[1:v]trim=30:${30 + BUNNY},setpts=PTS-STARTPTS,${same}[b];[a][b]concat[v]`,
    ...['-map', '[v]', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', 'yuv420p', film],
  ]);
  await runFfmpeg(['-i', film, '-c', 'copy', '-f', 'mpegts', '-mpegts_m2ts_mode', '1', join(disc, 'BDMV/STREAM/00001.m2ts')]);
  const item = { clip: '00001', in: 600, out: 600 + SINTEL + BUNNY };
  await writeFiles(disc, {
    'BDMV/index.bdmv': makeIndex(-1, [-1]),
    'BDMV/PLAYLIST/00800.mpls': makePlaylist([item], { chapters: [0, 10, 20] }),
    'BDMV/CLIPINF/00001.clpi': makeClipInfo(600, item.out),
  });
  await runFfmpeg(['-ss', '22', '-t', '5', '-i', film, trailer]);
  await runFfmpeg(['-ss', '4', '-t', '16', '-i', film, '-vf', 'hflip,pad=320:180:0:22', copy]);
  return { disc, trailer, copy };
}

/** A library in a folder: what is done at the machine is done by commands, while the service is stopped, since it holds the library. */
async function inFolder(folder: string): Promise<Deployment> {
  const home = join(folder, 'library');
  const command = async (argv: readonly string[]) => {
    const run = await runBuilt([...argv, '--home', home]);
    expect(run, run.stderr).toMatchObject({ status: 0 });
  };
  await command(['init']);
  const start = (port: string) => startServed(['--home', home, '--port', port], /Uploads are decoded.*\n/);
  let { url, setUpLink, stop } = await start('0');
  const whileStopped = async (commands: readonly (readonly string[])[]) => {
    await stop();
    for (const argv of commands) await command(argv);
    ({ stop } = await start(new URL(url).port));
  };
  return {
    url,
    setUpLink,
    enroll: (title, { disc, trailer }) => {
      const promo = ['--kind', 'promo', '--form', 'trailer', '--published', new Date(Date.now() - DAY).toISOString()];
      return whileStopped([
        ['enroll', 'disc', disc, '--title', title, '--edition', 'Retail'],
        ['enroll', trailer, '--title', title, ...promo],
      ]);
    },
    bundle: (commands, key, output) => whileStopped(commands.map((line) => argumentsOf(line, key, output))),
  };
}

/** The arguments of a command that a page shows, with what whoever runs it puts in. */
function argumentsOf(line: string, key: string, output: string): string[] {
  const own: Readonly<Record<string, string>> = { NAME: 'Grace', 'key.pem': key, 'bundle.zip': output };
  const words = line.split(' ').slice(1);
  return words.map((word) => own[word] ?? word);
}

/** Processes on PostgreSQL, Valkey and S3: films are enrolled by the packages, and bundles made by commands, while the service runs. */
async function onServers(folder: string): Promise<Deployment> {
  const servers = { postgres: await postgres(), valkey: await valkey(), s3: await s3() };
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
  expect((await fetch(`${servers.s3.url}/uploads`, { method: 'PUT', headers })).status).toBe(200);
  const profile = {
    postgres: servers.postgres.url,
    valkey: servers.valkey.url,
    s3: `s3://uploads/walk?endpoint=${servers.s3.url}`,
  };
  const env = {
    ...{ STREETDATE_POSTGRES: profile.postgres, STREETDATE_VALKEY: profile.valkey, STREETDATE_S3: profile.s3 },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  };
  const served = await startServed(['--role', 'api', '--home', join(folder, 'api'), '--port', '0'], /Nobody has an account.*\n/, env);
  await startServed(['--role', 'worker', '--home', join(folder, 'worker')], /Streetdate works/, env);
  const withLibrary = async (work: (library: Library) => Promise<void>) => {
    const s3Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const service = await openService(join(folder, 'machine'), { server: { ...profile, s3Credentials } });
    try {
      await work(await service.libraries.of(service.firstOrganisationId));
    } finally {
      await service.close();
    }
  };
  return {
    ...served,
    enroll: (title, { disc, trailer }) =>
      withLibrary(async (library) => {
        await library.enroll(disc, { title, edition: 'Retail', as: 'disc' });
        const publications = [{ territory: 'WORLD', opensAt: new Date(Date.now() - DAY).toISOString() }];
        await library.enroll(trailer, { title, kind: 'promo', promo: { form: 'trailer', publications } });
      }),
    bundle: async (commands, key, output) => {
      // The variables name the servers, and the service goes on.
      for (const line of commands) {
        const run = await runBuilt(argumentsOf(line, key, output), { env });
        expect(run, run.stderr).toMatchObject({ status: 0 });
      }
    },
  };
}

/** Mean brightness of the first drawn picture, 0 to 255; 255 while none is drawn. */
function brightness(page: Page): Promise<number> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('.picture-box canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let [sum, drawn] = [0, 0];
    for (let at = 0; at < data.length; at += 4) { sum += data[at]; if (data[at + 3] > 0) drawn++; }
    return drawn === 0 ? 255 : sum / drawn;
  })()`);
}

/** What a person does with a new service, from its set-up link to the verified bundle. */
async function walk(folder: string, { url, setUpLink, enroll, bundle }: Deployment): Promise<void> {
  const media = await makeMedia(folder);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [key, trusted, output] = ['key.pem', 'key.pub.pem', 'bundle.zip'].map((name) => join(folder, name)) as [string, string, string];
  await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(trusted, publicKey.export({ type: 'spki', format: 'pem' }));

  // The link of the first start makes the first account. It is signed in, and signs in again by its password.
  expect(setUpLink).toMatch(/\/set-up#sdl_/);
  const { page, faults } = await openConsole(chromium, setUpLink!);
  await page.getByLabel('E-mail address').fill('grace@example.com');
  await page.getByLabel('Name').fill('Grace');
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByRole('link', { name: 'Open the console' }).click();
  await page.getByText('The library is empty, so nothing can be found.').waitFor();
  const signOut = async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  };
  await signOut();
  await page.getByLabel('E-mail address').fill('grace@example.com');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Add a title' }).click();

  // A title with a street date, in the United States only. Its disc and its trailer are enrolled at the machine.
  await page.getByLabel('Name').fill('Sintel');
  await page.getByLabel('Promos').selectOption('Every promo is enrolled');
  await page.getByLabel('Country').fill('us');
  await page.getByLabel('Opens on').fill(new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Add a title' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sintel' }).waitFor();
  await page.getByText('Nothing is enrolled, so nothing can be found.').waitFor();
  await enroll('sintel', media);
  // The page that was open tells while the service is away, and goes on by itself.
  await page.getByText('No connection to the service').waitFor({ state: 'detached' });
  await goTo(page, '/library');
  await page.getByText(/^bluray · .*Retail$/).waitFor();
  expect(await page.getByRole('region', { name: 'References' }).getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/Disc · Retail.*0:30$/),
    expect.stringMatching(/Promo.*0:05$/),
  ]);

  // A copy that was seen in France, where no window is on record. What becomes of it is shown as it comes.
  await goTo(page, '/drop');
  await page.evaluate(`window.shown = []; new MutationObserver(() => {
    const badge = document.querySelector('.sighting .badge')?.textContent;
    if (badge !== undefined && badge !== shown.at(-1)) shown.push(badge);
  }).observe(document.body, { subtree: true, childList: true, characterData: true })`);
  await page.getByLabel('Country').fill('fr');
  await page.getByLabel('Address').fill('https://videos.example/watch/1');
  await page.setInputFiles('#files', media.copy);
  await page.getByText('Needs review', { exact: true }).waitFor({ timeout: 150_000 });
  const shown = (await page.evaluate('shown')) as string[];
  expect(shown.at(-1)).toBe('Needs review');
  expect(shown[0], 'a file waits or is searched before it is judged').toMatch(/^(Waiting|Being searched)$/);

  // Its match: both films at the same moment, which is scrubbed.
  await page.getByRole('link', { name: 'copy.mp4' }).click();
  await page.getByRole('heading', { level: 1, name: 'copy.mp4' }).waitFor();
  const address = new URL(page.url()).pathname;
  await page.getByText('It is mirrored.').waitFor();
  const slider = page.getByRole('slider', { name: 'Time of the copy' });
  await slider.focus();
  await page.keyboard.press('Home');
  for (let second = 0; second < 6; second++) await page.getByRole('button', { name: '+ 1 s' }).click();
  await page.getByRole('img', { name: 'Copy at 0:06.0' }).waitFor();
  await page.getByRole('img', { name: /^Reference at 0:(09\.9|10\.[01])/ }).waitFor();
  await expect.poll(() => brightness(page), { timeout: 30_000 }).toBeLessThan(200);
  // The disc is at its place: its frames are shown, and not small pictures from its fingerprint.
  expect(await page.getByText('this is a small picture from its fingerprint').count()).toBe(0);
  await page.getByText('Difference', { exact: true }).click();
  await page.getByRole('img', { name: /^Difference of the copy at 0:06.0/ }).waitFor();
  // Mirrored back and put over the reference, little is left of either.
  await expect.poll(() => brightness(page), { timeout: 30_000 }).toBeLessThan(15);

  // A person decides by keyboard.
  await goTo(page, '/review');
  await page.getByText('No window is on record for this place.').waitFor();
  await page.keyboard.press('1');
  await page.keyboard.type('the disc is not out anywhere');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing needs a review').waitFor();
  await goTo(page, address);
  await page.getByText('Decided: A leak').waitFor();

  // The page says how a bundle is made. It is, and the page that verifies bundles finds that it holds.
  const evidence = page.getByRole('region', { name: 'Make evidence of it' });
  const commands = await evidence.locator('code').allTextContents();
  expect(commands).toEqual([
    expect.stringMatching(/^streetdate ledger record [0-9a-f]{16} --by NAME$/),
    expect.stringMatching(/^streetdate bundle [0-9a-f]{16} --key key\.pem --output bundle\.zip$/),
  ]);
  await bundle(commands, key, output);
  await page.getByText('No connection to the service').waitFor({ state: 'detached' });
  await evidence.getByRole('link', { name: 'Verify a bundle in the browser' }).click();
  await page.getByRole('heading', { level: 1, name: 'Verify a bundle' }).waitFor();
  await page.setInputFiles('#bundle', output);
  await page.setInputFiles('#keys', trusted);
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.locator('#result[data-state="holds"], #result[data-state="fails"]').waitFor({ timeout: 150_000 });
  const result = (await page.locator('#result').textContent()) ?? '';
  for (const sentence of ['The bundle holds.', 'Grace decided “confirmed”: leak: the disc is not out anywhere', 'the score'])
    expect(result).toContain(sentence);
  // Nothing has to be read first.
  expect(result).not.toContain('Read first:');

  // Whoever signs out sees nothing any more.
  await page.goto(url);
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await signOut();
  expect(await page.evaluate(`fetch('/v1/uploads').then(({ status }) => status)`)).toBe(401);
  expect(faults).toEqual([]);
  await page.context().close();
}

describe.skipIf(!hasChromium)('a person goes from the set-up link to a verified bundle', () => {
  test('on a library in a folder', async () => {
    const folder = await temporaryFolder();
    await walk(folder, await inFolder(folder));
  });

  test.skipIf(noPostgres ?? noValkey ?? noS3)('on PostgreSQL, Valkey and S3', async () => {
    const folder = await temporaryFolder();
    await walk(folder, await onServers(folder));
  });
});
