// @module-tag process
import { createHash } from 'node:crypto';
import { appendFile, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Context } from '../../packages/cli/src/commands/command.ts';
import { knownFingerprints } from '../../packages/cli/src/commands/known-fingerprints.ts';
import { canaryReadingRecord } from '../../packages/cli/src/output/marks-record.ts';
import { records, streetdate } from '../cli/tools/streetdate.ts';
import { clipFolder } from '../tools/clips.ts';
import { runFfmpeg } from '../tools/footage.ts';
import { makeVariantFilm } from './tools/variant-films.ts';

const at = clipFolder();
const CANARIES = [
  { kind: 'take', name: 'clearing', choices: ['short', 'long'] },
  { kind: 'cut', name: 'cut at 0:15', choices: ['early', 'late'] },
  { kind: 'caption', name: 'caption', choices: ['one wording', 'another'] },
  { kind: 'chapter', name: 'second chapter', choices: ['0 0:05', '0 0:06'] },
];
const HEADER = 'canary,choice,start,end,file,begins';
const ROWS = [
  'clearing,short,4,7,films/first.mp4,',
  'clearing,long,4,7,films/second.mp4,',
  'cut at 0:15,early,14,16.5,films/first.mp4,0',
  'cut at 0:15,late,14,16.5,films/second.mp4,0',
  'caption,one wording,0:20.5,0:00:23.5,films/first-end.mp4,0:13',
  'caption,another,0:20.5,0:00:23.5,films/second-end.mp4,0:13',
];
const compare = (...argv: string[]) => streetdate(['marks', 'compare', ...argv, '--issued', at('issued')]);
const variants = async (name: string, rows: readonly string[], header = HEADER) => {
  await writeFile(at(name), `${[header, ...rows].join('\n')}\n`);
  return at(name);
};

beforeAll(async () => {
  await mkdir(at('films'));
  for (const [name, choice] of [
    ['first', 0],
    ['second', 1],
  ] as const) {
    await makeVariantFilm(join(at('films'), `${name}.mp4`), [choice, choice, choice]);
    const cut = ['-ss', '13', '-i', join(at('films'), `${name}.mp4`), '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18'];
    await runFfmpeg([...cut, join(at('films'), `${name}-end.mp4`)]);
  }
  await makeVariantFilm(at('film.mp4'), [1, 0, 1]);
  await runFfmpeg(['-i', at('film.mp4'), '-vf', 'scale=-2:200', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '30', at('rip.mp4')]);
  await writeFile(at('canaries.json'), JSON.stringify(CANARIES));
  const list = [
    `recipient,${CANARIES.map(({ name }) => name).join(',')}`,
    'Reviewer A,short,early,another,0 0:05',
    'Reviewer B,long,early,another,0 0:05',
    'Reviewer C,long,late,one wording,0 0:06',
  ];
  await writeFile(at('list.csv'), `${list.join('\n')}\n`);
  const where = ['--title', 'Bunny', '--recipients', at('list.csv'), '--out', at('issued')];
  expect(await streetdate(['marks', 'assign', at('canaries.json'), ...where])).toMatchObject({ status: 0 });
}, 120_000);

test('takes, cuts and captions are read from a film, name the issued copy, and go into the ledger', async () => {
  const home = ['--home', at('library'), '--by', 'M. Rossi'];
  await streetdate(['init', '--home', at('library')]);
  await streetdate(['enroll', join(at('films'), 'first.mp4'), '--title', 'Bunny', '--home', at('library')]);
  await streetdate(['ledger', 'record', ...home]);
  const run = await compare(at('rip.mp4'), '--variants', await variants('variants.csv', ROWS), '--json', ...home);
  const [record] = records(run);
  expect(canaryReadingRecord.strict().parse(record)).toMatchObject({
    seen: [
      { name: 'clearing', choice: 'long', by: 'pictures', logRatio: 6 },
      { name: 'cut at 0:15', choice: 'early', by: 'pictures', logRatio: 6 },
      { name: 'caption', choice: 'another', by: 'pictures', logRatio: 6 },
    ],
    notTold: [],
    consistentWith: 1,
    copies: [{ recipient: 'Reviewer B', agree: 3, differ: 0, consistent: true }, {}, {}],
  });
  const ledger = await streetdate(['ledger', 'show', '--home', at('library')]);
  expect(ledger.stdout).toContain('Seen: clearing = long (read from the pictures); cut at 0:15 = early (read from the pictures); caption');
  const library = await openLibrary(at('library'), { access: 'read' });
  onTestFinished(() => library.close());
  const { text } = (await library.catalogue.ledgerEntries((await library.catalogue.ledgerSize()) - 1, 1))[0]!;
  const digest = async (name: string) =>
    createHash('sha256')
      .update(await readFile(join(at('films'), name)))
      .digest('hex');
  const [first, second, firstEnd, secondEnd] = await Promise.all(
    ['first.mp4', 'second.mp4', 'first-end.mp4', 'second-end.mp4'].map(digest),
  );
  expect(JSON.parse(text).event.variants).toEqual([
    { name: 'clearing', choice: 'short', fileSha256: first },
    { name: 'clearing', choice: 'long', fileSha256: second },
    { name: 'cut at 0:15', choice: 'early', fileSha256: first },
    { name: 'cut at 0:15', choice: 'late', fileSha256: second },
    { name: 'caption', choice: 'one wording', fileSha256: firstEnd },
    { name: 'caption', choice: 'another', fileSha256: secondEnd },
  ]);
});

test('a film that is enrolled is not fingerprinted anew while it does not change, and progress is told', async () => {
  const home = ['--home', at('known')];
  await copyFile(join(at('films'), 'first.mp4'), at('known.mp4'));
  await streetdate(['enroll', at('known.mp4'), '--title', 'Bunny', ...home]);
  const contextIn = (folder: string) => ({ home: at(folder), io: { now: () => new Date() } }) as unknown as Context;
  const context = contextIn('known');
  const [path, other] = [at('known.mp4'), join(at('films'), 'second.mp4')];
  expect([...(await knownFingerprints(context, [path, other, at('gone.mp4')])).keys()]).toEqual([path]);
  expect(await knownFingerprints(contextIn('nothing'), [path])).toEqual(new Map());
  const argv = ['--variants', await variants('known.csv', ROWS), '--issued', at('issued'), ...home];
  const run = await streetdate(['marks', 'compare', at('rip.mp4'), ...argv], { progressEveryMs: 0 });
  expect(run.stderr).toMatch(/rip\.mp4 and the films of the choices are aligned/);
  expect(run.stderr).toMatch(/0:\d\d.* of .*rip\.mp4 is read/);
  await appendFile(path, 'x');
  expect((await knownFingerprints(context, [path])).size).toBe(0);
});

test('what a person states counts before the pictures, and the difference is told', async () => {
  const list = await variants('caption.csv', ROWS.slice(4));
  const stated = await compare(at('rip.mp4'), '--variants', list, '--seen', 'caption=one wording');
  expect(stated.stderr).toContain('caption: the pictures show another; what was stated counts');
  expect(stated.stdout).toContain('copy consistent with the one issued to Reviewer C (1-1-0-1): 1 of 1 agree');
});

test('what the pictures do not tell is listed with its reason, and counts for nobody', async () => {
  const swapped = ROWS.slice(0, 2).map((row) => row.replace(',4,7,', ',9,12,'));
  const run = await compare(at('rip.mp4'), '--variants', await variants('alike.csv', swapped), '--json');
  expect(records(run)).toMatchObject([{ seen: [], notTold: [{ name: 'clearing', reason: 'alike' }], consistentWith: 0 }]);
  const text = await compare(at('rip.mp4'), '--variants', at('alike.csv'));
  expect(text.stdout).toContain('Not told by the pictures: clearing: the choices look alike there.');
});

test('a list of variants with other columns, canaries, choices or times is refused in words', async () => {
  const said = async (rows: readonly string[], header?: string) =>
    (await compare(at('rip.mp4'), '--variants', await variants('bad.csv', rows, header))).stderr;
  const [first, second] = ROWS as [string, string];
  expect(await said([first], 'canary,choice,start,end')).toContain('bad.csv: it has no column file; it has canary, choice, start, end');
  expect(await said(['door,left,1,2,a.mp4'])).toContain('line 2: canary must be one of clearing, cut at 0:15');
  expect(await said(['second chapter,0 0:05,1,2,a.mp4'])).toContain(
    'line 2: second chapter is of the kind chapter, which pictures do not show',
  );
  expect(await said(['clearing,high,1,2,a.mp4'])).toContain('line 2: clearing must be one of short, long, got "high"');
  expect(await said([first.replace('4,7', 'soon,7')])).toContain('line 2: start must be seconds or h:mm:ss, got "soon"');
  expect(await said([first.replace('4,7', '7,4')])).toContain('line 2: the end must be after the start');
  expect(await said([first, second.replace('4,7', '4,8')])).toContain('lines 2 and 3 have other times of clearing');
  expect(await said([first, first])).toContain('line 3: clearing = short is there twice');
  expect(await said([first])).toContain('it has no file of clearing = long: each choice must be there');
  expect(await said([])).toContain('it names no variant');
  expect((await compare('--seen', 'caption=another', '--variants', at('bad.csv'))).stderr).toContain('--variants is for a film: give one');
  const gone = await said([first, second.replace('second.mp4', 'gone.mp4')]);
  expect(gone).toContain('gone.mp4');
});
