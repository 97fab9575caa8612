// @module-tag servers
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openService } from '@streetdate/service';
import { openServedLibrary } from '@streetdate/service/internal';
import { describe, expect, test } from 'vitest';
import { streetdate, streetdateIn, temporaryFolder } from '../cli/tools/streetdate.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';
import { noPostgres, noS3, noValkey, postgres, s3, valkey } from '../tools/servers.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
/** As the command finds them. */
const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const NOBODY = '01800000-0000-7000-8000-000000000000';

/** Folders that commands make for a library on servers. */
const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('streetdate-served-'));

describe.skipIf(noPostgres ?? noValkey ?? noS3)('a library of a service on servers', () => {
  test('gives a case, its ledger and a bundle that verifies, while the service runs', async () => {
    const folder = await temporaryFolder();
    const [database, queue, storage] = [await postgres(), await valkey(), await s3()];
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    expect((await fetch(`${storage.url}/uploads`, { method: 'PUT', headers })).status).toBe(200);
    const profile = { postgres: database.url, valkey: queue.url, s3: `s3://uploads/case?endpoint=${storage.url}` };
    const servers = ['--postgres', profile.postgres, '--s3', profile.s3];
    const run = (...argv: string[]) => streetdateIn(argv, { cwd: folder, env: KEYS });

    expect(await run('ledger', 'show', ...servers)).toMatchObject({ status: 3, stderr: expect.stringContaining('there is no service') });

    const service = await openService(join(folder, 'api'), { server: { ...profile, s3Credentials: CREDENTIALS } });
    try {
      const [film, server] = [join(folder, 'film.mp4'), join(folder, 'harbour')];
      await mkdir(server);
      await runFfmpeg(['-t', '10', '-i', FOOTAGE.sintel, '-vf', 'scale=320:-2', '-an', film]);
      await runFfmpeg(['-i', film, '-crf', '30', join(server, 'copy.mp4')]);
      const library = await service.libraries.of(service.firstOrganisationId);
      const windows = [{ territory: 'US', channel: 'disc' as const, opensAt: '2026-06-01', timeZone: 'UTC' }];
      await library.enroll(film, { title: 'Sintel', id: 'disc-1', windows });

      const place = expect.stringContaining('the library is that of This library, postgres://');
      const added = await run(
        'case',
        'add-server',
        server,
        '--name',
        'Harbour',
        '--country',
        'NL',
        '--seen-at',
        '2026-01-30T00:00:00Z',
        ...servers,
      );
      expect(added).toMatchObject({ status: 0, stderr: place });
      const report = await run('case', 'report', '--json', '--organisation', service.firstOrganisationId, ...servers);
      expect(JSON.parse(report.stdout)).toMatchObject({ servers: [{ name: 'Harbour', films: 1 }], titles: [{ title: 'Sintel' }] });

      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const [key, publicPath] = [join(folder, 'key.pem'), join(folder, 'key.pub.pem')];
      await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      await writeFile(publicPath, publicKey.export({ type: 'spki', format: 'pem' }));
      expect(await run('ledger', 'record', '--by', 'Grace', ...servers)).toMatchObject({ status: 0 });
      const bundle = join(folder, 'case.zip');
      expect(await run('case', 'bundle', '--key', key, '-o', bundle, ...servers)).toMatchObject({ status: 0, stdout: `${bundle}\n` });
      expect(await run('verify', bundle, '--key', publicPath)).toMatchObject({ status: 0 });
      // Where the variables name the servers, nothing has to be said. A folder that is named goes before them.
      const variables = { ...KEYS, STREETDATE_POSTGRES: profile.postgres, STREETDATE_S3: profile.s3 };
      expect(await streetdateIn(['ledger', 'check'], { cwd: folder, env: variables })).toMatchObject({ status: 0, stderr: place });
      expect(await streetdateIn(['ledger', 'check', '--home', folder], { cwd: folder, env: variables })).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('there is no library in'),
      });

      expect(await run('ledger', 'show', '--organisation', NOBODY, ...servers)).toMatchObject({
        status: 3,
        stderr: expect.stringContaining(`there is no organisation ${NOBODY}`),
      });
      await expect(openServedLibrary({ ...profile, postgres: 'mysql://x' })).rejects.toThrow(/PostgreSQL address/);
      expect(await leftovers()).toEqual([]);
    } finally {
      await service.close();
    }
  });
});

describe('options that name servers', () => {
  test.each([
    [['--postgres', 'postgres://db/x'], /missing: --s3/],
    [['--s3', 's3://bucket'], /missing: --postgres/],
    [['--organisation', NOBODY], /--organisation needs --postgres and --s3/],
    [['--home', 'x', '--postgres', 'postgres://db/x', '--s3', 's3://bucket'], /give one of them/],
    [['--postgres', 'mysql://db/x', '--s3', 's3://bucket'], /must be a PostgreSQL address/],
    [['--postgres', 'postgres://db/x', '--s3', 'bucket'], /must be an S3 address/],
  ])('%j are wrong use', async (argv, reason) => {
    expect(await streetdate(['ledger', 'check', ...argv])).toMatchObject({ status: 2, stderr: expect.stringMatching(reason) });
  });
});
