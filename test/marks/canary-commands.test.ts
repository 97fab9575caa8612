// @module-tag process
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { records, streetdate } from '../cli/tools/streetdate.ts';
import { clipFolder } from '../tools/clips.ts';
import { CLOCK_START, makeClipInfo, makeIndex, makeMovieObjects, makePlaylist, playPlaylist } from '../tools/disc/bluray.ts';
import { writeFiles } from '../tools/disc/write-disc.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

const at = clipFolder();
const CANARIES = [
  { kind: 'caption', name: 'caption at 0:41:02', choices: ['one line', 'two lines'] },
  { kind: 'chapter', name: 'second chapter', choices: ['0 0:02.0', '0 0:02.5'] },
  { kind: 'playlist', name: 'clips', choices: ['00001 00002', '00001 00003'] },
  { kind: 'take', name: 'door', choices: ['left hand', 'right hand', 'both hands'] },
];
const clip = (number: number, start: number) => ({ clip: `0000${number}`, in: CLOCK_START + start, out: CLOCK_START + start + 2 });
const assign = (list: string, out: string, ...more: string[]) => {
  const where = ['--title', 'Sintel', '--recipients', at(list), '--out', at(out), '--json'];
  return streetdate(['marks', 'assign', at('canaries.json'), ...where, ...more]);
};
const compare = (...argv: string[]) => streetdate(['marks', 'compare', ...argv, '--issued', at('registered')]);

beforeAll(async () => {
  await writeFile(at('canaries.json'), JSON.stringify(CANARIES));
  await writeFile(
    at('carried.csv'),
    [
      'recipient,caption at 0:41:02,second chapter,clips,door',
      'Reviewer A,one line,0 0:02.0,00001 00002,left hand',
      'Reviewer B,two lines,0 0:02.5,00001 00003,right hand',
      'Reviewer C,one line,0 0:02.5,00001 00003,both hands',
      'Reviewer D,two lines,0 0:02.0,00001 00003,left hand',
      '',
    ].join('\n'),
  );
  expect(await assign('carried.csv', 'registered')).toMatchObject({ status: 0 });
});

test('canaries are given by key, a longer list keeps who has one, and the deliveries hold them as variants', async () => {
  const key = ['--key', at('marks.key')];
  await writeFile(at('list.csv'), 'recipient\nReviewer A\n"Reviewer, B"\n');
  const two = records(await assign('list.csv', 'given', ...key));
  expect(two.map(({ recipient }) => recipient)).toEqual(['Reviewer A', 'Reviewer, B']);
  await writeFile(at('list.csv'), 'recipient\nReviewer C\nReviewer A\n"Reviewer, B"\n');
  const third = records(await assign('list.csv', 'given', ...key));
  expect(third.map(({ recipient }) => recipient)).toEqual(['Reviewer C']);
  const variants = [...two, ...third].map(({ variant }) => variant);
  expect(new Set(variants).size).toBe(3);
  // The first two differ in every canary.
  const [one, other] = variants.map((variant) => String(variant).split('-'));
  expect(one!.filter((choice, place) => choice === other![place])).toEqual([]);
  const deliveries = await readFile(join(at('given'), 'deliveries.csv'), 'utf8');
  expect(deliveries.split('\n')[2]).toMatch(new RegExp(`^Sintel,${variants[1]},"Reviewer, B",\\d{4}-`));
});

test('a film tells its chapters, a person the rest, and the ranking of recipients takes the reading', async () => {
  const chapters = ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2500\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=2500\nEND=5000\n';
  await writeFile(at('chapters.txt'), chapters);
  const encode = ['-map_metadata', '1', '-t', '5', '-map', '0:v', '-c:v', 'libx264', '-preset', 'ultrafast', '-s', '160x120'];
  await runFfmpeg(['-i', FOOTAGE.bunny, '-i', at('chapters.txt'), ...encode, at('copy.mkv')]);
  const both = await compare(at('copy.mkv'));
  expect(both.stdout).toContain('copy consistent with the one issued to Reviewer B (1-1-1-1): 1 of 1 agree');
  expect(both.stdout).toContain('What was seen does not tell these 2 copies apart.');
  expect(both.stdout).toContain('Seen: 1 of 4 canaries: second chapter = 0 0:02.5.');

  const one = await compare(at('copy.mkv'), '--seen', 'caption at 0:41:02=one line', '--json');
  expect(records(one)).toMatchObject([
    {
      consistentWith: 1,
      seen: [{ by: 'person' }, { name: 'second chapter', by: 'structure' }],
      copies: [{ recipient: 'Reviewer C', agree: 2, differ: 0, consistent: true }, {}, {}, { recipient: 'Reviewer D', differ: 2 }],
    },
  ]);
  await writeFile(at('reading.jsonl'), one.stdout);
  await writeFile(
    at('columns.json'),
    JSON.stringify({ columns: { title: 'title', variant: 'variant', recipient: 'recipient', sent: 'sent' } }),
  );
  const list = join(at('registered'), 'deliveries.csv');
  const ranking = await streetdate(['recipients', list, '--mapping', at('columns.json'), '--reading', at('reading.jsonl'), '--top', '1']);
  expect(ranking.stdout).toMatch(/\n\d\.\d{3} {2}Reviewer C: /);
});

test('a disc tells its playlist and chapters; what fits no copy names the closest and says why that may be', async () => {
  await writeFiles(at('disc'), {
    'BDMV/index.bdmv': makeIndex(0, [0], {}),
    'BDMV/MovieObject.bdmv': makeMovieObjects([[playPlaylist(1)]]),
    'BDMV/PLAYLIST/00001.mpls': makePlaylist([clip(1, 0), clip(2, 0)], { chapters: [0, 2] }),
    ...Object.fromEntries([1, 2].map((number) => [`BDMV/CLIPINF/0000${number}.clpi`, makeClipInfo(CLOCK_START, CLOCK_START + 2)])),
  });
  const disc = await compare(at('disc'));
  expect(disc.stdout).toContain('copy consistent with the one issued to Reviewer A (0-0-0-0): 2 of 2 agree');
  expect(disc.stdout).toContain('It says which issued copies fit, and not who passed one on.');
  const mixed = await compare(at('disc'), '--seen', 'door=right hand');
  expect(mixed.stdout).toContain('consistent with no issued copy; the closest is that issued to Reviewer A (0-0-0-0), where 2 of 3 agree');
  expect(mixed.stdout).toContain('A canary may have been misread or changed, or the copy was put together from several.');
});

test('other canaries, half a list and unknown choices are refused in words', async () => {
  const said = async (run: ReturnType<typeof streetdate>) => (await run).stderr;
  expect(await said(compare('--seen', 'smell=roses'))).toContain('--seen must be NAME=CHOICE of caption at 0:41:02, second chapter');
  expect(await said(compare('--seen', 'door=foot'))).toContain('door must be one of left hand, right hand, both hands, got door=foot');
  expect(await said(compare())).toContain('give a copy, --seen, or both');
  await writeFile(at('half.csv'), 'recipient,door\nReviewer A,left hand\n');
  expect(await said(assign('half.csv', 'registered'))).toContain('none for caption at 0:41:02, second chapter, clips');
  await writeFile(
    at('changed.csv'),
    'recipient,caption at 0:41:02,second chapter,clips,door\nReviewer A,two lines,0 0:02.0,00001 00002,left hand\n',
  );
  expect(await said(assign('changed.csv', 'registered'))).toContain('Reviewer A has two combinations, 0-0-0-0 and 1-0-0-0');
  const titled = streetdate([
    'marks',
    'assign',
    at('canaries.json'),
    '--title',
    'Other',
    '--recipients',
    at('carried.csv'),
    '--out',
    at('registered'),
  ]);
  expect(await said(titled)).toContain('holds other canaries or another title');
});

test('a library that keeps a ledger records who got which canaries, and what was seen of them', async () => {
  const home = ['--home', at('library'), '--by', 'me'];
  await streetdate(['init', '--home', at('library')]);
  await streetdate(['enroll', FOOTAGE.sintel, '--title', 'Sintel', '--home', at('library')]);
  await assign('carried.csv', 'before-ledger', ...home);
  expect(await streetdate(['ledger', 'record', ...home])).toMatchObject({ status: 0 });
  await assign('carried.csv', 'recorded', ...home);
  // Who has a combination keeps it: nothing is issued, and nothing is recorded.
  await assign('carried.csv', 'recorded', ...home);
  await writeFile(at('suspect.mkv'), await readFile(FOOTAGE.sintel));
  const seen = ['--seen', 'door=both hands', '--seen', 'caption at 0:41:02=one line', '--issued', at('recorded'), ...home];
  expect(await streetdate(['marks', 'compare', at('suspect.mkv'), ...seen])).toMatchObject({ status: 0 });
  expect(
    await streetdate(['marks', 'compare', '--seen', 'door=both hands', '--seen', 'clips=00001 00002', ...seen.slice(4)]),
  ).toMatchObject({ status: 0 });

  const ledger = records(await streetdate(['ledger', 'show', '--json', '--home', at('library')]));
  const events = ledger.map(({ event }) => event as Record<string, unknown>).filter(({ kind }) => String(kind).startsWith('canary-'));
  expect(events).toMatchObject([
    {
      ...{ kind: 'canary-issue', title: 'Sintel', canaries: CANARIES },
      copies: [{ recipient: 'Reviewer A', choices: [0, 0, 0, 0] }, { choices: [1, 1, 1, 1] }, { choices: [0, 1, 1, 2] }, {}],
    },
    {
      ...{ kind: 'canary-reading', path: at('suspect.mkv'), fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/), canaries: 4, issued: 4 },
      seen: [{ by: 'person' }, { name: 'door', choice: 'both hands', by: 'person' }],
      consistent: [{ recipient: 'Reviewer C', agree: 2 }],
    },
    { kind: 'canary-reading', consistent: [] },
  ]);
  expect(events[2]).not.toHaveProperty('path');
  const shown = await streetdate(['ledger', 'show', '--home', at('library')]);
  expect(shown.stdout).toContain('copies of Sintel with canaries were issued: 0-0-0-0 to Reviewer A, 1-1-1-1 to Reviewer B');
  expect(shown.stdout).toMatch(
    /suspect\.mkv were compared with 4 issued copies\. Seen: .*It is consistent with the copies issued to Reviewer C/,
  );
  expect(await streetdate(['ledger', 'check', '--home', at('library')])).toMatchObject({ status: 0 });
});
