// @module-tag process
import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import {
  anchorLedger,
  createBundle,
  entryHash,
  Ledger,
  MerkleTree,
  noteText,
  parseCheckpoint,
  readZip,
  recordEnrolments,
  recordScans,
  signerOf,
  signNote,
  type TimeStamper,
  verifyBundle,
} from '@streetdate/evidence';
import { describe, expect, onTestFinished, test } from 'vitest';
import { noteKeyHash } from '../../packages/evidence/src/sign/witness.ts';
import { records, streetdate } from '../cli/tools/streetdate.ts';
import { newKeys, recordedCase } from './tools/case.ts';
import { hasOpenssl } from './tools/certificates.ts';
import { stampAuthority } from './tools/stamp-authority.ts';

/** A witness who signs a note with the time at which it was seen (C2SP tlog-cosignature). */
function witness(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(12);
  const hash = noteKeyHash(name, 4, raw);
  const key = `${name}+${Buffer.from(hash).toString('hex')}+${Buffer.concat([Buffer.of(4), raw]).toString('base64')}`;
  const cosign = (note: string, seconds: number): string => {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const text = note.slice(0, note.indexOf('\n\n') + 1);
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), privateKey);
    return `${note}— ${name} ${Buffer.concat([hash, time, signature]).toString('base64')}\n`;
  };
  return { key, cosign };
}

async function bundled(before: (ledger: Ledger) => Promise<unknown> = async () => {}) {
  const recorded = await recordedCase();
  const library = await openLibrary(recorded.home);
  onTestFinished(() => library.close());
  const ledger = new Ledger(library);
  await recordScans(ledger, library, 'M. Rossi');
  await before(ledger);
  const { privateKey, publicKey } = newKeys();
  const { bytes } = await createBundle(library, ledger, [recorded.copy], { signers: [signerOf(privateKey)], name: 'case-1' });
  return { ...recorded, library, ledger, bytes, privateKey, publicKey };
}
const sentences = (report: Awaited<ReturnType<typeof verifyBundle>>, kind: string) =>
  report.findings.filter((finding) => finding.kind === kind).map(({ sentence }) => sentence);

test('a checkpoint of any size is shown to be of the same ledger: fewer entries, as many, and more with a proof', async () => {
  const { ledger, bytes, publicKey, home, folder } = await bundled();
  const { size, root } = await ledger.checkpoint();
  await ledger.append('M. Rossi', [{ kind: 'correction', corrects: 0, reason: 'a test' }]);
  const keys = [publicKey];
  const later = join(folder, 'later.json');
  await writeFile(later, (await streetdate(['ledger', 'checkpoint', '--since', String(size), '--home', home])).stdout);
  const zip = join(folder, 'case-1.zip');
  await writeFile(zip, bytes);
  await writeFile(join(folder, 'key.pub.pem'), publicKey);
  const run = await streetdate(['verify', zip, '--key', join(folder, 'key.pub.pem'), '--checkpoint', later]);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toContain(`The ledger of the checkpoint of ${size + 1} entries that was given begins with all entries of this one.`);
  const tree = new MerkleTree();
  for await (const { text } of ledger.lines()) tree.append(entryHash(text));
  for (let earlier = 1; earlier < size; earlier++) {
    const known = { size: earlier, root: Buffer.from(tree.root(earlier)).toString('hex'), peaks: [] };
    const report = await verifyBundle(bytes, { keys, checkpoints: [known] });
    expect(sentences(report, 'holds')).toContain(
      `The ledger begins with all entries of the checkpoint of ${earlier} entries that was given.`,
    );
  }
  const wrong = await verifyBundle(bytes, { keys, checkpoints: [{ size: size - 1, root, peaks: [] }] });
  expect(wrong.holds).toBe(false);
  const none = await streetdate(['ledger', 'checkpoint', '--since', '99', '--home', home]);
  expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining(`--since must be from 1 to the ledger's ${size + 1} entries`) });
});

test('a note is signed in the form of C2SP, and the cosignature of a witness counts', async () => {
  const { ledger, bytes, publicKey, privateKey, home, folder } = await bundled();
  const { note, key } = await signNote(await ledger.checkpoint(), signerOf(privateKey), 'example.org/ledger');
  expect(note).toMatch(/^example\.org\/ledger\n\d+\n[A-Za-z0-9+/]{43}=\n\n— example\.org\/ledger [A-Za-z0-9+/]+=*\n$/);
  const { key: witnessKey, cosign } = witness('witness.example');
  const cosigned = cosign(note, 1_772_000_000);
  const checkpoint = parseCheckpoint(cosigned);
  if ('reason' in checkpoint) throw new Error(checkpoint.reason);
  const trust = { keys: [publicKey], checkpoints: [checkpoint] };
  const report = await verifyBundle(bytes, { ...trust, witnesses: [witnessKey, key] });
  expect(report.holds).toBe(true);
  const holds = sentences(report, 'holds').join('\n');
  expect(holds).toMatch(/The witness witness\.example signed the checkpoint of \d+ entries that was given, at 2026-02-25T06:13:20\.000Z\./);
  expect(holds).toMatch(/The witness example\.org\/ledger signed the checkpoint of \d+ entries that was given\./);
  // Another time than the one that was signed.
  const forged = parseCheckpoint(cosigned.replace(/(— witness\.example )(\S{10})../, '$1$2AA'));
  if ('reason' in forged) throw new Error(forged.reason);
  const other = await verifyBundle(bytes, { ...trust, checkpoints: [forged], witnesses: [witnessKey] });
  expect(sentences(other, 'fails')).toEqual([expect.stringMatching(/The signature of the witness witness\.example does not fit/)]);
  const absent = await verifyBundle(bytes, { ...trust, witnesses: [witness('nobody.example').key] });
  expect(sentences(absent, 'unknown').join('\n')).toMatch(/The witness nobody\.example did not sign/);
  await expect(verifyBundle(bytes, { ...trust, witnesses: [witnessKey.replace('example+', 'example+0')] })).rejects.toThrow(TypeError);

  const [file, pem] = [join(folder, 'checkpoint.txt'), join(folder, 'key.pem')];
  await writeFile(pem, privateKey);
  const run = await streetdate(['ledger', 'checkpoint', '--key', pem, '--home', home]);
  expect(run.stdout.startsWith(noteText(await ledger.checkpoint()))).toBe(true);
  expect(run.stderr).toMatch(/whoever checks the note needs the key streetdate-ledger\+[0-9a-f]{8}\+/);
  await writeFile(file, run.stdout);
  expect(await streetdate(['ledger', 'check', '--checkpoint', file, '--home', home])).toMatchObject({ status: 0 });
});

test('what is no key of a witness, no id of a key, and no entry is wrong use', async () => {
  const { home } = await recordedCase();
  expect(await streetdate(['verify', 'x.zip', '--revoked', 'abc'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('it must be the id of a key, 64 lower-case hexadecimal digits, got abc'),
  });
  expect(await streetdate(['verify', 'x.zip', '--witness', 'abc'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('a witness must be given as NAME+HASH+KEY'),
  });
  const correct = (...args: string[]) =>
    streetdate(['ledger', 'correct', ...args, '--by', 'A. Weber', '--reason', 'the wrong file', '--home', home]);
  expect(await correct('99')).toMatchObject({ status: 2, stderr: expect.stringContaining('and none at 99') });
  expect(await correct('x')).toMatchObject({ status: 2, stderr: expect.stringContaining('the entry must be its position') });
  const [entry] = records(await correct('1', '--json'));
  expect(entry).toMatchObject({ by: 'A. Weber', event: { kind: 'correction', corrects: 1, reason: 'the wrong file' } });
});

test('the clock may not run back, and all references are enrolled once', async () => {
  const { home } = await recordedCase();
  await using library = await openLibrary(home);
  const correction = { kind: 'correction', corrects: 0, reason: 'a test' } as const;
  const at = (time: string) => new Ledger(library, { now: () => new Date(time) });
  await expect(at('2025-01-01T00:00:00Z').append('A', [correction])).rejects.toThrow(/entries are in order of time/);
  // Seconds are forgiven, and written as the time of the entry before.
  const [entry] = await at('2026-02-01T11:59:30Z').append('A', [correction]);
  expect(entry!.at).toBe('2026-02-01T12:00:00.000Z');
  expect(await recordEnrolments(at('2026-02-02T00:00:00Z'), library, 'A')).toEqual([]);
});

describe.skipIf(!hasOpenssl)('with openssl as the authority (skipped where it is not installed)', () => {
  test('the state before a bundle is stamped, by a schedule or as the bundle is made', async () => {
    const { stamper, certificate } = await stampAuthority();
    const { ledger, bytes, publicKey } = await bundled((own) => anchorLedger(own, 'cron', stamper, { everyHours: 24 }));
    // Nothing is new.
    expect(await anchorLedger(ledger, 'cron', stamper)).toBeUndefined();
    await ledger.append('A', [{ kind: 'correction', corrects: 0, reason: 'a test' }]);
    expect(await anchorLedger(ledger, 'cron', stamper, { everyHours: 24 })).toBeUndefined();
    const report = await verifyBundle(bytes, { keys: [publicKey], stampRoots: [certificate('ca')] });
    expect(report.holds).toBe(true);
    expect(sentences(report, 'holds').join('\n')).toMatch(
      /The first \d+ entries of the ledger existed at .*Z: CN=Test stamps stamped them/,
    );
    const other = await verifyBundle(bytes, { keys: [publicKey], stampRoots: [certificate('other')] });
    expect(sentences(other, 'fails')).toEqual([expect.stringMatching(/The stamp of entry \d+ does not hold: /)]);
    const liar: TimeStamper = async () => stamper(Buffer.from('no request'));
    await expect(anchorLedger(ledger, 'cron', liar)).rejects.toThrow();
    await expect(anchorLedger(ledger, 'cron', async () => Uint8Array.of(1))).rejects.toThrow(/gave no stamp of the ledger/);
  });

  test('the commands ask an authority over HTTP', async () => {
    const { stamper } = await stampAuthority();
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      response.end(await stamper(Buffer.concat(parts)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { home } = await recordedCase();
    const tsa = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const run = await streetdate(['ledger', 'anchor', '--by', 'cron', '--tsa', tsa, '--home', home]);
    expect(run.stdout).toMatch(/cron: anchor: an authority stamped the first 6 entries, root [0-9a-f]{64}/);
    const again = await streetdate(['ledger', 'anchor', '--by', 'cron', '--tsa', tsa, '--home', home]);
    expect(again).toMatchObject({ stdout: '', stderr: expect.stringContaining('nothing is stamped') });
  });

  test('a bundle is stamped over HTTP, openssl verifies the stamp, and an authority that fails leaves no bundle', async () => {
    const { stamper, openssl, file } = await stampAuthority();
    const requests: Buffer[] = [];
    const answers: ((request: Buffer) => Promise<Uint8Array> | Uint8Array | number)[] = [];
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      expect(request.headers['content-type']).toBe('application/timestamp-query');
      const asked = Buffer.concat(parts);
      requests.push(asked);
      const answer = await (answers.shift() ?? stamper)(asked);
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const tsa = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { home, copy, folder } = await recordedCase();
    const { privateKey, publicKey } = newKeys();
    const [key, pub, output] = ['key.pem', 'pub.pem', 'case.zip'].map((name) => join(folder, name)) as [string, string, string];
    await writeFile(key, privateKey);
    await writeFile(pub, publicKey);
    const bundle = () => streetdate(['bundle', copy, '--key', key, '--tsa', tsa, '-o', output, '--without-pictures', '--home', home]);
    for (const [answer, reason] of [
      [[() => 503], `${tsa} gave no time stamp: it answered 503`],
      [[() => Uint8Array.of(1)], 'gave no stamp of the ledger: '],
      // The first stamp is of the ledger, the second of the signature.
      [[stamper, () => Uint8Array.of(1)], 'gave no stamp of the signature: '],
      [[stamper, () => stamper(requests[0]!)], 'gave no stamp of the signature: '],
    ] as const) {
      answers.splice(0, Infinity, ...answer);
      expect(await bundle(), reason).toMatchObject({ status: 3, stderr: expect.stringContaining(reason) });
      expect(existsSync(output)).toBe(false);
      // Each refused bundle leaves the ledger's stamp: the next one needs something new to stamp.
      await streetdate(['ledger', 'decide', copy, '--by', 'A', '--decision', 'confirmed', '--reason', reason, '--home', home]);
    }
    answers.splice(0);
    expect(await bundle()).toMatchObject({ status: 0, stderr: '' });
    const run = await streetdate(['verify', output, '--key', pub, '--stamp-root', file('ca.pem')]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/The signature existed at .*Z: CN=Test stamps stamped it\./);
    expect(run.stdout).toMatch(/The first \d+ entries of the ledger existed at .*Z: CN=Test stamps stamped them/);
    // Another program reads the stamp too.
    const members = await readZip(await readFile(output));
    for (const name of ['statement.dsse.json', 'statement.tsr'])
      await writeFile(file(name), members.get(`streetdate-bundle/signatures/${name}`)!);
    expect(() => openssl('ts', '-verify', '-data', 'statement.dsse.json', '-in', 'statement.tsr', '-CAfile', 'ca.pem')).not.toThrow();
    await writeFile(file('statement.dsse.json'), 'another');
    expect(() => openssl('ts', '-verify', '-data', 'statement.dsse.json', '-in', 'statement.tsr', '-CAfile', 'ca.pem')).toThrow();
  });
});
