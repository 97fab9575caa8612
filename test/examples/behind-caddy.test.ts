// @module-tag servers
// @module-tag waits
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openLibrary } from '@streetdate/engine';
import { parseWindow } from '@streetdate/matcher';
import { doctorRecord } from 'streetdate';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../packages/bench/src/service/private-servers.ts';
import { runBuilt } from '../cli/tools/built-command.ts';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { PASSWORD } from '../service/accounts/tools/people.ts';
import { startWatched } from '../service/tools/watched-server.ts';

const deploy = (name: string) => readFile(fileURLToPath(new URL(`../../examples/deploy/${name}`, import.meta.url)), 'utf8');
const NAME = 'streetdate.example.com';

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the body of any route
  readonly body: any;
}

/** A browser that reaches Caddy from an address of its own. */
function browserAt(origin: string, ca: string, localAddress = '127.0.0.1') {
  const cookies = new Map<string, string>();
  const fields: Record<string, string> = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '203.0.113.9' };
  const send = async (method: string, path: string, body?: object | Buffer): Promise<Answer> => {
    const cookie = Array.from(cookies, (pair) => pair.join('=')).join('; ');
    const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
    const headers = { ...fields, ...(cookie !== '' && { cookie }), ...(body !== undefined && { 'content-type': type }) };
    const asked = request(origin + path, { method, headers, ca, localAddress, agent: false });
    asked.end(body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    const [answer] = await once(asked, 'response');
    for (const line of (answer.headers['set-cookie'] ?? []) as string[]) {
      expect(line).toMatch(/^__Host-.*; Secure/);
      const [pair = ''] = line.split('; ');
      cookies.set(...(pair.split('=') as [string, string]));
    }
    const said = await text(answer);
    const read = said.startsWith('{') ? JSON.parse(said) : said;
    if (typeof read.csrfToken === 'string') fields['x-csrf-token'] = read.csrfToken;
    return { status: answer.statusCode, body: read };
  };
  return { send, cookies };
}

/** Starts Caddy with the file of the examples, for this machine and with a certificate of its own. @returns The certificate of its authority. */
async function startCaddy(folder: string, port: number, upstream: string): Promise<string> {
  const file = (await deploy('Caddyfile'))
    .replace(`${NAME} {`, `https://localhost:${port} {\n\tbind 127.0.0.1\n\ttls internal`)
    .replace('127.0.0.1:8787', upstream);
  expect(file).toContain(upstream);
  const options = `{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n\tstorage file_system ${folder}\n}\n`;
  await writeFile(join(folder, 'Caddyfile'), options + file);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const args = ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')];
  const caddy = spawn('/usr/bin/caddy', args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  onTestFinished(() => void caddy.kill('SIGKILL'));
  let said = '';
  caddy.stderr.setEncoding('utf8').on('data', (part: string) => (said += part));
  const root = join(folder, 'pki/authorities/local/root.crt');
  while (!existsSync(root) || !said.includes('serving initial configuration')) {
    if (caddy.exitCode !== null) throw new Error(`Caddy did not start: ${said}`);
    await sleep(20);
  }
  return readFile(root, 'utf8');
}

test.skipIf(!existsSync('/usr/bin/caddy'))(
  'behind Caddy with TLS, as the examples set it up: first account, sign-in, upload and webhook (skipped without Caddy)',
  async () => {
    const folder = await temporaryFolder();
    const home = join(folder, 'library');
    const library = await openLibrary(home);
    const windows = [parseWindow('US:disc:2027-03-09@America/New_York')];
    await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film', windows });
    await library.close();
    const messages: string[] = [];
    const receiver = createServer(async (asked, answer) => {
      messages.push(await text(asked));
      answer.end();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    onTestFinished(() => void receiver.close());

    // The options of the unit, with this machine's places.
    const port = await freePort();
    const origin = `https://localhost:${port}`;
    const unit = /^ExecStart=.* serve --home \S+ --port \d+ (.*)$/m.exec(await deploy('streetdate.service'))![1]!;
    expect(unit).toContain(`https://${NAME}`);
    const options = unit.replace(`https://${NAME}`, origin).split(' ');
    const server = await startWatched(folder, home, ...options, '--webhook-network', '127.0.0.1');
    await mkdir(join(folder, 'caddy'));
    const ca = await startCaddy(join(folder, 'caddy'), port, new URL(server.url).host);

    // To Caddy everybody is somebody else, also whoever sits at the machine.
    const visitor = browserAt(origin, ca);
    expect((await visitor.send('GET', '/v1/uploads')).status).toBe(401);
    expect((await visitor.send('POST', '/v1/keys', { name: 'mine', role: 'admin' })).status).toBe(401);

    while (!server.said().includes('/set-up#')) await sleep(20);
    const [, token] = new RegExp(`${origin}/set-up#(\\S+)`).exec(server.said())!;
    const first = browserAt(origin, ca);
    const made = await first.send('POST', '/v1/set-up', { token, email: 'grace@example.com', name: 'Grace', password: PASSWORD });
    expect([made.status, made.body.account?.role]).toEqual([201, 'admin']);
    const admin = browserAt(origin, ca, '127.0.0.2');
    const entered = await admin.send('POST', '/v1/sessions', { email: 'grace@example.com', password: PASSWORD });
    expect(entered.status).toBe(201);
    expect([...admin.cookies.keys()]).toContain('__Host-streetdate');
    // Clients are told apart by what Caddy says of them, and not by what they say of themselves.
    const { body } = await admin.send('GET', '/v1/sessions');
    expect(body.sessions.map(({ address }: { address: string }) => address)).toEqual(['127.0.0.2', '127.0.0.1']);

    const hook = { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, kinds: ['pre-release-leak'] };
    expect((await admin.send('POST', '/v1/webhooks', hook)).status).toBe(201);
    const elsewhere = await admin.send('POST', '/v1/webhooks', { ...hook, url: 'http://127.0.0.2/' });
    expect([elsewhere.status, elsewhere.body.detail]).toEqual([422, expect.stringContaining('https')]);
    const film = await readFile(await writeCopy(folder, 'copy.sdfp', 1));
    const upload = await admin.send('POST', '/v1/uploads?name=copy.sdfp&wait=60&seenAt=2027-02-07T12:00:00Z&territory=US', film);
    expect(upload.body.verdict?.outcome.verdict.kind, JSON.stringify(upload.body)).toBe('pre-release-leak');
    const doctor = await runBuilt(['doctor', '--json', '--home', home, '--public-url', origin], {
      env: { NODE_EXTRA_CA_CERTS: join(folder, 'caddy/pki/authorities/local/root.crt') },
    });
    const seen = doctorRecord.parse(JSON.parse(doctor.stdout)).service?.map(({ part, isWell }) => [part, isWell]);
    expect(seen, doctor.stdout).toEqual([
      ['disk', true],
      ['certificate', true],
      ['proxy', true],
    ]);
    await expect.poll(() => messages, { timeout: 60_000 }).toHaveLength(1);
    expect(JSON.parse(messages[0]!)).toMatchObject({ type: 'verdict.reached', data: { uploadId: upload.body.id } });
  },
);
