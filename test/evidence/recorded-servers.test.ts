// @module-tag process
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary, type StoredServerFile } from '@streetdate/engine';
import {
  createBundle,
  GrowingRoot,
  hashLeaf,
  hashLine,
  Ledger,
  lineOfFile,
  MerkleTree,
  recordScans,
  recordServers,
  serverList,
  signerOf,
  verifyBundle,
} from '@streetdate/evidence';
import { expect, onTestFinished, test } from 'vitest';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { records, streetdate, temporaryFolder } from '../cli/tools/streetdate.ts';
import { standForFilms } from '../tools/prints-as-films.ts';
import { newKeys } from './tools/case.ts';
import { resigned } from './tools/forge.ts';

/** A library with a film and a server that has two copies of it, under two names, and another file. */
async function setUp() {
  const folder = await temporaryFolder();
  const [home, server] = [join(folder, 'library'), join(folder, 'server')];
  await mkdir(join(server, 'deep'), { recursive: true });
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--id', 'disc-1', '--street-date', '2026-03-10T00:00:00Z']);
  const copy = await writeCopy(server, 'copy.sdfp', 1);
  await copyFile(copy, join(server, 'deep', 'renamed.sdfp'));
  await writeFile(join(server, 'notes.txt'), 'hello');
  const facts = [
    '--name',
    'FTP 1',
    '--country',
    'NL',
    '--seen-at',
    '2026-02-01T10:00:00+01:00',
    '--custodian',
    'Police',
    '--by',
    'M. Rossi',
  ];
  const argv = ['case', 'add-server', server, ...facts, '--home', home];
  await standForFilms(home, server, 'FTP 1');
  return { folder, home, server, copy, argv, added: await streetdate(argv) };
}

async function openOne(home: string) {
  const library = await openLibrary(home);
  onTestFinished(() => library.close());
  return { library, ledger: new Ledger(library) };
}

test('a root that grows without its leaves is that of the tree, at each size', () => {
  const [growing, tree] = [new GrowingRoot(), new MerkleTree()];
  for (let size = 0; size < 70; size++) {
    expect(growing.size).toBe(size);
    expect(growing.root()).toEqual(tree.root());
    const leaf = hashLeaf(Uint8Array.of(size));
    growing.append(leaf);
    tree.append(leaf);
  }
});

test('adding a server records it: facts, counts and the root over its list; again only where something changed', async () => {
  const { home, server, argv, added } = await setUp();
  expect(added.stdout).toMatch(/^FTP 1 \(NL\): 3 files, .*; 1 film scanned; entry 0 of the ledger\.\n$/);
  const shown = await streetdate(['ledger', 'show', '--home', home]);
  expect(shown.stdout).toMatch(/^0 {2}\S+ {2}M\. Rossi: server FTP 1 in NL, 3 files, 0 unreadable places, list [0-9a-f]{64}\n$/);
  expect((await streetdate(argv)).stdout).toContain('the ledger has it already');
  await writeFile(join(server, 'new.txt'), 'one more');
  expect(records(await streetdate([...argv, '--json']))[0]).toMatchObject({ files: 4, ledgerEntry: 1 });
  expect((await streetdate(['ledger', 'check', '--home', home])).stdout).toContain('The ledger is whole: 2 entries');

  const { library, ledger } = await openOne(home);
  const lines: string[] = [];
  for await (const { text } of ledger.lines()) lines.push(text);
  const { event, by } = JSON.parse(lines[1]!);
  const tree = new MerkleTree();
  const paths: string[] = [];
  for await (const file of serverList(library, 'ftp-1')) {
    paths.push(file.path);
    tree.append(hashLine(lineOfFile(file)));
  }
  expect(paths).toEqual(['copy.sdfp', 'deep/renamed.sdfp', 'new.txt', 'notes.txt']);
  expect(by).toBe('M. Rossi');
  expect(event).toEqual({
    kind: 'server',
    ...{ serverId: 'ftp-1', name: 'FTP 1', country: 'NL', custodian: 'Police', seenAt: '2026-02-01T10:00:00+01:00' },
    ...{ source: 'folder', path: server, addedAt: '2026-02-01T12:00:00.000Z' },
    ...{ files: 4, bytes: event.bytes, digested: 4, unread: 0, unreadPlaces: 0 },
    filesRoot: Buffer.from(tree.root()).toString('hex'),
  });
  await expect(recordServers(ledger, library, 'M. Rossi', ['none'])).rejects.toThrow('ids must be those of servers of the case, got none');
});

test('each field of a file is in the root', () => {
  const file: StoredServerFile = { path: 'a', bytes: 1, modifiedMs: 2, digest: 'ab' };
  const { modifiedMs: _, ...timeless } = file;
  const { digest: __, ...unread } = file;
  const others = [{ ...file, path: 'b' }, { ...file, bytes: 2 }, { ...file, modifiedMs: 3 }, { ...file, digest: 'ac' }, timeless, unread];
  const hashes = [file, ...others].map((each) => Buffer.from(hashLine(lineOfFile(each))).toString('hex'));
  expect(new Set(hashes).size).toBe(others.length + 1);
  expect(lineOfFile({ path: '\ud800', bytes: 1 })).toEqual({ path: '\ufffd', bytes: 1, modifiedMs: null, digest: null });
});

test('a bundle proves that the scanned file is in the list of the server, and a forged proof is found', async () => {
  const { home, copy } = await setUp();
  await streetdate(['ledger', 'record', '--by', 'M. Rossi', '--home', home]);
  const { library, ledger } = await openOne(home);
  const { privateKey, publicKey } = newKeys();
  const bundle = await createBundle(library, ledger, [copy], { signers: [signerOf(privateKey)], name: 'case-1' });
  const { holds, findings } = await verifyBundle(bundle.bytes, { keys: [publicKey] });
  expect(holds).toBe(true);
  const sentences = findings.map(({ sentence }) => sentence);
  for (const name of ['copy.sdfp', 'deep/renamed.sdfp']) {
    expect(sentences).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `records the server FTP 1 \\(NL\\) with 3 files; ${name}, dated \\S+Z, with the digest [0-9a-f]{64}, is one of them and was scanned as copy.sdfp\\.$`,
        ),
      ),
    );
  }
  expect(sentences).toContainEqual(expect.stringContaining('Whether the list of a server is what was on it cannot be known'));

  const text = Buffer.from(bundle.files.get('data/ledger/servers.json')!).toString();
  const forgeries: readonly (readonly [string, RegExp])[] = [
    [text.replace('deep/renamed.sdfp', 'deep/another.sdfp'), /deep\/another\.sdfp is not in the list of the server FTP 1/],
    [text.replace(/"digest":"../, '"digest":"00'), /is not in the list of the server FTP 1/],
    [text.replace(/"scanId":"./, '"scanId":"x'), /names an entry of no server, or a scan that is not in the case/],
    [text.replace(/"entry":\d+/, '"entry":99'), /names an entry of no server/],
    ['{"files":[{}]}', /servers\.json holds no proofs/],
    ['no json', /it is no canonical JSON/],
  ];
  for (const [forged, reason] of forgeries) {
    const files = new Map(bundle.files).set('data/ledger/servers.json', Buffer.from(forged));
    const report = await verifyBundle(await resigned({ ...bundle, files }, privateKey, () => {}), { keys: [publicKey] });
    expect(report.holds).toBe(false);
    const fails = report.findings.filter(({ kind }) => kind === 'fails').map(({ sentence }) => sentence);
    expect(fails.join('\n')).toMatch(reason);
  }
});

test('a bundle of a file on a server that the ledger does not have as it is now is refused, with what helps', async () => {
  const { folder, home, server, copy } = await setUp();
  await streetdate(['ledger', 'record', '--by', 'M. Rossi', '--home', home]);
  const { library } = await openOne(home);
  await library.writeServers((writer) => writer.putServerFiles('ftp-1', [{ path: 'late.txt', bytes: 1 }]));
  await library.close();
  await writeFile(join(folder, 'key.pem'), newKeys().privateKey);
  const argv = ['bundle', copy, '--key', join(folder, 'key.pem'), '-o', join(folder, 'case.zip'), '--without-pictures', '--home', home];
  expect(await streetdate(argv)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('the ledger does not have the server FTP 1 as it is now; `streetdate ledger record` adds it'),
  });
  const recorded = await streetdate(['ledger', 'record', '--by', 'A. Weber', '--home', home]);
  expect(recorded.stdout).toMatch(/A\. Weber: server FTP 1 in NL, 4 files/);
  expect(await streetdate(argv)).toMatchObject({ status: 0, stdout: `${join(folder, 'case.zip')}\n` });
  expect(server).toContain(folder);
});

test('scans of a library without servers are bundled as before', async () => {
  const { home, folder } = await setUp();
  const upload = await writeCopy(folder, 'upload.sdfp', 1);
  await streetdate(['scan', upload, '--home', home]);
  const { library, ledger } = await openOne(home);
  await recordScans(ledger, library, 'M. Rossi');
  const bundle = await createBundle(library, ledger, [upload], { signers: [signerOf(newKeys().privateKey)], name: 'case-1' });
  // The content of this scan is on no server.
  expect(bundle.files.has('data/ledger/servers.json')).toBe(false);
});
