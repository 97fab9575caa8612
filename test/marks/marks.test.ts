// @module-tag process
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probe } from '@streetdate/core';
import { keyOfToken, MarkKey, renderVersions } from '@streetdate/marks';
import { beforeAll, expect, test } from 'vitest';
import { records, streetdate } from '../cli/tools/streetdate.ts';
import { clipFolder } from '../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

const at = clipFolder();
const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-an'];
/** As a camera records it: from a seat, with a dark frame, blurred, dim and noisy, at another frame rate, and faster as PAL is. */
const CAMERA =
  'setpts=PTS*24/25,scale=480:360,pad=520:400:18:24:color=0x0c0c10,' +
  'perspective=x0=14:y0=10:x1=W-9:y1=4:x2=6:y2=H-8:x3=W-12:y3=H-3:sense=source,' +
  'gblur=sigma=1.1,eq=contrast=0.75,vignette=angle=0.4,noise=alls=10:allf=t:all_seed=3,fps=25,scale=400:-2';

interface Issued {
  readonly recipient: string;
  readonly file: string;
  readonly serial: string;
}
let issued: Issued[] = [];
const markArguments = () => [at('master.mp4'), '--recipients', at('list.csv'), '--out', at('marks'), '--key', at('marks.key')];
const settings = ['--segment', '0.4', '--preset', 'veryfast', '--colluders', '1'];

beforeAll(async () => {
  await runFfmpeg(['-ss', '20', '-i', FOOTAGE.bunny, '-t', '13', '-c:v', 'libx264', '-crf', '12', '-preset', 'veryfast', at('master.mp4')]);
  await writeFile(at('list.csv'), 'recipient,city\nReviewer A,Oslo\nReviewer B,Bergen\n');
  const run = await streetdate(['mark', ...markArguments(), ...settings, '--json']);
  expect(run).toMatchObject({ status: 0 });
  const [set, ...copies] = records(run) as unknown as [Record<string, number>, ...Issued[]];
  expect(set).toMatchObject({ type: 'marked', segments: 33, segmentFrames: 6 });
  expect(set.psnrLeast).toBeGreaterThan(45);
  issued = copies;
});

test('a further recipient gets a copy without rendering again, and the copies are whole films with sound', async () => {
  const before = await stat(join(at('marks'), 'segments', 'segment_000000.m4s'));
  await writeFile(at('list.csv'), 'recipient\nReviewer A\nReviewer B\nReviewer C\n');
  const copies = records(await streetdate(['mark', ...markArguments(), ...settings, '--json'])).slice(1) as unknown as Issued[];
  expect(copies.map(({ recipient }) => recipient)).toEqual(['Reviewer C']);
  expect((await stat(join(at('marks'), 'segments', 'segment_000000.m4s'))).mtimeMs).toBe(before.mtimeMs);
  const master = await probe(at('master.mp4'));
  const copy = await probe(join(at('marks'), copies[0]!.file));
  expect(copy.audio).toHaveLength(master.audio.length);
  expect(Math.abs(copy.duration - master.duration)).toBeLessThan(0.3);
  // No name is in the film, in its file name or among the versions.
  const names = await readdir(at('marks'), { recursive: true });
  expect(names.filter((name) => /review/i.test(name))).toEqual([]);
  expect((await readFile(join(at('marks'), copies[0]!.file))).includes('Reviewer')).toBe(false);
  expect(await readFile(join(at('marks'), 'mark-set.json'), 'utf8')).not.toContain('Reviewer');
});

test('a camera recording of one copy is consistent with that copy alone, and an unmarked film with none', async () => {
  const { file } = issued[1]!;
  await runFfmpeg(['-i', join(at('marks'), file), '-vf', CAMERA, ...X264, '-crf', '28', at('camera.mp4')]);
  await runFfmpeg(['-i', at('master.mp4'), '-vf', 'hflip', ...X264, '-crf', '24', at('unmarked.mp4')]);
  const reading = ['--original', at('master.mp4'), '--marks', at('marks'), '--key', at('marks.key')];
  await streetdate(['init', '--home', at('library')]);
  await streetdate(['enroll', at('master.mp4'), '--title', 'Bunny', '--home', at('library')]);
  await streetdate(['ledger', 'record', '--by', 'me', '--home', at('library')]);
  const run = await streetdate([
    'trace',
    at('camera.mp4'),
    at('unmarked.mp4'),
    ...reading,
    '--home',
    at('library'),
    '--by',
    'M. Rossi',
    '--json',
  ]);
  const [camera, unmarked] = records(run);
  expect(camera).toMatchObject({ consistentWith: 1, copies: [{ recipient: 'Reviewer B', consistent: true }, {}, {}] });
  expect(camera!.segmentsRead).toBeGreaterThan(25);
  expect(camera!.strength).toBeGreaterThan(3);
  expect(unmarked).toMatchObject({ consistentWith: 0 });
  expect(unmarked!.segmentsRead).toBeGreaterThan(25);
  expect(unmarked!.strength).toBeLessThan(1);

  const ledger = await streetdate(['ledger', 'show', '--home', at('library')]);
  expect(ledger.stdout).toMatch(
    /M\. Rossi: the marks of .*camera\.mp4 were read in \d+ segments .* consistent with the issued copies [0-9a-f]{16} \(/,
  );
  expect(ledger.stdout).toMatch(/unmarked\.mp4 were read in \d+ segments of the set [0-9a-f]{16}: it is consistent with no issued copy\./);
  expect(await streetdate(['ledger', 'check', '--home', at('library')])).toMatchObject({ status: 0 });

  // The issued copies are a list of deliveries, which the ranking reads with the reading as evidence.
  await writeFile(at('reading.jsonl'), run.stdout);
  await writeFile(
    at('columns.json'),
    JSON.stringify({ columns: { title: 'title', variant: 'variant', recipient: 'recipient', sent: 'sent' } }),
  );
  const list = join(at('marks'), 'deliveries.csv');
  const ranking = await streetdate(['recipients', list, '--mapping', at('columns.json'), '--reading', at('reading.jsonl'), '--top', '1']);
  expect(ranking.stdout).toMatch(/\n\d\.\d{3} {2}Reviewer B: /);
});

test('another key, another folder and a claim that the film cannot carry are refused in words', async () => {
  await writeFile(at('other.key'), 'ab'.repeat(32));
  await writeFile(at('bad.key'), 'secret');
  const [copy, original] = [at('master.mp4'), at('master.mp4')];
  const said = async (argv: readonly string[]) => (await streetdate(argv)).stderr;
  const reading = ['trace', copy, '--original', original, '--marks'];
  expect(await said([...reading, at('marks'), '--key', at('other.key')])).toContain('was marked with the key');
  expect(await said([...reading, at('marks'), '--key', at('bad.key')])).toContain('must hold 64 hexadecimal digits');
  expect(await said([...reading, at('nothing'), '--key', at('other.key')])).toContain('holds no finished set of marks');
  const long = ['mark', ...markArguments(), '--segment', '0.4'];
  const short = await streetdate(long);
  expect(short.status).toBe(2);
  expect(short.stderr).toContain('the film is too short to tell copies after 2 are put together: it has 32 segments');
  expect(short.stderr).toContain('it can carry 1 with these segments');
  const { stdout } = await streetdate(['marks', 'plan', at('master.mp4'), '--segment', '0.4']);
  expect(stdout).toMatch(/1\s+31\s+0:12\.4 {2}fits\n\s+2\s+204\s+1:21\.6 {2}the film is too short/);
});

test('an interrupted rendering continues where it was', async () => {
  const key = new MarkKey(new Uint8Array(32));
  const controller = new AbortController();
  const options = { segmentSeconds: 0.4, preset: 'ultrafast', colluders: 1, chunkSeconds: 4 };
  const stopped = renderVersions(at('master.mp4'), at('stopped'), key, {
    ...options,
    signal: controller.signal,
    onProgress: (frames) => frames > 100 && controller.abort(new Error('enough')),
  });
  await expect(stopped).rejects.toThrow('enough');
  let first = 0;
  const set = await renderVersions(at('master.mp4'), at('stopped'), key, { ...options, onProgress: (frames) => (first ||= frames) });
  expect(first).toBe(61);
  expect(set).toMatchObject({ segments: 33, frames: 195 });
  const other = renderVersions(at('master.mp4'), at('stopped'), key, { ...options, segmentSeconds: 0.2 });
  await expect(other).rejects.toThrow(/holds versions with other settings: segmentFrames/);
});

test('a bundle of a scanned copy encloses its reading, and another party computes it again without the key', async () => {
  const home = ['--home', at('desk')];
  await streetdate(['init', ...home]);
  await streetdate(['enroll', at('master.mp4'), '--title', 'Bunny', '--street-date', '2099-01-01T00:00:00Z', ...home]);
  await streetdate(['ledger', 'record', '--by', 'me', ...home]);
  // Issued with the ledger, which so commits to its word.
  await writeFile(at('list.csv'), 'recipient\nReviewer A\nReviewer B\nReviewer E\n');
  const made = records(await streetdate(['mark', ...markArguments(), ...settings, ...home, '--json'])) as unknown as Issued[];
  const { file, serial } = made.find(({ recipient }) => recipient === 'Reviewer E')!;
  await runFfmpeg(['-i', join(at('marks'), file), '-vf', 'scale=-2:180', ...X264, '-crf', '28', at('upload.mp4')]);
  const reading = ['--original', at('master.mp4'), '--marks', at('marks'), '--key', at('marks.key')];
  expect(await streetdate(['trace', at('upload.mp4'), ...reading, ...home])).toMatchObject({ status: 0 });
  await streetdate(['scan', at('upload.mp4'), ...home]);
  await streetdate(['ledger', 'record', '--by', 'me', ...home]);

  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(at('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(at('key.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const bundle = await streetdate(['bundle', at('upload.mp4'), '--key', at('key.pem'), '-o', at('case.zip'), ...home]);
  expect(bundle).toMatchObject({ status: 0 });
  const verified = await streetdate(['verify', at('case.zip'), '--key', at('key.pub.pem')]);
  expect(verified).toMatchObject({ status: 0 });
  expect(verified.stdout).toMatch(
    new RegExp(
      `the reading of marks in upload\\.mp4, was computed again from 3\\d segments, with the same numbers: it is consistent with ${serial} \\(issued to Reviewer E by entry`,
    ),
  );
  const [word, signer] = verified.stdout.split('Rests on the word of the signer:');
  expect(word).not.toContain('come from the pictures');
  expect(signer).toContain('that the correlations of its segments come from the pictures of this file and of the master');
});

test('marks derive from a key in a token that signs alike each time, and from no other', async () => {
  const program = join(at('.'), 'sign.cjs');
  await writeFile(
    program,
    `#!${process.execPath}\nconst { createPrivateKey, sign } = require('node:crypto');\nconst { readFileSync } = require('node:fs');\n` +
      `const key = createPrivateKey(readFileSync(process.argv[2]));\n` +
      `process.stdout.write(sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', readFileSync(0), key));\n`,
  );
  await chmod(program, 0o755);
  const token = async (name: string, { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }) => {
    await writeFile(at(`${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(at(`${name}.pub.pem`), publicKey.export({ type: 'spki', format: 'pem' }));
    return ['--signer-program', program, '--signer-argument', at(`${name}.pem`), '--public-key', at(`${name}.pub.pem`)];
  };
  const even = await token('even', generateKeyPairSync('ed25519'));
  const uneven = await token('uneven', generateKeyPairSync('ec', { namedCurve: 'prime256v1' }));
  const marking = ['mark', at('master.mp4'), '--recipients', at('list.csv'), '--out', at('by-token'), ...settings];
  const [set] = records(await streetdate([...marking, ...even, '--json']));
  expect(set).toMatchObject({ type: 'marked', segments: 33 });
  const known = JSON.parse(await readFile(join(at('by-token'), 'mark-set.json'), 'utf8'));
  const privateKey = createPrivateKey(await readFile(at('even.pem')));
  expect((await keyOfToken(async (bytes) => sign(null, bytes, privateKey))).id).toBe(known.key);
  const said = async (argv: readonly string[]) => (await streetdate(argv)).stderr;
  expect(await said([...marking, ...uneven])).toContain('signs the same bytes in another way each time, as ECDSA does');
  expect(await said(marking)).toContain('give --key or --signer-program, and not both');
  expect(await said([...marking, ...even, '--key', at('marks.key')])).toContain('give --key or --signer-program, and not both');
});
