// @module-tag process
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { bagInMemory, checkBag, createBundle, keyIdOf, Ledger, readZip, signerOf, verifyBundle } from '@streetdate/evidence';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { streetdate } from '../cli/tools/streetdate.ts';
import { madeBundle, newKeys, PICTURES, recordedCase } from './tools/case.ts';
import { type ForgedCase, resigned } from './tools/forge.ts';

const sentences = (report: Awaited<ReturnType<typeof verifyBundle>>, kind: string) =>
  report.findings.flatMap((finding) => (finding.kind === kind ? [finding.sentence] : []));

describe('a bundle', () => {
  let made: Awaited<ReturnType<typeof madeBundle>>;
  let folder = '';
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-bundle-')));
    made = await madeBundle({ picturesOf: PICTURES }, folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is verified from its bytes and the key alone, and says what holds and what cannot be known', async () => {
    const { bundle, publicKey } = made;
    const report = await verifyBundle(bundle.bytes, { keys: [publicKey] });
    expect(sentences(report, 'fails')).toEqual([]);
    expect(report.holds).toBe(true);
    const holds = sentences(report, 'holds').join('\n');
    expect(holds).toMatch(/The ZIP file is whole: 1\d members/);
    expect(holds).toMatch(/The trusted key [0-9a-f]{16}… signed the bundle\./);
    expect(holds).toMatch(/4 entries are in the ledger/);
    expect(holds).toMatch(/A\. Weber decided “confirmed”: seen side by side/);
    expect(holds).toMatch(/copy\.sdfp, Film: every number was computed again from the enclosed fingerprints\. 2\d\d frames were compared/);
    expect(holds).toMatch(/copy\.sdfp, Film: the scan of the whole film found the same intervals and distances/);
    expect(holds).toMatch(/the verdict follows from the match, the windows and the sighting/);
    const unknown = sentences(report, 'unknown').join('\n');
    expect(unknown).toMatch(/The bundle has no time stamp/);
    expect(unknown).toMatch(/Who passed the copy on cannot be known from the bundle/);
    expect(unknown).not.toMatch(/leaked by/);
  });

  test('is a bag with a manifest of all its files', async () => {
    const files = new Map([...(await readZip(made.bundle.bytes))].map(([path, bytes]) => [path.replace('case-1/', ''), bytes]));
    expect(await checkBag(bagInMemory(files))).toMatchObject({
      faults: [],
      version: '1.0',
      info: expect.arrayContaining([['External-Identifier', 'case-1']]),
    });
    expect([...files.keys()].filter((path) => path.includes('fingerprints/'))).toHaveLength(2);
    expect([...files.keys()].filter((path) => path.includes('pictures/'))).toHaveLength(3);
    // The ledger's entries name the file where it was scanned; nothing names the enrolled media.
    expect(Buffer.from(files.get('data/case.json')!).includes(made.folder)).toBe(false);
    expect(Buffer.concat([...files.values()]).includes(made.film)).toBe(false);
  });

  test('is trusted by nobody without the key, and by nobody with another one', async () => {
    for (const keys of [[], [newKeys().publicKey]]) {
      const report = await verifyBundle(made.bundle.bytes, { keys });
      expect(report.holds).toBe(false);
      expect(sentences(report, 'fails')).toEqual([]);
      expect(sentences(report, 'unknown').join('\n')).toMatch(/which is not among the trusted keys/);
    }
  });

  test('fails with a key that was revoked', async () => {
    const { bundle, publicKey } = made;
    const report = await verifyBundle(bundle.bytes, { keys: [publicKey], revokedKeyIds: [keyIdOf(publicKey)] });
    expect(report.holds).toBe(false);
    expect(sentences(report, 'fails')).toEqual([expect.stringMatching(/it is revoked/)]);
  });

  test('fails beside a checkpoint of another ledger', async () => {
    const { bundle, publicKey } = made;
    const proofs = JSON.parse(Buffer.from(bundle.files.get('data/ledger/proofs.json')!).toString());
    const same = await verifyBundle(bundle.bytes, { keys: [publicKey], checkpoints: [proofs.checkpoint] });
    expect(same.holds).toBe(true);
    const root = createHash('sha256').digest('hex');
    const other = await verifyBundle(bundle.bytes, { keys: [publicKey], checkpoints: [{ ...proofs.checkpoint, root }] });
    expect(sentences(other, 'fails')).toEqual([expect.stringMatching(/another one than that of the checkpoint/)]);
  });
});

test('the same library, ledger and key give the same bytes', async () => {
  const { home, copy } = await recordedCase();
  const { privateKey } = newKeys();
  const bundles: Uint8Array[] = [];
  for (const zone of ['UTC', 'Asia/Tokyo', 'America/New_York']) {
    process.env.TZ = zone;
    const library = await openLibrary(home);
    const { bytes } = await createBundle(library, new Ledger(library), [copy], { signers: [signerOf(privateKey)], picturesOf: PICTURES });
    await library.close();
    bundles.push(bytes);
  }
  delete process.env.TZ;
  expect(new Set(bundles.map((bytes) => createHash('sha256').update(bytes).digest('hex'))).size).toBe(1);
});

test('a bundle names the link or host that the verdict is by, and still holds', async () => {
  const { folder, home, copy } = await recordedCase();
  const feed = join(folder, 'crawl.jsonl');
  const rows = [
    { file: copy, seenAt: '2026-02-01T00:00:00Z', basis: 'observed', link: 'https://host.example/v/1', host: 'host.example' },
    { file: copy, seenAt: '2026-02-02T00:00:00Z', host: 'later.example' },
  ];
  await writeFile(feed, rows.map((row) => JSON.stringify(row)).join('\n'));
  expect((await streetdate(['sightings', feed, '--home', home])).stderr).toBe('');
  await streetdate(['ledger', 'record', '--by', 'M. Rossi', '--home', home]);
  const { privateKey, publicKey } = newKeys();
  const library = await openLibrary(home);
  const { bytes, files } = await createBundle(library, new Ledger(library), [copy], { signers: [signerOf(privateKey)] });
  await library.close();
  const { scans } = JSON.parse(Buffer.from(files.get('data/case.json')!).toString());
  expect(scans[0].sighting).toEqual({ seenAt: rows[0]!.seenAt, seenAtBasis: 'observed', location: 'https://host.example/v/1' });
  expect((await verifyBundle(bytes, { keys: [publicKey] })).holds).toBe(true);
});

test('ECDSA signs as well, and two keys sign one bundle', async () => {
  const ecdsa = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const ed25519 = newKeys();
  const { bundle } = await madeBundle({ signers: [signerOf(ecdsa.privateKey), signerOf(ed25519.privateKey)] });
  for (const { publicKey } of [ecdsa, ed25519]) expect((await verifyBundle(bundle.bytes, { keys: [publicKey] })).holds).toBe(true);
});

test('a claim that does not follow from the fingerprints is found, whoever signed it', async () => {
  const { bundle, privateKey, publicKey } = await madeBundle();
  const forge = async (change: (content: ForgedCase) => void) => {
    return verifyBundle(await resigned(bundle, privateKey, change), { keys: [publicKey] });
  };
  const untouched = await forge(() => {});
  expect(untouched.holds).toBe(true);
  const distance = await forge((content) => {
    content.scans[0].matches[0].recomputed.segments[0].distances[3] = 0;
  });
  expect(sentences(distance, 'fails')).toEqual([expect.stringMatching(/segments\.0\.distances\.3 is claimed to be 0, and is \d+/)]);
  const verdict = await forge((content) => {
    content.scans[0].matches[0].verdict.kind = 'released-copy';
  });
  expect(sentences(verdict, 'fails').join('\n')).toMatch(/the verdict’s kind is claimed to be "released-copy", and is "pre-release-leak"/);
  const scan = await forge((content) => {
    content.scans[0].found[0].score = 300.5;
  });
  expect(sentences(scan, 'fails').join('\n')).toMatch(
    /copy\.sdfp: matches\.0\.score is stated to be 300\.5, and entry 1 of the ledger has 159\.39/,
  );
  const window = await forge((content) => {
    content.scans[0].matches[0].windows[0].opensAt = 'soon';
  });
  expect(sentences(window, 'fails').join('\n')).toMatch(/it cannot be computed again/);
});

test('a scan that the ledger does not have is refused, with what to do', async () => {
  const { home, copy } = await recordedCase();
  const library = await openLibrary(home);
  await library.putTitle({ name: 'Film' }, [{ territory: 'WORLD', channel: 'disc', opensAt: '2026-04-10T00:00:00Z' }]);
  const bundle = createBundle(library, new Ledger(library), [copy], { signers: [signerOf(newKeys().privateKey)] });
  await expect(bundle).rejects.toMatchObject({
    code: 'bad-evidence',
    message: expect.stringContaining('the ledger does not have its scan'),
  });
  await library.close();
});
