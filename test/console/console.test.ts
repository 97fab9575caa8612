// @module-tag servers
import { copyFile, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fingerprintFile } from '@streetdate/core';
import { decodeFingerprint, hammingDistance, hashFromHex } from '@streetdate/core/portable';
import { addServer } from '@streetdate/evidence';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeCopy } from '../cli/tools/prints.ts';
import { PASSWORD, startWithAdmin } from '../service/accounts/tools/people.ts';
import { type RunningService, startService } from '../service/tools/running-service.ts';
import { hasChromium, launchChromium } from '../tools/chromium.ts';
import { hasFirefox, openInFirefox } from '../tools/firefox.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';
import { standForFilms } from '../tools/prints-as-films.ts';
import { pictureFaults } from './tools/kept-picture.ts';
import { layoutFaults } from './tools/layout-faults.ts';
import { accessFaults, goTo, openConsole } from './tools/open-console.ts';

/** Before the film goes on sale, and where. */
const SEEN = 'seenAt=2027-02-07T12:00:00Z&territory=US';
/** A name that would be an element, if it were no text. */
const MARKUP = '<img src=x onerror="document.title=1">';

/** What `streetdate recipients --json` prints, of one source. */
const RANKING = {
  ...{ type: 'recipients', deliveries: 40, badRows: 0, variants: 3, seen: 3, noneChance: 0.5, method: 'exact', convergence: 1 },
  ...{ meaning: 'This ranks deliveries.', intervalMeaning: 'Every possibility was computed.', someoneElse: 0.1, scale: [] },
  sources: [
    {
      source: 'Cinema A',
      probability: 0.9,
      interval: [0.9, 0.9],
      seenHeld: 3,
      likelihoodRatio: 62,
      support: 'moderate support for copies',
    },
  ],
  byNoneChance: [
    { noneChance: 0.5, someoneElse: 0.1, sources: [{ source: 'Cinema A', probability: 0.9 }] },
    { noneChance: 0.999, someoneElse: 0.53, sources: [{ source: 'Cinema A', probability: 0.47 }] },
  ],
};

let chromium: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  if (hasChromium) chromium = await launchChromium();
});
afterAll(() => chromium?.close());

/** Sends a copy of the film in, and waits for its verdict. @returns Its id. */
async function sendCopy({ folder, server }: RunningService, query = SEEN, name = 'copy.sdfp'): Promise<string> {
  const payload = await readFile(await writeCopy(folder, 'a-copy.sdfp', 1));
  const url = `/v1/uploads?name=${encodeURIComponent(name)}&wait=60&${query}`;
  const answer = await server.inject({ method: 'POST', url, headers: { 'content-type': 'application/octet-stream' }, payload });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json().id;
}

/** Takes in three servers, of which two have a copy of the film, a day apart. */
async function addServers({ folder, service }: RunningService): Promise<void> {
  const library = await service.libraries.of(service.firstOrganisationId);
  const copy = await writeCopy(folder, 'server-copy.sdfp', 1);
  for (const [at, [name, country]] of [
    ['FTP-1', 'NL'],
    ['FTP-2', 'SE'],
    ['Spiegel', 'DE'],
  ].entries()) {
    const root = join(folder, `server-${at}`);
    await mkdir(root);
    await writeFile(join(root, 'notes.nfo'), 'the same on all');
    const film = join(root, `film-${at}.sdfp`);
    if (at < 2) await copyFile(copy, film);
    else await writeFile(film, 'no film');
    await utimes(film, new Date(), new Date(Date.UTC(2027, 0, 10 + at)));
    await standForFilms(library, root, name!);
    await addServer(library, root, { name: name!, country: country!, seenAt: '2027-02-01T00:00:00Z' });
  }
}

/** The place of the value that is nearest to one. */
function nearest(values: Uint32Array, wanted: number): number {
  return values.reduce((best, value, at) => (Math.abs(value - wanted) < Math.abs(values[best]! - wanted) ? at : best), 0);
}

/** Which parts of a page are not read where they should be, by the tree that screen readers are given. */
function inOrder(tree: string, parts: readonly string[]): string[] {
  let at = -1;
  return parts.filter((part) => {
    const next = tree.indexOf(part, at + 1);
    if (next >= 0) at = next;
    return next < 0;
  });
}

/** The address of each page that shows something of its own, with that of one upload. */
function pagesWith(upload: string): string[] {
  return [
    '/',
    '/uploads',
    '/drop',
    `/uploads/${upload}`,
    '/review',
    '/titles',
    '/titles/film',
    '/case',
    '/library',
    '/settings/keys',
    '/audit',
  ];
}

const listen = ({ server }: RunningService) => server.listen({ host: '127.0.0.1', port: 0 });

describe.skipIf(!hasChromium)('the console', () => {
  test('takes a file that is dropped, and shows its verdict in full', async () => {
    const running = await startService();
    const url = await listen(running);
    const { page, faults } = await openConsole(chromium, `${url}/drop`);
    await page.getByLabel('Time', { exact: false }).first().fill('2027-02-07T13:00');
    await page.getByLabel('Country').fill('us');
    await page.getByLabel('Address').fill('https://videos.example/watch/1');
    await page.setInputFiles('#files', await writeCopy(running.folder, 'copy.sdfp', 1));
    await page.getByRole('link', { name: 'copy.sdfp' }).click();
    await page.getByRole('heading', { level: 1, name: 'copy.sdfp' }).waitFor();
    await page.getByText('Leak before release').waitFor();
    const [upload] = (await running.server.inject('/v1/uploads')).json().uploads;
    // The time was typed in Berlin.
    expect(upload).toMatchObject({ seenAt: '2027-02-07T12:00:00.000Z', territory: 'US', link: 'https://videos.example/watch/1' });
    expect(page.url()).toBe(`${url}/uploads/${upload.id}`);
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain(upload.verdict.outcome.verdict.summary);
    for (const { sentence } of upload.verdict.outcome.verdict.explain) expect(text).toContain(sentence);
    expect(text).toContain('7 Feb 2027, 13:00 (12:00 UTC)');
    expect(
      await page
        .getByRole('img', { name: /^Timeline of the copy/ })
        .locator('.ribbon')
        .count(),
    ).toBe(upload.verdict.outcome.matches[0].segments.length);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('is accessible on each page and in each state, looks as it is kept, in light and dark, and no page is wider than a small screen', async () => {
    const running = await startService();
    const leak = await sendCopy(running);
    await sendCopy(running, 'seenAt=2027-02-07T12:00:00Z&territory=FR', `${MARKUP}.sdfp`);
    await running.server.inject({ method: 'POST', url: '/v1/keys', payload: { name: 'crawler', role: 'analyst' } });
    await addServers(running);
    const url = await listen(running);
    const main = pagesWith(leak);
    const others = [
      '/uploads/none',
      '/uploads?only=failed',
      '/titles/none',
      '/settings',
      '/settings/people',
      '/settings/webhooks',
      '/settings/review',
      '/settings/retention',
      '/settings/sureness',
      '/settings/nothing',
    ];
    const found: string[] = [];
    for (const [colorScheme, width, rules] of [
      ['light', 1440, undefined],
      // The rules whose outcome may differ there.
      ['dark', 360, ['color-contrast', 'target-size', 'scrollable-region-focusable']],
    ] as const) {
      // In a zone whose day is another one for some hours, times of now would be longer then, and wrap.
      const { page, faults } = await openConsole(chromium, url, { colorScheme, viewport: { width, height: 800 }, timezoneId: 'UTC' });
      // The kept pictures are of that day: before the film's window opens.
      await page.clock.setFixedTime('2026-12-01T20:00:00Z');
      for (const address of colorScheme === 'light' ? [...main, ...others] : main) {
        await goTo(page, address);
        found.push(...(await accessFaults(page, rules)).map((fault) => `${address} ${colorScheme}: ${fault}`));
        const name = address
          .replace(leak, 'match')
          .replace(/^\/$/, 'today')
          .replaceAll(/[^a-z]+/g, '-')
          .replace(/^-/, '');
        if (main.includes(address)) found.push(...(await pictureFaults(page, `${name}-${colorScheme}`)));
      }
      found.push(...faults);
      await page.context().close();
    }
    expect(found).toEqual([]);
  });

  test('has no line too long to read and no word over an edge, from 360 pixels to 4K', async () => {
    const running = await startService();
    const leak = await sendCopy(running);
    await sendCopy(running, 'seenAt=2027-02-07T12:00:00Z&territory=FR', 'two.sdfp');
    // A window whose label has little room on a small screen.
    const windows = [{ territory: 'US', channel: 'digital', opensAt: '2027-01-24', timeZone: 'America/New_York' }];
    await running.server.inject({ method: 'PUT', url: '/v1/titles/film/windows', payload: { windows } });
    await addServers(running);
    const url = await listen(running);
    const found: string[] = [];
    for (const [width, height] of [
      [360, 800],
      [3840, 2160],
    ] as const) {
      const { page, faults } = await openConsole(chromium, url, { viewport: { width, height }, timezoneId: 'UTC' });
      await page.clock.setFixedTime('2026-12-01T20:00:00Z');
      for (const address of [...pagesWith(leak), '/settings/sureness', '/settings/retention', '/settings/webhooks']) {
        await goTo(page, address);
        const beyond = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
        if (beyond > 0) found.push(`${address} at ${width}: wider than the screen by ${beyond} pixels`);
        found.push(...(await layoutFaults(page)).map((fault) => `${address} at ${width}: ${fault}`));
      }
      found.push(...faults);
      await page.context().close();
    }
    expect(found).toEqual([]);
  });

  test('shows a list of deliveries beside the sightings of a title, and sends nothing of it', async () => {
    const running = await startService();
    await sendCopy(running);
    const { page, faults } = await openConsole(chromium, `${await listen(running)}/titles/film`);
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    const list = page.getByLabel('The list of deliveries');
    const file = (text: string) => ({ name: 'sent.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await list.setInputFiles(file('title,"variant'));
    await page.getByText('This file is no list').waitFor();
    await list.setInputFiles(
      file(`work,variant,recipient,sent\nFilm,A,${MARKUP},2027-02-01\nFilm,B,Cinema B,2027-02-09\nOther,A,Cinema C,2027-02-01\n`),
    );
    await page.getByText('Say which column is which.').waitFor();
    await page.getByLabel('Column: Title').selectOption('work');
    await page.getByText('2 deliveries of this title.').waitFor();
    const rows = page.getByRole('region', { name: 'Recipient' }).getByRole('row');
    // The copy was seen between both.
    expect(await rows.allTextContents()).toEqual(['RecipientVariantSentSightings since', `${MARKUP}A2027-02-011`, 'Cinema BB2027-02-090']);
    expect(await accessFaults(page)).toEqual([]);
    // It is gone with the page: nothing keeps it.
    await page.reload();
    await page.getByText('neither sent nor kept').waitFor();
    expect(await page.getByText('Cinema B').count()).toBe(0);
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toContain('Cinema');
    expect(sent).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('shows the frames of a copy and its reference at the same moment, from the service or from files of whoever looks', async () => {
    const running = await startService();
    const { server, service, folder } = running;
    const [film, copy] = [join(folder, 'film.mp4'), join(folder, 'copy.mp4')];
    await runFfmpeg(['-i', FOOTAGE.sintel, '-an', '-t', '8', '-s', '320x136', '-pix_fmt', 'yuv420p', film]);
    await runFfmpeg(['-ss', '2', '-i', film, '-vf', 'hflip,pad=320:180:0:22', copy]);
    const library = await service.libraries.of(service.firstOrganisationId);
    await library.enroll(film, { title: 'Film', id: 'film-2' });
    const headers = { 'content-type': 'application/octet-stream' };
    const sent = await server.inject({
      method: 'POST',
      url: `/v1/uploads?name=copy.mp4&wait=60&${SEEN}`,
      headers,
      payload: await readFile(copy),
    });
    const { id, sha256, verdict } = sent.json();
    expect(verdict.outcome.matches[0]).toMatchObject({ referenceId: 'film-2', segments: [{ mirrored: true }] });
    const url = await listen(running);
    const { page, faults } = await openConsole(chromium, `${url}/uploads/${id}?view=difference&at=3`);
    // Mirrored back and put over the reference, nearly nothing is left of either.
    const light = () =>
      page.evaluate(`(() => {
        const canvas = document.querySelector('#frames ~ figure canvas') ?? document.querySelector('.picture-box canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let [sum, lit] = [0, 0];
        for (let at = 0; at < data.length; at += 4) { sum += data[at]; if (data[at + 3] > 0) lit++; }
        return lit === 0 ? 255 : sum / lit;
      })()`) as Promise<number>;
    await page.getByRole('img', { name: /^Difference of the copy at 0:03.0 and the reference at 0:05.0/ }).waitFor();
    await expect.poll(light, { timeout: 20_000 }).toBeLessThan(12);
    expect(await accessFaults(page)).toEqual([]);
    await page.getByText('Side by side').click();
    await page.getByRole('img', { name: 'Copy at 0:03.0' }).waitFor();
    await expect.poll(light, { timeout: 20_000 }).toBeGreaterThan(20);
    await page.getByRole('slider', { name: 'Time of the copy' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', { name: 'Reference at 0:05.0' }).waitFor();
    await page.getByRole('button', { name: '+ 1 s' }).click();
    await page.getByRole('img', { name: 'Reference at 0:06.0' }).waitFor();
    expect(new URL(page.url()).searchParams.get('at')).toBe('4.04');
    // Of a film that may not be handed over, only the fingerprint leaves. Its hashes are near those that ffmpeg's pictures have.
    await goTo(page, '/drop');
    await page.getByText('Small pictures of the film are left out').waitFor();
    await page.getByLabel('Send only a fingerprint, made in this browser').check();
    const lengths: (string | undefined)[] = [];
    page.on('request', (request) => request.method() === 'POST' && lengths.push(request.headers()['upload-length']));
    await page.setInputFiles('#files', copy);
    await page.getByText(/^Sent: \d+ hashes of pictures/).waitFor();
    await page.getByRole('link', { name: 'copy.mp4' }).click();
    await page.getByRole('heading', { level: 1, name: 'copy.mp4.sdfp' }).waitFor();
    await page.getByText('Leak before release').or(page.getByText('Needs a review')).first().waitFor();
    const own = (await server.inject('/v1/uploads')).json().uploads[0];
    expect(own).toMatchObject({ name: 'copy.mp4.sdfp', kind: 'fingerprint', state: 'done' });
    expect(own.verdict.outcome.matches[0]).toMatchObject({ referenceId: 'film-2', strength: 'strong', segments: [{ mirrored: true }] });
    expect(lengths).toEqual([String(own.bytes)]);
    expect(decodeFingerprint(await service.files.withPath(own.sha256, own.name, (path) => readFile(path)))).not.toHaveProperty(
      'thumbnails',
    );
    const lines = (await server.inject(`/v1/uploads/${own.id}/signals`)).body
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const [track] = (await fingerprintFile(copy, { framesPerSecond: 60 })).tracks;
    const bits = lines.map(([, , hex, time]) => {
      const at = nearest(track!.timesMs, 1000 * Number(time));
      expect(track!.timesMs[at]).toBe(Math.round(1000 * Number(time)));
      return hammingDistance(hashFromHex(hex!), 0, track!.hashes, 8 * at, 8);
    });
    expect(bits.length).toBeGreaterThan(15);
    bits.sort((one, other) => one - other);
    // Of 256. The first pictures are of a fade, whose hashes are little sure.
    expect(bits[bits.length >> 1]).toBeLessThanOrEqual(6);
    expect(bits.at(-1)).toBeLessThanOrEqual(40);
    // Once the films are gone, the page says so, and takes a file instead.
    await goTo(page, `/uploads/${id}?at=4.04`);
    await page.getByRole('img', { name: 'Reference at 0:06.0' }).waitFor();
    await service.files.remove(sha256, Number.POSITIVE_INFINITY);
    await rm(film);
    await page.getByRole('button', { name: '+ 1 s' }).click();
    await page.getByText('this is a small picture from its fingerprint').waitFor();
    await page.getByText('No picture of the reference is kept').waitFor();
    const sentAfter: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sentAfter.push(request.url()));
    await page.getByLabel('The copy', { exact: true }).setInputFiles(copy);
    await page.getByText('this is a small picture from its fingerprint').waitFor({ state: 'detached' });
    await expect.poll(light, { timeout: 20_000 }).toBeGreaterThan(20);
    expect(sentAfter).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('says what to do where a disc was enrolled without pictures, at 360 pixels as well', async () => {
    const running = await startService();
    const url = await listen(running);
    const payload = await readFile(await writeCopy(running.folder, 'copy.sdfp', 1));
    const headers = { 'content-type': 'application/octet-stream' };
    const sent = await running.server.inject({ method: 'POST', url: `/v1/uploads?name=copy.sdfp&wait=60&${SEEN}`, headers, payload });
    const { page, faults } = await openConsole(chromium, url, { viewport: { width: 360, height: 800 } });
    await page.route('**/v1/uploads/*', async (route) => {
      const answer = await route.fetch();
      const upload = await answer.json();
      const disc = { id: 'disc-1', kind: 'bluray', feature: '00800.mpls', role: 'film' };
      for (const match of upload.verdict?.outcome.matches ?? []) Object.assign(match, { title: 'The Film’s $HOME', discs: [disc] });
      await route.fulfill({ response: answer, json: upload });
    });
    await page.route('**/picture?*', (route) =>
      route.fulfill({
        status: 404,
        json: { type: 'not-kept', title: 'no picture is kept', status: 404 },
        headers: { 'content-type': 'application/problem+json' },
      }),
    );
    await goTo(page, `/uploads/${sent.json().id}`);
    await page.getByText('Enroll it once more with the command below').waitFor();
    expect(await page.getByText('streetdate enroll disc FOLDER').textContent()).toBe(
      "streetdate enroll disc FOLDER --title 'The Film’s $HOME' --thumbnails",
    );
    // A file of one's own stands ready.
    await page.getByLabel('The reference', { exact: true }).waitFor();
    expect(await accessFaults(page)).toEqual([]);
    expect(await layoutFaults(page)).toEqual([]);
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT, fullPage: true });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('tells of a case where a title was, and when it came there', async () => {
    const running = await startService({ works: false });
    await addServers(running);
    const url = await listen(running);
    const { page, faults } = await openConsole(chromium, `${url}/case`);
    await page.getByRole('heading', { name: 'How Film spread' }).waitFor();
    await page.getByText('FTP-1 had it first.').waitFor();
    await page.getByRole('img', { name: /Netherlands: 1 of 1 server; Sweden: 1 of 1 server/ }).waitFor();
    await page.getByRole('slider', { name: 'Time' }).focus();
    await page.keyboard.press('Home');
    await page.getByRole('img', { name: /Netherlands: 1 of 1 server; Sweden: 0 of 1 server/ }).waitFor();
    expect(await page.locator('.map .reached').count()).toBe(1);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('img', { name: /Netherlands: 1 of 1 server; Sweden: 1 of 1 server/ }).waitFor();
    expect(await page.getByRole('cell', { name: '10 Jan 2027' }).count()).toBe(1);
    await page.getByText('58 days early').waitFor();
    // The ranking comes from a list that stays where it is: its file is read here, and sent nowhere.
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    const file = (text: string) => ({ name: 'ranking.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.getByLabel('Output of the command').setInputFiles(file('{"type":"scan"}'));
    await page.getByText('This file is no output of the command that ranks recipients.').waitFor();
    await page.getByLabel('Output of the command').setInputFiles(file(JSON.stringify(RANKING)));
    await page.getByRole('row', { name: /^Cinema A 90\s% 47\s% 3 62 moderate support/ }).waitFor();
    await page.getByLabel('99.9 %').check();
    expect(new URL(page.url()).searchParams.get('nobody')).toBe('0.999');
    expect(await accessFaults(page)).toEqual([]);
    expect(sent).toEqual([]);
    // Another party sees the case by a link, and nothing else.
    await page.getByLabel('For whom').fill('Public prosecutor');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = (await page.locator('code.secret').textContent())!;
    expect(link).toMatch(/\/case#sd_/);
    const other = await openConsole(chromium, link);
    await other.page.getByRole('heading', { name: 'How Film spread' }).waitFor();
    expect(other.page.url()).toBe(`${url}/case`);
    expect(await other.page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents()).toEqual(['Case']);
    expect(await other.page.getByText('Make a link').count()).toBe(0);
    expect(await accessFaults(other.page)).toEqual([]);
    const authorization = `Bearer ${link.split('#')[1]}`;
    const statusOf = async (method: 'GET' | 'POST', at: string) =>
      (await running.server.inject({ method, url: at, headers: { authorization } })).statusCode;
    expect(await statusOf('GET', '/v1/case')).toBe(200);
    for (const at of ['/v1/uploads', '/v1/titles', '/v1/keys', '/v1/decisions', '/v1/audit'])
      expect(await statusOf('GET', at), at).toBe(403);
    expect(await statusOf('POST', '/v1/keys')).toBe(403);
    const { keys } = (await running.server.inject('/v1/keys')).json();
    expect((await running.server.inject({ method: 'DELETE', url: `/v1/keys/${keys[0].id}` })).statusCode).toBe(200);
    await other.page.reload();
    await other.page.getByText('This link has ended or was revoked.').waitFor();
    expect(other.faults).toEqual([]);
    await other.page.context().close();
    // The page that verifies bundles stands there too, with its own policy.
    await page.goto(`${url}/verify.html`);
    await page.getByRole('heading', { level: 1, name: 'Verify a bundle' }).waitFor();
    await page.getByRole('button', { name: /Verify/ }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('shows markup in names as text', async () => {
    const running = await startService();
    await running.server.inject({ method: 'PUT', url: '/v1/titles/film', payload: { name: MARKUP } });
    const id = await sendCopy(
      running,
      `${SEEN}&host=a.example&link=${encodeURIComponent(`https://a.example/${MARKUP}`)}`,
      `${MARKUP}.sdfp`,
    );
    const url = await listen(running);
    const { page, faults } = await openConsole(chromium, url);
    for (const address of ['/', `/uploads/${id}`, '/titles', '/titles/film', '/library', '/audit']) {
      await goTo(page, address);
      await page.getByText('<img src=x').first().waitFor();
      expect(await page.locator('main img[src=x]').count()).toBe(0);
      expect(await page.title()).not.toBe('1');
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('says when the service does not answer, keeps what was typed, and goes on by itself', async () => {
    const running = await startService({ works: false });
    const url = await listen(running);
    const { page } = await openConsole(chromium, `${url}/titles`);
    await page.getByLabel('Name').fill('Another film');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Add a title' }).click();
    await page.getByText('No connection to the service').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Another film');
    expect(await page.getByRole('link', { name: 'Film', exact: true }).isVisible()).toBe(true);
    await page.context().setOffline(false);
    await page.getByText('No connection to the service').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add a title' }).click();
    await page.getByRole('heading', { level: 1, name: 'Another film' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/titles/another-film');
    await page.context().close();
  });

  test('decides by keyboard, with a reason', async () => {
    const running = await startService();
    await sendCopy(running, 'seenAt=2027-02-07T12:00:00Z&territory=US', 'one.sdfp');
    const second = await sendCopy(running, 'seenAt=2027-02-07T12:00:00Z&territory=FR', 'two.sdfp');
    const third = await sendCopy(running, 'seenAt=2027-02-07T12:00:00Z&territory=JP', 'three.sdfp');
    const url = await listen(running);
    const { page, faults } = await openConsole(chromium, `${url}/review`);
    await page.getByText('1 of 2').waitFor();
    await page.keyboard.press('j');
    await page.getByText('2 of 2').waitFor();
    expect(page.url()).toBe(`${url}/review/${second}`);
    // Two keys within one picture of the screen: the second is for the upload that the first went to.
    await page.evaluate(async () => {
      for (const key of ['k', 'd']) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    expect(page.url()).toBe(`${url}/review/${third}`);
    await page.keyboard.type('A. Uploader');
    await page.keyboard.press('Tab');
    await page.keyboard.type('licensed by the festival');
    await page.keyboard.press('Enter');
    const disputes = async () => (await running.server.inject(`/v1/uploads/${third}/disputes`)).json().disputes;
    await expect.poll(disputes).toMatchObject([{ by: 'A. Uploader', ground: 'licensed by the festival' }]);
    await page.getByText('Disputed: licensed by the festival').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.press('Tab');
    await page.keyboard.type('they never asked');
    await page.keyboard.press('Enter');
    await expect.poll(disputes).toMatchObject([{ outcome: 'rejected', outcomeReason: 'they never asked' }]);
    // The first of two people decides, then somebody else: only then it leaves the queue.
    const { database, firstOrganisationId } = running.service;
    await running.server.inject({ method: 'PUT', url: '/v1/review-policy', payload: { people: 2 } });
    await goTo(page, `/review/${second}`);
    await page.keyboard.press('1');
    await page.keyboard.type('the disc is not out');
    await page.keyboard.press('Enter');
    const decided = async () => (await running.server.inject(`/v1/uploads/${second}/decisions`)).json();
    await expect.poll(decided).toMatchObject({ standing: { people: 2, current: [{ decision: 'leak', reason: 'the disc is not out' }] } });
    // The page goes on by itself once it has the answer.
    await page.waitForURL(`${url}/review/${third}`);
    await goTo(page, `/review/${second}`);
    await page.getByText('1 person has decided. 2 have to agree.').waitFor();
    await page.getByText('2 of 2').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    // As if it had been somebody else.
    await database.updateTable('decision').set({ by_kind: 'account', by_id: firstOrganisationId, by_name: 'Ada' }).execute();
    await page.keyboard.press('1');
    await page.keyboard.type('so it is');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/review/${third}`);
    await expect
      .poll(decided)
      .toMatchObject({ standing: { decided: 'leak', current: [{ by: { name: 'Ada' } }, { by: { kind: 'local' } }] } });
    await goTo(page, `/uploads/${second}`);
    await page.getByText('Decided: A leak').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await goTo(page, '/review');
    await page.getByText(/95 % interval: 21\s% to 100\s%/).waitFor();
    expect(
      inOrder(await page.locator('main').ariaSnapshot(), [
        ...[
          'heading "Review"',
          'navigation "Uploads to review"',
          'heading "Why a person has to look"',
          'heading "Decide"',
          'group "What is it?"',
        ],
        ...['heading "Open disputes"', 'heading "Precision so far"', 'table'],
      ]),
    ).toEqual([]);
    expect(await accessFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('shows what failed and why, and sends it again', async () => {
    const running = await startService({ works: false });
    const { database } = running.service;
    const payload = await readFile(await writeCopy(running.folder, 'a-copy.sdfp', 1));
    const headers = { 'content-type': 'application/octet-stream' };
    await running.server.inject({ method: 'POST', url: `/v1/uploads?name=copy.sdfp&${SEEN}`, headers, payload });
    const failed = { state: 'failed', error_code: 'gave-up', error_message: 'the disk was full' };
    await database.updateTable('upload').set(failed).execute();
    await database.updateTable('job').set({ state: 'dead', error: 'the disk was full', attempts: 5 }).where('kind', '=', 'scan').execute();
    const url = await listen(running);
    const { page, faults } = await openConsole(chromium, url);
    await page.getByText('the disk was full').waitFor();
    await page.getByText('The service could not finish the work.').waitFor();
    // In another language the service's own message stays, marked as English, beside what it means.
    const german = await openConsole(chromium, url, { locale: 'de-DE' });
    await german.page.getByText('Der Dienst konnte die Arbeit nicht beenden.').waitFor();
    expect(await german.page.getByText('the disk was full').getAttribute('lang')).toBe('en');
    expect(await accessFaults(german.page)).toEqual([]);
    await german.page.context().close();
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('heading', { name: 'Under way' }).waitFor();
    const [job] = (await running.server.inject('/v1/jobs?state=waiting')).json().jobs;
    expect(job).toMatchObject({ kind: 'scan', state: 'waiting', attempts: 0 });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('asks who one is, and shows the page that was asked for', async () => {
    const running = await startWithAdmin();
    const url = await listen(running);
    const { page } = await openConsole(chromium, `${url}/settings/people`);
    await page.getByLabel('E-mail address').fill('grace@example.com');
    await page.getByLabel('Password').fill('a wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('the e-mail address or the password is wrong').waitFor();
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('grace@example.com');
    expect(await accessFaults(page)).toEqual([]);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('grace@example.com').waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings/people');
    // A change needs the token of the session.
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByText(`${url}/new-password#sdl_`).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    await page.context().close();
  });

  test('sets what the organisation keeps, and leaves to the service what is left empty', async () => {
    const running = await startService();
    await sendCopy(running);
    const { page, faults } = await openConsole(chromium, `${await listen(running)}/settings/retention`);
    await page.getByText(/^Kept now: .* 1 uploads\.$/).waitFor();
    await page.getByLabel('Media of which uploads').selectOption('of those that match something');
    await page.getByLabel('Days for which media is kept after the verdict').fill('7');
    await page.getByLabel('Most media at once, gigabytes').fill('1.5');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByText('Saved').waitFor();
    const usage = (await running.server.inject('/v1/usage')).json();
    expect(usage.limits).toEqual({ media: 'matched', mediaDays: 7, mostBytes: 1.5e9 });
    await page.reload();
    expect(await page.getByLabel('Days for which media is kept after the verdict').inputValue()).toBe('7');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('says which part of the library was not searched yet', async () => {
    const running = await startService();
    const id = await sendCopy(running);
    const url = await listen(running);
    const { page } = await openConsole(chromium, url);
    const partial = { missing: [{ group: 2, references: 12, hours: 20 }] };
    // A part of a library cannot be lost in one process.
    await page.route(`**/v1/uploads/${id}`, async (route) => {
      const upload = await (await route.fetch()).json();
      await route.fulfill({ json: { ...upload, verdict: { ...upload.verdict, outcome: { ...upload.verdict.outcome, partial } } } });
    });
    await page.goto(`${url}/uploads/${id}`);
    await page.getByText('Not searched yet: 12 of the references (group 2 of the index) could not be reached.').waitFor();
    await page.context().close();
  });

  test('lets who runs the service name private networks for its webhooks, and keeps its other limits', async () => {
    const running = await startService({ works: false });
    const limitsOf = async () => (await running.server.inject('/v1/usage')).json().limits;
    const path = `/v1/organisations/${running.service.firstOrganisationId}/limits`;
    await running.server.inject({ method: 'PUT', url: path, payload: { mostUploads: 5 } });
    const { page } = await openConsole(chromium, await listen(running));
    await goTo(page, '/settings/webhooks');
    const field = page.getByLabel('Addresses and networks');
    const save = async (text: string) => {
      await field.fill(text);
      await page.getByRole('region', { name: 'Private networks' }).getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
    };
    await save('10.0.0.7\nfd00::/8');
    expect(await limitsOf()).toEqual({ mostUploads: 5, webhookNetworks: ['10.0.0.7', 'fd00::/8'] });
    await page.reload();
    expect(await field.inputValue()).toBe('10.0.0.7\nfd00::/8');
    await save('');
    expect(await limitsOf()).toEqual({ mostUploads: 5 });
    await page.context().close();
  });

  test('speaks the language of the browser, and another one by choice', async () => {
    const running = await startService({ works: false });
    const url = await listen(running);
    const { page } = await openConsole(chromium, url, { locale: 'de-AT' });
    await page.getByRole('heading', { level: 1, name: 'Heute' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    await page.getByLabel('Sprache').selectOption('fr');
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor();
    await page.context().close();
  });

  test('takes less than 300 KB for its first view, gzipped, and loads nothing from elsewhere', async () => {
    const running = await startService({ works: false });
    const url = await listen(running);
    const { page } = await openConsole(chromium, 'about:blank');
    const sizes = new Map<string, number>();
    page.on('response', async (response) => sizes.set(response.url(), gzipSync(await response.body()).length));
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect([...sizes.keys()].filter((each) => !each.startsWith(`${url}/`))).toEqual([]);
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(10_000);
    expect(total).toBeLessThan(300_000);
    await page.context().close();
  });
});

test.skipIf(!hasFirefox)('the console works in Firefox', async () => {
  const running = await startService();
  const id = await sendCopy(running);
  const url = await listen(running);
  const firefox = await openInFirefox();
  onTestFinished(() => firefox.close());
  const textOf = () => firefox.run(() => document.querySelector('main')?.textContent ?? '');
  for (const [address, text] of [
    ['/', 'Today'],
    [`/uploads/${id}?view=swipe`, 'No picture of the copy is kept'],
    ['/drop', 'Send only a fingerprint'],
  ] as const) {
    await firefox.open(`${url}${address}`);
    await expect.poll(textOf, { timeout: 20_000 }).toContain(text);
    expect(await firefox.run(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(firefox.requests.filter((each) => !each.startsWith(`${url}/`) && !each.startsWith('data:'))).toEqual([]);
  }
});
