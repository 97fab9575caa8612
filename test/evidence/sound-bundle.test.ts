import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeAudio, type Fingerprint, saveFingerprint } from '@streetdate/core';
import { openLibrary } from '@streetdate/engine';
import { createBundle, Ledger, recordScans, signerOf, verifyBundle } from '@streetdate/evidence';
import { expect, test } from 'vitest';
import { records, streetdate, temporaryFolder } from '../cli/tools/streetdate.ts';
import { sampleFilm, syntheticFilm } from '../tools/synthetic-film.ts';
import { inBlocks, syntheticSound } from '../tools/synthetic-sound.ts';
import { newKeys } from './tools/case.ts';

const soundOf = (seconds: number, from: number, role: 'reference' | 'query') =>
  codeAudio(inBlocks(syntheticSound(5, { seconds, from })), role);

/** An enrolled film with sound, and a fingerprint of its sound alone. */
async function setUp() {
  const folder = await temporaryFolder();
  const [home, uploads] = [join(folder, 'library'), join(folder, 'uploads')];
  await mkdir(uploads);
  const film = sampleFilm(syntheticFilm(5, 60), { seconds: 60, framesPerSecond: 10 });
  const path = join(folder, 'film.sdfp');
  await saveFingerprint(path, { ...film, tracks: [...film.tracks, ...(await soundOf(60, 0, 'reference'))] });
  await streetdate(['enroll', path, '--home', home, '--title', 'Film', '--id', 'disc-1', '--street-date', '2026-03-10T00:00:00Z']);
  const copy = join(uploads, 'copy.sdfp');
  const empty = film.tracks.map((track) => ({
    ...track,
    timesMs: new Uint32Array(),
    spansMs: new Uint32Array(),
    quality: new Uint8Array(),
    hashes: new Uint32Array(),
  }));
  const query: Fingerprint = { role: 'query', kind: 'sound', duration: 40, areas: [], media: { audioCodec: 'mp3' }, tracks: empty };
  await saveFingerprint(copy, { ...query, tracks: [...empty, ...(await soundOf(40, 15, 'query'))] });
  return { folder, home, uploads, copy };
}

test('a bundle of sound alone is verified, and a scan elsewhere confirms it', async () => {
  const { folder, home, uploads, copy } = await setUp();
  const [scanned] = records(await streetdate(['scan', uploads, '--home', home, '--json']));
  expect(scanned).toMatchObject({ kind: 'sound', verdict: { kind: 'needs-review' } });
  const { privateKey, publicKey } = newKeys();
  const library = await openLibrary(home);
  const ledger = new Ledger(library);
  await recordScans(ledger, library, 'M. Rossi');
  const { bytes } = await createBundle(library, ledger, [copy], { signers: [signerOf(privateKey)] });
  await library.close();
  const report = await verifyBundle(bytes, { keys: [publicKey] });
  expect(report.findings.filter(({ kind }) => kind === 'fails')).toEqual([]);
  const sentences = report.findings.map(({ sentence }) => sentence).join('\n');
  expect(sentences).toContain('the verdict follows from the match, the windows and the sighting. Sound of “Film” needs review');
  const path = join(folder, 'case.zip');
  await writeFile(path, bytes);
  const run = await streetdate(['replay', path, '--media', copy]);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/Film: (\d+) of the \1 enclosed codes of sound have the same hash at the same time in the file\./);
});
