import { createHash, generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { type Library, openLibrary, type StoredDigest } from '@streetdate/engine';
import { slug } from '@streetdate/engine/internal';
import { addServer, createBundle, Ledger, recordScans, recordServers, signerOf, verifyBundle } from '@streetdate/evidence';
import { attackedCopy, generatedFilm } from '../scale/generated-catalogue.ts';

/** Options for {@link benchCase}. */
export interface CaseOptions {
  /** Files on the servers that show a title. @defaultValue 1000 */
  readonly sightings?: number;
  /** Distinct films among them; each is on several servers, as servers pass copies on. @defaultValue 100 */
  readonly copies?: number;
  /** Servers. @defaultValue 10 */
  readonly servers?: number;
  /** Titles, an hour each. @defaultValue 10 */
  readonly titles?: number;
  /** Length of a copy in seconds. @defaultValue 60 */
  readonly seconds?: number;
  /** Called now and then with how far it is. */
  readonly onProgress?: (message: string) => void;
}

/** How long a case takes to bundle and to verify. */
export interface CaseResult {
  readonly sightings: number;
  readonly copies: number;
  readonly servers: number;
  readonly titles: number;
  readonly seconds: number;
  /** Matches that were computed again. */
  readonly matches: number;
  /** Entries of the ledger. */
  readonly entries: number;
  readonly bundleBytes: number;
  readonly bundleSeconds: number;
  readonly verifySeconds: number;
  /** Processor time of the verification. */
  readonly verifyCpuSeconds: number;
  /** Memory of the process at its peak, over all of it, MiB. */
  readonly peakMiB: number;
  readonly holds: boolean;
}

/** Bundles and verifies a made-up case. The films are generated and seeded, so that equal options give equal cases. */
export async function benchCase(options: CaseOptions = {}): Promise<CaseResult> {
  const { sightings = 1000, servers = 10, titles = 10, copies = 100, seconds = 60, onProgress } = options;
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-bench-case-'));
  try {
    await using library = await openLibrary(join(folder, 'library'));
    const films = Array.from({ length: titles }, (_, title) => generatedFilm(8 * title));
    for (const [title, film] of films.entries()) {
      const path = join(folder, `film-${title}.sdfp`);
      await saveFingerprint(path, film);
      const windows = [{ territory: 'US', channel: 'disc', opensAt: '2030-01-01T00:00:00Z' } as const];
      await library.enroll(path, { title: `Film ${title}`, windows });
    }
    for (let at = 0; at < copies; at++) {
      const film = films[at % titles]!;
      const { track } = attackedCopy(film, at + 1, { distance: 20, spread: 0.3 }, seconds);
      await saveFingerprint(join(folder, `copy-${at}.sdfp`), { ...film, role: 'query', duration: seconds, tracks: [track] });
    }
    for (let at = 0; at < sightings; at++) {
      const server = join(folder, `server-${Math.floor(at / copies) % servers}`);
      await mkdir(server, { recursive: true });
      await copyFile(join(folder, `copy-${at % copies}.sdfp`), join(server, `copy-${at}.sdfp`));
    }
    for (let at = 0; at < servers; at++) {
      onProgress?.(`server ${at + 1} of ${servers}`);
      await standForFilms(library, join(folder, `server-${at}`), `Server ${at}`);
      await addServer(library, join(folder, `server-${at}`), { name: `Server ${at}`, country: 'NL', seenAt: '2029-12-01T00:00:00Z' });
    }
    const ledger = new Ledger(library);
    await recordServers(ledger, library, 'bench');
    await recordScans(ledger, library, 'bench');
    onProgress?.('bundling');
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signer = signerOf(String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    const started = performance.now();
    const { bytes, files } = await createBundle(library, ledger, [], { signers: [signer], name: 'case', wholeCase: {} });
    const bundled = performance.now();
    onProgress?.('verifying');
    const cpu = process.cpuUsage();
    const { holds, findings } = await verifyBundle(bytes, { keys: [String(publicKey.export({ type: 'spki', format: 'pem' }))] });
    const verified = performance.now();
    const { user, system } = process.cpuUsage(cpu);
    return {
      ...{ sightings, copies, servers, titles, seconds, holds },
      matches: findings.filter(({ sentence }) => sentence.includes('every number was computed again')).length,
      entries: Buffer.from(files.get('data/ledger/leaves.bin')!).length / 32,
      bundleBytes: bytes.length,
      bundleSeconds: (bundled - started) / 1000,
      verifySeconds: (verified - bundled) / 1000,
      verifyCpuSeconds: (user + system) / 1e6,
      peakMiB: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A fingerprint is no copy of a film. For a server of this bench, each stands for a film that was decoded: the catalogue has their contents as films. */
async function standForFilms(library: Library, folder: string, name: string): Promise<void> {
  const [id, path] = [slug(name), await realpath(folder)];
  const digests: StoredDigest[] = [];
  for (const file of await readdir(path)) {
    const bytes = await readFile(join(path, file));
    const digest = createHash('sha256').update(bytes).digest('hex');
    digests.push({ path: file, digest, bytes: bytes.length, kind: 'film' });
  }
  await library.writeServers(async (writer) => {
    await writer.putServer({ id, name, country: 'NL', source: 'folder', path, addedAt: '2029-12-01T00:00:00.000Z' });
    await writer.putDigests(id, digests);
  });
}
