// @module-tag servers
// A few of the mutated files. All: STREETDATE_MUTATIONS=2000 npx vitest run test/service/untrusted.test.ts
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { confinementFor } from '@streetdate/core/internal/node';
import { openLibrary } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { writeReference } from '../cli/tools/prints.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { processesBelow } from '../tools/running-decoders.ts';
import { handMade, longHandMade } from '../tools/untrusted/hand-made.ts';
import { mutate } from '../tools/untrusted/mutate.ts';
import { makeSoundFiles, type SoundFile } from '../tools/untrusted/sound-files.ts';
import { answerFault, type Described, describedOperations, schemaValidator } from './tools/described.ts';
import { startWatched } from './tools/watched-server.ts';

const MUTATIONS = Number(process.env.STREETDATE_MUTATIONS || 40);
/** Files of which the server holds this much more before anything is called a leak: caches of compiled code, and of the allocator. */
const MARGIN_BYTES = 64 * 2 ** 20;
/** Uploads sent at once. */
const SENDERS = 4;
/** After how many files memory is measured. */
const STEP = 200;

interface Answer {
  readonly id: string;
  readonly state: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly verdict?: { readonly outcome: { readonly verdict: { readonly kind: string } } };
}

/** Whether this system has a sandbox that works. */
async function hasSandbox(): Promise<boolean> {
  return (await confinementFor(process.env.FFMPEG_PATH ?? '/usr/bin/ffmpeg', 'best')).name === 'bubblewrap';
}

test.skipIf(process.platform !== 'linux')(
  `a server takes ${MUTATIONS} mutated files and those made by hand, stays up, and keeps nothing of them but their bytes and rows`,
  { timeout: 7_200_000 },
  async () => {
    const folder = await temporaryFolder();
    const home = join(folder, 'library');
    const library = await openLibrary(home);
    await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film' });
    await library.close();
    const sound = await makeSoundFiles(join(folder, 'sound'));
    const server = await startWatched(folder, home);
    const document: Described = await (await fetch(`${server.url}/v1/openapi.json`)).json();
    const validate = schemaValidator(document);
    const operations = new Map(describedOperations(document).map((each) => [each.id, each]));

    const counts: Record<string, number> = {};
    const sent = new Set<string>();
    let slowestMs = 0;
    const ask = async (operation: string, path: string, init?: RequestInit): Promise<unknown> => {
      // A connection that is kept open would count as one of the server's descriptors.
      const reply = await fetch(server.url + path, { ...init, headers: { ...server.headers, ...init?.headers, connection: 'close' } });
      const answer = { status: reply.status, type: reply.headers.get('content-type') ?? '', body: await reply.text() };
      expect(answerFault(operations.get(operation)!, validate, answer)).toBeUndefined();
      return JSON.parse(answer.body);
    };
    const send = async ({ name, bytes }: SoundFile) => {
      const since = performance.now();
      const headers = { 'content-type': 'application/octet-stream' };
      const init = { method: 'POST', headers, body: new Uint8Array(bytes) };
      let answer = (await ask('sendUpload', `/v1/uploads?name=${encodeURIComponent(name)}&wait=60`, init)) as Answer;
      if (bytes.length === 0) {
        counts['nothing was sent'] = (counts['nothing was sent'] ?? 0) + 1;
        return;
      }
      sent.add(createHash('sha256').update(bytes).digest('hex'));
      while (answer.state === 'waiting' || answer.state === 'working') {
        await sleep(200);
        answer = (await ask('getUpload', `/v1/uploads/${answer.id}`)) as Answer;
      }
      slowestMs = Math.max(slowestMs, performance.now() - since);
      const kind = answer.state === 'done' ? answer.verdict?.outcome.verdict.kind : answer.error?.code;
      counts[`${answer.state}: ${kind}`] = (counts[`${answer.state}: ${kind}`] ?? 0) + 1;
      expect(kind, `${name}: ${JSON.stringify(answer)}`).toBeTypeOf('string');
      // A file is a result. It never uses up the attempts of its job.
      expect(kind, `${name}: ${answer.error?.message}`).not.toBe('gave-up');
      if (answer.state === 'failed') expect(answer.error?.message).toMatch(/^[^\n\r]+$/);
      else expect(answer.state).toBe('done');
    };
    const sendAll = async (files: readonly SoundFile[]) => {
      const left = [...files];
      const sender = async () => {
        for (let next = left.shift(); next !== undefined; next = left.shift()) await send(next);
      };
      await Promise.all(Array.from({ length: SENDERS }, sender));
    };
    // Meanwhile it goes on answering.
    const over = new AbortController();
    const seen = new Set<string>();
    let slowestLookMs = 0;
    const looking = (async () => {
      for (; !over.signal.aborted; await sleep(100)) {
        const since = performance.now();
        await ask('isAlive', '/healthz');
        slowestLookMs = Math.max(slowestLookMs, performance.now() - since);
        for (const { name } of processesBelow(server.child.pid!)) seen.add(name);
      }
    })();

    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 1000);
    await sendAll([...(await handMade()), ...(MUTATIONS > STEP ? await longHandMade(folder) : []), ...sound]);
    const before = await server.holdings();
    for (let from = 0; from < MUTATIONS; from += STEP) {
      await sendAll(Array.from({ length: Math.min(STEP, MUTATIONS - from) }, (_, index) => mutate(sound, from + index)));
      if (MUTATIONS > STEP) console.log(JSON.stringify({ done: from + STEP, seconds: seconds(), ...(await server.holdings()) }));
    }
    over.abort();
    await looking;
    let after = await server.holdings();
    // What is being closed takes a moment.
    const more = () => Object.entries(after.descriptors).filter(([kind, number]) => number > (before.descriptors[kind] ?? 0));
    for (let tries = 0; more().length > 0 && tries < 20; tries++) {
      await sleep(500);
      after = await server.holdings();
    }
    const times = { seconds: seconds(), slowestSeconds: slowestMs / 1000, slowestLookMs };
    console.log(JSON.stringify({ MUTATIONS, ...times, counts, seen: [...seen], before, after }));

    // It is the same process, and it has nothing to say, but for a query that is slow on a busy machine.
    expect(server.child.exitCode).toBeNull();
    const said = server.said().split('\n');
    expect(said.filter((line) => !line.includes('"msg":"a slow query"'))).toHaveLength(6);
    expect(after.processes).toEqual([]);
    expect([...seen]).toContain((await hasSandbox()) ? 'bwrap' : 'ffmpeg');
    expect(after.temporary).toEqual([]);
    expect(more()).toEqual([]);
    expect(after.held - before.held).toBeLessThan(MARGIN_BYTES);
    expect(after.rss - before.rss).toBeLessThan(4 * MARGIN_BYTES);
    const uploads = join(home, 'service', 'uploads');
    const kept = readdirSync(uploads).filter((name) => name !== 'incoming');
    expect(kept.sort()).toEqual([...sent].sort());
    expect(statSync(join(uploads, 'incoming'), { throwIfNoEntry: false })?.isDirectory() && readdirSync(join(uploads, 'incoming'))).toEqual(
      [],
    );
    // Nobody is left to wait for, and nothing has to be looked at by hand.
    for (const state of ['waiting', 'running', 'dead'])
      expect(await ask('listJobs', `/v1/jobs?state=${state}`)).toMatchObject({ jobs: [] });
    // The film is still found.
    const film = { name: 'film.sdfp', bytes: sound.find(({ name }) => name === 'copy.sdfp')!.bytes };
    await send(film);
    expect(counts['done: needs-review']).toBeGreaterThan(0);
  },
);
