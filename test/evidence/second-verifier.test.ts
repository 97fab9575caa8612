// @module-tag slow
import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyBundle } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { seeded } from '../tools/synthetic-film.ts';
import { madeBundle, newKeys, PICTURES } from './tools/case.ts';
import { type ForgedCase, resigned } from './tools/forge.ts';

const script = fileURLToPath(new URL('tools/verify_bundle.py', import.meta.url));
const hasPython = works('python3', ['-c', 'import sys; assert sys.version_info >= (3, 8)']);
const hasBagit = hasPython && works('python3', ['-c', 'import bagit']);

const MANIFESTS = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'];

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

describe.skipIf(!hasPython)('a second verifier in Python, which shares no code (skipped where there is no Python)', () => {
  test('agrees on a good bundle, a foreign key, forged claims and flipped bytes', async () => {
    const { folder, bundle, privateKey, publicKey } = await madeBundle({ picturesOf: PICTURES });
    const raw = (key: string) => createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
    const path = join(folder, 'judged.zip');
    const both = async (bytes: Uint8Array, key = publicKey) => {
      await writeFile(path, bytes);
      const { stdout } = spawnSync('python3', [script, path, raw(key)], { encoding: 'utf8' });
      return [(await verifyBundle(bytes, { keys: [key] })).holds, stdout.trim()];
    };
    const forge = (change: (content: ForgedCase) => void) => resigned(bundle, privateKey, change);
    expect(await both(bundle.bytes)).toEqual([true, 'holds']);
    expect(await both(await forge(() => {}))).toEqual([true, 'holds']);
    expect(await both(bundle.bytes, newKeys().publicKey)).toEqual([false, 'fails the trusted key did not sign']);
    const distance = await forge((content) => {
      content.scans[0].matches[0].recomputed.segments[0].distances[3] = 0;
    });
    expect(await both(distance)).toEqual([false, 'fails a distance is another one: 0.0']);
    const verdict = await forge((content) => {
      content.scans[0].matches[0].verdict.kind = 'released-copy';
    });
    expect(await both(verdict)).toEqual([false, 'fails the ledger has no such verdict']);
    const scan = await forge((content) => {
      content.scans[0].found[0].score = 299;
    });
    expect(await both(scan)).toEqual([false, 'fails the ledger has no such scan']);
    const film = await forge((content) => {
      content.scans[0].media.sha256 = '0'.repeat(64);
    });
    expect(await both(film)).toEqual([false, 'fails the ledger has another media']);
    const window = await forge((content) => {
      content.scans[0].matches[0].windows[0].channel = 'digital';
    });
    expect(await both(window)).toEqual([false, 'fails the ledger has other verdicts']);
    const random = seeded(3);
    for (let flip = 0; flip < 40; flip++) {
      const flipped = Uint8Array.from(bundle.bytes);
      flipped[Math.floor(random() * flipped.length)]! ^= 1 + Math.floor(random() * 255);
      expect(await both(flipped)).toEqual([false, expect.stringMatching(/^fails /)]);
    }
  });
});

test.skipIf(!works('sha256sum', ['--version']))('sha256sum accepts both manifests of a bundle, and names a changed file', async () => {
  const { folder, bundle } = await madeBundle({ picturesOf: PICTURES });
  for (const [path, bytes] of bundle.files) {
    await mkdir(dirname(join(folder, 'bag', path)), { recursive: true });
    await writeFile(join(folder, 'bag', path), bytes);
  }
  const check = () =>
    spawnSync('sha256sum', ['--check', '--strict', '--quiet', ...MANIFESTS], { cwd: join(folder, 'bag'), encoding: 'utf8' });
  expect(check()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  await appendFile(join(folder, 'bag/data/case.json'), ' ');
  expect(check()).toMatchObject({ status: 1, stdout: 'data/case.json: FAILED\n' });
});

test.skipIf(!hasBagit)('bagit-python accepts a bundle as a bag (skipped where that package is not installed)', async () => {
  const { folder, bundle } = await madeBundle({ picturesOf: PICTURES });
  await writeFile(join(folder, 'case.zip'), bundle.bytes);
  execFileSync('python3', ['-m', 'zipfile', '-e', 'case.zip', '.'], { cwd: folder });
  const code = "import bagit; bag = bagit.Bag('case-1'); bag.validate(); print(len(bag.entries))";
  expect(Number(execFileSync('python3', ['-c', code], { cwd: folder, encoding: 'utf8' }))).toBe(bundle.files.size - 1);
});
