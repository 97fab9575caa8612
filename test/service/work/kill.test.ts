// @module-tag servers
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLibrary } from '@streetdate/engine';
import { parseWindow } from '@streetdate/matcher';
import { openService } from '@streetdate/service';
import { expect, onTestFinished, test } from 'vitest';
import { builtCommand } from '../../cli/tools/built-command.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { seeded } from '../../tools/synthetic-film.ts';
import { localHeaders } from '../tools/watched-server.ts';

/** More by `STREETDATE_KILLS=200 npx vitest run test/service/work/kill.test.ts`. */
const KILLS = Number(process.env.STREETDATE_KILLS ?? 12);
const SEED = Number(process.env.STREETDATE_SEED ?? 1);

/** Starts the command on a library and waits for its address. */
async function serve(home: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const argv = [builtCommand(), 'serve', '--home', home, '--port', '0', '--unconfined-uploads'];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const output of [child.stdout!, child.stderr!]) output.setEncoding('utf8').on('data', (text: string) => (said += text));
  for (const last = performance.now() + 100_000; performance.now() < last; await sleep(10)) {
    const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
    if (url !== undefined) return { child, url };
    if (child.exitCode !== null) break;
  }
  throw new Error(`the server did not start: ${said}`);
}

async function kill(child: ChildProcess): Promise<void> {
  const end = once(child, 'exit');
  child.kill('SIGKILL');
  await end;
}

/** The id of the upload, once the server has acknowledged it; undefined if it was killed before. */
async function send(url: string, home: string, name: string, body: Buffer): Promise<string | undefined> {
  try {
    const address = `${url}/v1/uploads?name=${name}&seenAt=2027-02-07T12:00:00Z&territory=US`;
    const answer = await fetch(address, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': 'application/octet-stream', ...localHeaders(home) },
    });
    return ((await answer.json()) as { readonly id: string }).id;
  } catch {
    return undefined;
  }
}

test(`a server that is killed ${KILLS} times loses no acknowledged upload, and gives each one verdict`, { timeout: 3600_000 }, async () => {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const library = await openLibrary(home);
  const windows = [parseWindow('US:disc:2027-03-09@America/New_York')];
  await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film', windows });
  await library.close();
  const payloads = [
    ...(await Promise.all(
      [1, 2, 3].map(async (seed) => ({
        body: await readFile(await writeCopy(folder, `${seed}.sdfp`, seed)),
        expected: seed === 1 ? 'pre-release-leak' : 'no-match',
      })),
    )),
    { body: Buffer.from('no fingerprint'), expected: 'failed' },
  ];
  const random = seeded(SEED);
  const acknowledged = new Map<string, string>();
  for (let round = 0; round < KILLS || acknowledged.size <= KILLS / 3; round++) {
    const { child, url } = await serve(home);
    const killed = sleep(200 + random() * 2000).then(() => kill(child));
    let isOver = false;
    killed.then(() => (isOver = true));
    const sender = async () => {
      while (!isOver) {
        const { body, expected } = payloads[Math.floor(random() * payloads.length)]!;
        const id = await send(url, home, 'copy.sdfp', body);
        if (id !== undefined) acknowledged.set(id, expected);
        await sleep(random() * 100);
      }
    };
    await Promise.all([killed, sender(), sender()]);
  }

  const { child, url } = await serve(home);
  const begun = performance.now();
  for (const last = begun + 120_000; performance.now() < last; await sleep(200)) {
    const answers = await Promise.all(
      ['waiting', 'running'].map(
        async (state) =>
          (await (await fetch(`${url}/v1/jobs?state=${state}`, { headers: localHeaders(home) })).json()) as { jobs: unknown[] },
      ),
    );
    if (answers.every(({ jobs }) => jobs.length === 0)) break;
  }
  console.log(
    `${acknowledged.size} acknowledged uploads, ${KILLS} kills, ${((performance.now() - begun) / 1000).toFixed(1)} s to catch up`,
  );
  await kill(child);

  const service = await openService(home);
  try {
    const uploads = await service.database.selectFrom('upload').select(['id', 'state']).execute();
    const verdicts = await service.database.selectFrom('verdict').select(['upload_id', 'kind', 'superseded_by']).execute();
    const found = new Map(uploads.map(({ id, state }) => [id, state === 'failed' ? ['failed'] : ([] as string[])]));
    for (const { upload_id, kind } of verdicts) found.get(upload_id)?.push(kind);
    expect(new Map([...acknowledged.keys()].map((id) => [id, found.get(id)]))).toEqual(
      new Map([...acknowledged].map(([id, expected]) => [id, [expected]])),
    );
    // Those that were stored but not acknowledged have one end too.
    expect(uploads.filter(({ id }) => found.get(id)?.length !== 1)).toEqual([]);
    const jobs = await service.database.selectFrom('job').select(['state']).where('state', '<>', 'done').execute();
    expect(jobs).toEqual([]);
    const kept = await readdir(join(home, 'service', 'uploads'));
    expect(kept.filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
  } finally {
    await service.close();
  }
});
