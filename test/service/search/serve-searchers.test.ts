// @module-tag servers
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseWindow } from '@streetdate/matcher';
import { createServer, openService } from '@streetdate/service';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtCommand } from '../../cli/tools/built-command.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { noPostgres, noS3, noValkey, postgres, s3, valkey } from '../../tools/servers.ts';
import { atTheMachine } from '../tools/running-service.ts';

const absent = noPostgres ?? noValkey ?? noS3;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

describe.skipIf(absent)('streetdate serve with searchers', () => {
  test('a worker asks the searchers, and a killed one costs no verdict', async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-searchers-')));
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
    const servers = { postgres: await postgres(), valkey: await valkey(), s3: await s3() };
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    await fetch(`${servers.s3.url}/uploads`, { method: 'PUT', headers });
    const profile = { postgres: servers.postgres.url, valkey: servers.valkey.url, s3: `s3://uploads/test?endpoint=${servers.s3.url}` };
    const service = await openService(join(folder, 'api'), { server: { ...profile, s3Credentials: credentials, searchers: true } });
    const server = atTheMachine(await createServer(service), service);
    onTestFinished(async () => {
      await server.close();
      await service.close();
    });
    const library = await service.libraries.of(service.firstOrganisationId);
    const windows = [parseWindow('US:disc:2027-03-09@America/New_York')];
    await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film', windows });

    const start = async (name: string, ...options: readonly string[]): Promise<ChildProcess> => {
      const env = {
        STREETDATE_POSTGRES: profile.postgres,
        STREETDATE_VALKEY: profile.valkey,
        STREETDATE_S3: profile.s3,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      };
      const argv = [builtCommand(), 'serve', '--home', join(folder, name), '--unconfined-uploads', ...options];
      const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
      onTestFinished(() => void child.kill('SIGKILL'));
      let said = '';
      for (const output of [child.stdout!, child.stderr!]) output.setEncoding('utf8').on('data', (text: string) => (said += text));
      for (const last = performance.now() + 100_000; !/Streetdate (works|searches)/.test(said); await sleep(20)) {
        if (child.exitCode !== null || performance.now() > last) throw new Error(`${name} did not start: ${said}`);
      }
      return child;
    };
    const [first] = await Promise.all([
      start('one', '--role', 'searcher'),
      start('two', '--role', 'searcher'),
      start('worker', '--role', 'worker', '--searchers'),
    ]);
    const kindOf = async (seed: number) => {
      const { body } = await server.inject({
        method: 'POST',
        url: `/v1/uploads?name=copy-${seed}.sdfp&wait=100&seenAt=2027-02-07T12:00:00Z&territory=US`,
        headers: { 'content-type': 'application/octet-stream' },
        payload: await readFile(await writeCopy(folder, `${seed}.sdfp`, seed)),
      });
      return JSON.parse(body).verdict?.outcome.verdict.kind ?? body;
    };
    expect(await kindOf(1)).toBe('pre-release-leak');
    // The group was searched by searchers: they hold it.
    const held = await service.database.selectFrom('searcher').select('held').execute();
    expect(held.some((row) => (JSON.parse(row.held) as { groups: string[] }).groups.length > 0)).toBe(true);
    const gone = once(first, 'exit');
    first.kill('SIGKILL');
    await gone;
    expect(await kindOf(2)).toBe('no-match');
    await library.enroll(await writeReference(folder, 'film-3.sdfp', 3), { title: 'Film 3', windows });
    expect(await kindOf(3)).toBe('pre-release-leak');
  });
});
