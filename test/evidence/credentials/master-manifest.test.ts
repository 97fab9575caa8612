// @module-tag slow
import { appendFile, copyFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { records, streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg, sharedData } from '../../tools/footage.ts';
import { hasOpenssl, makeHolders } from '../tools/certificates.ts';
import { createdClaim } from '../tools/created-claim.ts';

const pictures = sharedData('standards/c2pa');

describe.skipIf(!hasOpenssl)('the manifest of a master (skipped without openssl)', () => {
  const path = clipFolder();
  /** A small film: what is signed does not depend on its size. */
  const waves = path('waves.mp4');
  beforeAll(() =>
    runFfmpeg(['-i', FOOTAGE.ocean, '-an', '-vf', 'scale=320:-2', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', waves]),
  );

  /** An enrolled master, and keys to sign with. */
  async function setUp(footage = waves, name = 'master.mp4') {
    const folder = await temporaryFolder();
    const [home, master] = [join(folder, 'library'), join(folder, name)];
    await copyFile(footage, master);
    const holders = makeHolders(folder);
    const enroll = ['enroll', master, '--home', home, '--title', 'Waves', '--kind', name.endsWith('.jpg') ? 'still' : 'master', '--json'];
    expect(await streetdate(enroll)).toMatchObject({ status: 0, stderr: '' });
    const sign = (holder: keyof typeof holders, ...more: string[]) =>
      streetdate([
        'c2pa',
        'sign',
        master,
        '--key',
        holders[holder].key,
        '--certificates',
        holders[holder].certificates,
        '--home',
        home,
        ...more,
      ]);
    return { folder, home, master, enroll, sign, holders };
  }

  async function scannedCopy(folder: string, home: string): Promise<string> {
    const copy = join(folder, 'copy.mkv');
    await runFfmpeg(['-i', waves, '-c:v', 'mpeg4', '-q:v', '6', '-an', copy]);
    await streetdate(['scan', copy, '--home', home]);
    return copy;
  }

  test('signing writes a file beside the master, which stays as it is, and the library keeps the manifest', async () => {
    const { folder, home, master, sign } = await setUp();
    const run = await sign('ed25519');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain(`master.c2pa: the manifest of ${master}, which belongs beside it under this name\n  made by Streetdate\n`);
    expect(run.stdout).toContain('signed by CN=Studio ed25519, certified by CN=Studio Root');
    expect(run.stdout).toMatch(/bound to the bytes by c2pa\.hash\.bmff\.v3\n {2}kept in the library for copies of waves\.1\n$/);
    expect((await readFile(master)).equals(await readFile(waves))).toBe(true);
    expect((await streetdate(['c2pa', master, '--home', home])).stdout).toContain('master.mp4: the claim fits the file');
    expect((await streetdate(['show', 'waves.1', '--home', home])).stdout).toContain('C2PA manifest kept, for copies that lost it');
    // The name is taken now.
    expect(await sign('ed25519')).toMatchObject({ status: 3, stderr: expect.stringContaining('it is there already and is not replaced') });
    const [other] = records(await sign('ecdsa', '--output', join(folder, 'other.c2pa'), '--json'));
    expect(other).toMatchObject({ type: 'c2pa-sign', isSidecar: true, manifest: { isIntact: true, signer: 'CN=Studio ecdsa' } });
  });

  test('a program may sign, with the public key of the certificate', async () => {
    const { home, master, holders } = await setUp();
    const { key, certificates } = holders.ecdsa;
    const program = ['openssl', ...['dgst', '-sha256', '-sign', key].flatMap((text) => ['--signer-argument', text])];
    const sign = (...who: string[]) =>
      streetdate(['c2pa', 'sign', master, '--certificates', certificates, '--home', home, '--json', ...who]);
    expect(await sign()).toMatchObject({ status: 2, stderr: expect.stringContaining('give --key or --signer-program') });
    const [record] = records(await sign('--signer-program', ...program));
    expect(record).toMatchObject({ type: 'c2pa-sign', manifest: { isIntact: true, signer: 'CN=Studio ecdsa' } });
  });

  test('a copy without a manifest gets that of its master, marked as recovered', async () => {
    const { folder, home, sign } = await setUp();
    await sign('ed25519');
    const copy = await scannedCopy(folder, home);
    const { stdout } = await streetdate(['c2pa', copy, '--home', home]);
    expect(stdout).toContain(`${copy}: no C2PA manifest\n  recovered through the match: the manifest of waves.1 (Waves)\n`);
    expect(stdout).toContain('    signed by CN=Studio ed25519, certified by CN=Studio Root');
    expect(stdout).toContain('    actions: c2pa.opened');
    expect(stdout).toContain('    hard binding: c2pa.hash.bmff.v3, to the bytes of the master; it cannot hold for a copy');
    const [record] = records(await streetdate(['c2pa', copy, '--home', home, '--json']));
    expect(record).toMatchObject({
      manifest: null,
      contradictions: [],
      recovered: [{ referenceId: 'waves.1', manifest: { isIntact: true } }],
    });
    // The scan says so as well, and the master is no copy of itself.
    expect((await streetdate(['judge', copy, '--home', home])).stdout).toContain('its C2PA manifest is recovered through this match');
    expect((await streetdate(['c2pa', copy, '--home', join(folder, 'none')])).stdout).toBe(`${copy}: no C2PA manifest\n`);
  });

  test('the master itself, with its manifest beside it, contradicts nothing and recovers nothing', async () => {
    const { home, master, sign } = await setUp();
    await sign('ed25519');
    await streetdate(['scan', master, '--home', home]);
    const [record] = records(await streetdate(['c2pa', master, '--home', home, '--json']));
    expect(record).toMatchObject({ manifest: { isIntact: true }, contradictions: [], recovered: [] });
  });

  test('enrollment keeps the manifest of a master, in the film or beside it, also of one that was enrolled before', async () => {
    const { folder, home, master, enroll, sign } = await setUp();
    await sign('ed25519');
    const second = join(folder, 'second');
    // Beside it.
    const beside = records(await streetdate(enroll.map((word) => (word === home ? second : word))));
    expect(beside).toMatchObject([{ manifestSha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    // In it: a box at its end, as C2PA has it.
    const store = await readFile(join(folder, 'master.c2pa'));
    const head = Buffer.concat([
      Buffer.from('uuid'),
      Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'),
      Buffer.alloc(4),
      Buffer.from('manifest\0'),
      Buffer.alloc(8),
    ]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(4 + head.length + store.length);
    const inside = join(folder, 'inside.mp4');
    await writeFile(inside, Buffer.concat([await readFile(master), size, head, store]));
    const third = ['enroll', inside, '--home', join(folder, 'third'), '--title', 'Waves', '--json'];
    const [record] = records(await streetdate(third));
    expect(record?.manifestSha256).toBe(beside[0]?.manifestSha256);
    expect((await streetdate(['c2pa', inside])).stdout).toContain('inside.mp4: the claim fits the file');
    // A library whose reference has none yet.
    const fourth = ['enroll', master, '--home', join(folder, 'fourth'), '--title', 'Waves', '--json'];
    await rename(join(folder, 'master.c2pa'), join(folder, 'away'));
    expect(records(await streetdate(fourth))[0]).not.toHaveProperty('manifestSha256');
    await rename(join(folder, 'away'), join(folder, 'master.c2pa'));
    expect(records(await streetdate(fourth))[0]).toMatchObject({ alreadyEnrolled: true, manifestSha256: beside[0]?.manifestSha256 });
  });

  test('a manifest of another film is not kept, and a note says why', async () => {
    const { folder, sign } = await setUp();
    await sign('ed25519');
    const other = join(folder, 'other.ts');
    await copyFile(FOOTAGE.sintel, other);
    await rename(join(folder, 'master.c2pa'), join(folder, 'other.c2pa'));
    const run = await streetdate(['enroll', other, '--home', join(folder, 'library'), '--title', 'Sintel', '--json']);
    expect(run).toMatchObject({ status: 0, stderr: expect.stringContaining('does not fit') });
    expect(run.stderr).toContain('assertion.bmffHash.mismatch');
    expect(records(run)[0]).not.toHaveProperty('manifestSha256');
    await writeFile(join(folder, 'other.c2pa'), 'hello');
    const damaged = await streetdate(['enroll', other, '--home', join(folder, 'library'), '--title', 'Sintel', '--json']);
    expect(damaged).toMatchObject({ status: 0, stderr: expect.stringContaining('is not kept') });
  });

  test('certificates that C2PA refuses, files that are not enrolled and wrong keys leave nothing behind', async () => {
    const { folder, master, sign } = await setUp();
    const before = (await readdir(folder)).sort();
    const own = await sign('ownSigned');
    expect(own).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringContaining('signingCredential.invalid; C2PA takes a certificate'),
    });
    expect(await sign('ed25519', '--certificates', join(folder, 'ecdsa.chain.pem'))).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('own certificate first'),
    });
    expect(await sign('ed25519', '--certificates', join(folder, 'ed25519.key'))).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('must have a certificate'),
    });
    await appendFile(master, 'changed');
    expect(await sign('ed25519')).toMatchObject({ status: 2, stderr: expect.stringContaining('is not enrolled as it is now') });
    expect((await readdir(folder)).sort()).toEqual(before);
    expect(await streetdate(['c2pa', 'sign', master])).toMatchObject({ status: 2, stderr: expect.stringContaining('--certificates') });
  });

  test('a kept manifest that is damaged or gone is named', async () => {
    const { folder, home, sign } = await setUp();
    await sign('ed25519');
    const copy = await scannedCopy(folder, home);
    const [name = ''] = await readdir(join(home, 'manifests'));
    await writeFile(join(home, 'manifests', name), 'hello');
    expect(await streetdate(['c2pa', copy, '--home', home])).toMatchObject({ status: 3, stderr: expect.stringContaining('it is damaged') });
    await rm(join(home, 'manifests', name));
    expect(await streetdate(['c2pa', copy, '--home', home])).toMatchObject({ status: 3, stderr: expect.stringContaining('no such file') });
  });

  test('a claim that contradicts its match is told, beside the recovered manifest', async () => {
    const { folder, home, sign } = await setUp();
    await sign('ed25519');
    const copy = await scannedCopy(folder, home);
    const holder = { key: join(folder, 'ed25519.key'), certificates: join(folder, 'ed25519.chain.pem') };
    await writeFile(join(folder, 'copy.c2pa'), await createdClaim(await readFile(copy), holder));
    const { stdout } = await streetdate(['c2pa', copy, '--home', home]);
    expect(stdout).toContain('copy.mkv: the claim fits the file\n  made by Impostor\n');
    expect(stdout).toContain('  contradiction: The claim says that the file was created, of nothing else, and the file matches Waves.\n');
    expect(stdout).toContain('  recovered through the match: the manifest of waves.1 (Waves)\n    made by Streetdate\n');
  });

  test.skipIf(pictures === undefined)('a picture gets a signed copy (skipped without shared/data)', async () => {
    const { folder, master, sign } = await setUp(join(pictures!, 'A.jpg'), 'master.jpg');
    expect((await sign('ecdsa')).stdout).toContain(`master.signed.jpg: a copy of ${master} with its manifest\n`);
    expect((await streetdate(['c2pa', join(folder, 'master.signed.jpg')])).stdout).toContain('the claim fits the file');
    expect((await readFile(master)).equals(await readFile(join(pictures!, 'A.jpg')))).toBe(true);
  });
});
