// @module-tag process
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { probe } from '@streetdate/core';
import { checkMaster, issueCopies, MarkKey, readIssued, readMarkSet, renderVersions, traceCopy } from '@streetdate/marks';
import { joinSegments } from '@streetdate/marks/internal';
import { beforeAll, describe, expect, test } from 'vitest';
import { streetdate } from '../cli/tools/streetdate.ts';
import { clipFolder } from '../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

const at = clipFolder();
const key = new MarkKey(new Uint8Array(32).fill(7));
const rendering = { segmentSeconds: 0.4, preset: 'ultrafast', colluders: 1 } as const;
const FILM = ['-ss', '20', '-i', FOOTAGE.bunny, '-t', '14', '-r', '15'];
const ENCODED = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '16', '-g', '60', '-bf', '2', '-c:a', 'aac'];

beforeAll(async () => {
  await runFfmpeg([...FILM, ...ENCODED, at('master.mp4')]);
  await writeFile(at('list.csv'), 'recipient\nReviewer A\n');
});

/** Frames that ffmpeg counts in a film, 15 a second. */
async function framesOf(path: string): Promise<number> {
  await runFfmpeg(['-i', path, '-map', '0:v:0', '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', '16x16', '-vsync', '0', at('counted.raw')]);
  return (await stat(at('counted.raw'))).size / 256;
}

test.each([
  ['a transport stream', 'master.ts', ENCODED],
  ['a program stream', 'master.mpg', ['-c:v', 'mpeg2video', '-r', '25', '-q:v', '4', '-g', '15', '-bf', '2', '-c:a', 'mp2', '-f', 'vob']],
  ['a Matroska film', 'master.mkv', ENCODED],
])('no frame of %s is lost where one part of it follows the other, nor where an interrupted run goes on', async (_, name, encoded) => {
  await runFfmpeg([...FILM, ...encoded, at(name)]);
  const frames = await framesOf(at(name));
  const parts = { ...rendering, chunkSeconds: 4 };
  expect(await renderVersions(at(name), at(`${name}.whole`), key, parts)).toMatchObject({ frames });
  const controller = new AbortController();
  const stopped = renderVersions(at(name), at(`${name}.stopped`), key, {
    ...{ ...parts, signal: controller.signal },
    onProgress: (done) => done > 150 && controller.abort(new Error('enough')),
  });
  await expect(stopped).rejects.toThrow('enough');
  expect(await renderVersions(at(name), at(`${name}.stopped`), key, parts)).toMatchObject({ frames });
});

describe('a picture that begins after the sound', () => {
  const late = 0.8;
  beforeAll(async () => {
    const inputs = ['-itsoffset', String(late), '-i', at('master.mp4'), '-f', 'lavfi', '-i', 'sine=duration=14'];
    await runFfmpeg([...inputs, '-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', at('late.mkv')]);
  });

  test.each(['mkv', 'mp4'] as const)('begins as late in a copy in %s, and no frame is added to it', async (container) => {
    const frames = await framesOf(at('late.mkv'));
    const set = await renderVersions(at('late.mkv'), at('late'), key, rendering);
    expect(set.frames).toBe(frames);
    await issueCopies(at('late.mkv'), at('late'), key, set, [`Reviewer ${container}`], { container });
    const { file } = (await readIssued(at('late'))).at(-1)!;
    const [master, copy] = [await probe(at('late.mkv')), await probe(join(at('late'), file))];
    expect(master.video!.start - master.audio[0]!.start).toBeCloseTo(late, 1);
    expect(copy.video!.start - copy.audio[0]!.start).toBeCloseTo(master.video!.start - master.audio[0]!.start, 1);
  });
});

test('a cover before the film is not marked in its place', async () => {
  await runFfmpeg(['-i', at('master.mp4'), '-frames:v', '1', at('cover.png')]);
  const inputs = ['-i', at('cover.png'), '-i', at('master.mp4'), '-map', '0:v', '-map', '1:v', '-map', '1:a?'];
  await runFfmpeg([...inputs, '-c', 'copy', '-disposition:v:0', 'attached_pic', at('covered.mp4')]);
  const set = await renderVersions(at('covered.mp4'), at('covered'), key, rendering);
  expect(set.frames).toBe(await framesOf(at('master.mp4')));
});

test('a film whose name an ffmpeg would take for a protocol or an option is marked as any other', async () => {
  const folder = at('of: all %03d');
  await mkdir(folder);
  for (const name of ['film: part 1.mkv', '-y.mkv']) {
    await runFfmpeg(['-i', at('master.mp4'), '-c', 'copy', `file:${join(folder, name)}`]);
    const set = await renderVersions(join(folder, name), join(folder, `${name} marks`), key, rendering);
    await issueCopies(join(folder, name), join(folder, `${name} marks`), key, set, ['Reviewer A']);
    expect(await readIssued(join(folder, `${name} marks`))).toHaveLength(1);
  }
});

describe('subtitles', () => {
  beforeAll(async () => {
    await writeFile(at('words.srt'), '1\n00:00:01,000 --> 00:00:03,000\nHello\n');
    await runFfmpeg(['-i', at('master.mp4'), '-i', at('words.srt'), '-c', 'copy', '-c:s', 'mov_text', at('words.mp4')]);
    await runFfmpeg(['-i', at('master.mp4'), '-i', at('words.srt'), '-c', 'copy', '-c:s', 'subrip', at('words.mkv')]);
  });
  test.each([
    ['words.mp4', 'mkv', 'subrip'],
    ['words.mp4', 'mp4', 'mov_text'],
    ['words.mkv', 'mkv', 'subrip'],
    ['words.mkv', 'mp4', 'mov_text'],
  ] as const)('of %s stay in a copy in %s, in its own form', async (name, container, codec) => {
    await checkMaster(at(name), { ...rendering, container });
    const set = await renderVersions(at(name), at(`${name}.marks`), key, rendering);
    const copy = at(`${name}.copy.${container}`);
    await joinSegments(at(name), at(`${name}.marks`), set, new Uint8Array(set.segments), copy);
    expect((await probe(copy)).subtitles).toMatchObject([{ codec }]);
  });
});

test('sound that a container does not take is refused in words before anything is rendered, and no key is made', async () => {
  await runFfmpeg(['-i', at('master.mp4'), '-c:v', 'copy', '-c:a', 'wmav2', '-ac', '2', at('wma.mkv')]);
  const [short, taken] = [
    ['--colluders', '5'],
    ['--container', 'mp4', '--colluders', '1', '--segment', '0.4'],
  ];
  const marking = ['mark', at('wma.mkv'), '--recipients', at('list.csv'), '--out', at('wma'), '--key', at('wma.key')];
  for (const [options, words, status] of [
    [taken, /wma\.mkv: its sound or subtitles do not go into mp4: .*wmav2.*; take another container/, 3],
    [short, /the film is too short to tell copies after 5 are put together/, 2],
  ] as const) {
    const run = await streetdate([...marking, ...options]);
    expect(run).toMatchObject({ status });
    expect(run.stderr).toMatch(words);
    expect(run.stderr).not.toContain('is made');
  }
  await expect(stat(at('wma.key'))).rejects.toThrow('ENOENT');
  await expect(stat(at('wma'))).rejects.toThrow('ENOENT');
});

test('an output folder that is a file, or lies in one, is named with the reason', async () => {
  await writeFile(at('taken'), '');
  for (const out of [at('taken'), join(at('taken'), 'below')]) {
    const files = [at('master.mp4'), '--recipients', at('list.csv'), '--out', out, '--key', at('taken.key')];
    const run = await streetdate(['mark', ...files, '--colluders', '1', '--segment', '0.4']);
    expect(run.stderr).toMatch(/taken.*cannot be read: a part of its path is a file, not a folder/);
    expect(run.stderr).not.toContain('    at ');
    expect(run.status).toBe(3);
  }
});

test('names of recipients and copies show their control characters as escapes', async () => {
  await writeFile(at('odd.csv'), 'recipient\n"Reviewer \u001b[31mRed"\n');
  const files = [at('master.mp4'), '--recipients', at('odd.csv'), '--out', at('odd'), '--key', at('odd.key')];
  const run = await streetdate(['mark', ...files, '--colluders', '1', '--segment', '0.4', '--preset', 'ultrafast']);
  expect(run).toMatchObject({ status: 0 });
  expect(run.stdout).toContain('Reviewer \\u001b[31mRed: ');
  expect(run.stdout).not.toContain('\u001b');
});

test('what a killed run left of a copy goes, and the copies that were issued before a run was stopped are in the ledger', async () => {
  const home = ['--home', at('library')];
  await streetdate(['init', ...home]);
  await streetdate(['enroll', at('master.mp4'), '--title', 'Bunny', ...home]);
  await streetdate(['ledger', 'record', '--by', 'me', ...home]);
  await writeFile(at('many.csv'), `recipient\n${Array.from({ length: 60 }, (_, at) => `Reviewer ${at}\n`).join('')}`);
  await mkdir(join(at('many'), 'copies'), { recursive: true });
  await writeFile(join(at('many'), 'copies', 'abc.unfinished.mkv'), '');
  const controller = new AbortController();
  const watched = setInterval(async () => {
    if ((await readIssued(at('many'))).length > 1) controller.abort(new Error('enough'));
  }, 5);
  const files = [at('master.mp4'), '--recipients', at('many.csv'), '--out', at('many'), '--key', at('many.key')];
  const settings = ['--colluders', '1', '--segment', '0.4', '--preset', 'ultrafast', ...home];
  const run = await streetdate(['mark', ...files, ...settings], { signal: controller.signal });
  clearInterval(watched);
  expect(run.status).not.toBe(0);
  const issued = await readIssued(at('many'));
  expect(issued.length).toBeGreaterThan(1);
  expect(issued.length).toBeLessThan(60);
  expect((await readdir(join(at('many'), 'copies'))).sort()).toEqual(issued.map(({ file }) => basename(file)).sort());
  const { stdout } = await streetdate(['ledger', 'show', ...home]);
  for (const { serial } of issued) expect(stdout).toContain(serial);
});

describe('a damaged master', () => {
  test.each([
    ['cut short in Matroska', 'cut.mkv', 0.8],
    ['cut short in MP4', 'cut.mp4', 0.8],
    ['overwritten in the middle', 'worn.mp4', 1],
  ])('that is %s is refused with its name and the time, and no copy is issued', async (_, name, kept) => {
    await runFfmpeg(['-i', at('master.mp4'), '-c', 'copy', ...(name.endsWith('mp4') ? ['-movflags', '+faststart'] : []), at(name)]);
    const bytes = await readFile(at(name));
    const middle = Math.round(bytes.length / 2);
    if (kept === 1) bytes.fill(0x5a, middle, Math.round(1.1 * middle));
    await writeFile(at(name), bytes.subarray(0, Math.round(kept * bytes.length)));
    const files = [at(name), '--recipients', at('list.csv'), '--out', at(`${name}.marks`), '--key', at('damaged.key')];
    const run = await streetdate(['mark', ...files, '--colluders', '1', '--segment', '0.4', '--preset', 'ultrafast']);
    expect(run).toMatchObject({ status: 3, stdout: '' });
    expect(run.stderr).toMatch(
      new RegExp(`${name.replace('.', '\\.')} cannot be marked: it is damaged or cut short near \\d+\\.\\d s \\(`),
    );
    await expect(stat(join(at(`${name}.marks`), 'mark-set.json'))).rejects.toThrow('ENOENT');
  });
});

test('of several streams of pictures the largest is marked, as it is the one that is read', async () => {
  const smaller = ['-filter_complex', '[0:v]scale=160:120[s]', '-map', '[s]', '-map', '0:v', ...ENCODED, '-an'];
  await runFfmpeg(['-i', at('master.mp4'), ...smaller, at('two.mkv')]);
  const frames = await framesOf(at('master.mp4'));
  expect(await renderVersions(at('two.mkv'), at('two'), key, rendering)).toMatchObject({ frames, master: { width: 320, height: 240 } });
});

test('a film that was not marked is refused as the original, and the master in another container is not', async () => {
  const set = await renderVersions(at('master.mp4'), at('traced'), key, rendering);
  const [copy] = await issueCopies(at('master.mp4'), at('traced'), key, set, ['Reviewer A', 'Reviewer B']);
  const file = join(at('traced'), copy!.file);
  await runFfmpeg(['-i', at('master.mp4'), '-t', '11', ...ENCODED, at('other-cut.mp4')]);
  await expect(traceCopy(file, at('other-cut.mp4'), at('traced'), key)).rejects.toMatchObject({
    code: 'bad-evidence',
    message: expect.stringMatching(
      /other-cut\.mp4 is not the film that was marked, master\.mp4: it has .* 11\.0 s, and that one .* 14\.0 s/,
    ),
  });
  await runFfmpeg(['-i', at('master.mp4'), '-c', 'copy', at('same.mkv')]);
  const { copies } = await traceCopy(file, at('same.mkv'), at('traced'), key);
  expect(copies.filter(({ consistent }) => consistent)).toMatchObject([{ recipient: 'Reviewer A' }]);
});

test.each(['null', '{}', '{"copies":[null]}', '{"copies":{}}'])(
  'a list of issued copies that holds %s is named as damaged and left as it is',
  async (text) => {
    await mkdir(at('broken'), { recursive: true });
    for (const name of ['issued.json', 'mark-set.json']) await writeFile(join(at('broken'), name), text);
    await expect(readIssued(at('broken'))).rejects.toThrow(/issued\.json is no list of issued copies/);
    await expect(readMarkSet(at('broken'))).rejects.toThrow(/mark-set\.json is no set of marks/);
    expect(await readFile(join(at('broken'), 'issued.json'), 'utf8')).toBe(text);
  },
);
