import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { records, streetdate, temporaryFolder } from '../cli/tools/streetdate.ts';

const COLUMNS = { title: 'title', variant: 'variant', recipient: 'recipient', sent: 'sent' };

test('recipients are ranked from a list, bad rows are named, and nobody is accused', async () => {
  const folder = await temporaryFolder();
  const [list, mapping] = [join(folder, 'sent.csv'), join(folder, 'columns.json')];
  const rows = Array.from({ length: 20 }, (_, at) => [
    `Film ${at % 10}`,
    'A',
    at < 10 ? (at < 5 ? 'One' : 'Two') : `Other ${at % 3}`,
    '2026-01-01',
  ]);
  await writeFile(list, ['title,variant,recipient,sent', ...rows.map((row) => row.join()), 'Film 1,A,One,never', ''].join('\n'));
  await writeFile(mapping, JSON.stringify({ columns: COLUMNS }));
  const seen = [0, 1, 2, 3, 4].flatMap((at) => ['--seen', `Film ${at}:A:2026-02-01`]);
  const run = await streetdate(['recipients', list, '--mapping', mapping, ...seen, '--json']);
  expect(run).toMatchObject({ status: 3, stderr: expect.stringContaining('line 22 is left out: its sent is no date: never') });
  expect(records(run).at(-1)).toMatchObject({
    type: 'recipients',
    deliveries: 20,
    badRows: 1,
    method: 'exact',
    sources: [{ source: 'One', seenHeld: 5 }, {}, {}, {}, {}],
  });
  const { stdout } = await streetdate(['recipients', list, '--mapping', mapping, ...seen, '--top', '1']);
  expect(stdout).toMatch(/^This ranks deliveries by how well they explain what was seen, not persons by guilt\./);
  expect(stdout).toMatch(
    /\n0\.\d{3} {2}One: issued 5 of the 5 variants that were seen, in time; likelihood ratio [\d.e+]+, [a-z ]+ support for copies from this delivery\n0\.\d{3} {2}someone else alone\. 20 deliveries, 10 variants; every possibility was computed\.\n/,
  );
  expect(stdout).toMatch(
    /with a chance of 0\.5 before anything was seen\. At other chances:\n {2}0\.5 {4}0\.9 {4}0\.99 {3}0\.999 *\n(?: {2}(?:\d\.\d{3} *){4} {2}.+\n){2}/,
  );
  expect(stdout).toMatch(/there is no interval of a sampler/);
  expect(stdout).toMatch(/Scale of the likelihood ratio \(ENFSI, 2015\): from 1 no support; from 2 weak support;/);
  const [doubtful] = records(await streetdate(['recipients', list, '--mapping', mapping, ...seen, '--nobody', '0.999', '--json'])).slice(
    -1,
  );
  expect(doubtful).toMatchObject({
    noneChance: expect.closeTo(0.999, 9),
    meaning: expect.stringMatching(/ranks deliveries/),
    intervalMeaning: expect.stringMatching(/no interval/),
    byNoneChance: [{ noneChance: 0.5 }, { noneChance: 0.9 }, { noneChance: 0.99 }, { noneChance: 0.999 }],
  });
  expect(await streetdate(['recipients', list, '--mapping', mapping, '--nobody', '1'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('it must be a chance between 0 and 1, such as 0.9, got 1'),
  });
  expect(stdout).not.toMatch(/leaked by/);
  expect(await streetdate(['recipients', list, '--mapping', mapping, '--seen', 'Film'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('TITLE:VARIANT:INSTANT'),
  });
  expect(await streetdate(['recipients', list, '--mapping', join(folder, 'none.json')])).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('none.json'),
  });
});

test('drafts are written one for each host; what is missing is named and blocks the draft', async () => {
  const folder = await temporaryFolder();
  const [facts, output] = [join(folder, 'facts.json'), join(folder, 'drafts')];
  const copy = { host: 'a.example', location: 'https://a.example/v/1', title: 'Film', finding: 'The copy is consistent with the disc.' };
  const content = {
    sender: { name: 'Maria Rossi', email: 'rossi@acme.example' },
    rightsHolder: 'Acme',
    works: [{ title: 'Film' }],
    copies: [copy, { ...copy, host: '../b.example', location: 'https://b.example/v/1' }],
    confirmed: { goodFaith: true, accuracy: true },
  };
  await writeFile(facts, JSON.stringify(content));
  expect(await streetdate(['draft', 'dsa', '--facts', facts, '-o', output])).toMatchObject({ status: 0, stderr: '' });
  expect((await readdir(output)).sort()).toEqual(
    ['__b.example', 'a.example'].flatMap((host) => ['html', 'pdf', 'txt'].map((form) => `${host}.${form}`)),
  );
  expect(await readFile(join(output, 'a.example.txt'), 'utf8')).toContain('https://a.example/v/1');
  const blocked = await streetdate(['draft', 'dmca', '--facts', facts, '-o', join(folder, 'others')]);
  expect(blocked).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('§ 512(c)(3)(A)(i): the signature of a person') });
  expect(await readdir(join(folder, 'others'))).toEqual([]);
});

test('a reading of marks weighs in by its likelihood ratio', async () => {
  const folder = await temporaryFolder();
  const [list, mapping, reading] = [join(folder, 'sent.csv'), join(folder, 'columns.json'), join(folder, 'reading.jsonl')];
  await writeFile(list, 'title,variant,recipient,sent\nFilm,A,One,2026-01-01\nFilm,A,Two,2026-01-01\n');
  await writeFile(mapping, JSON.stringify({ columns: COLUMNS }));
  const copies = [
    { serial: '1', recipient: 'Two', score: 90, logChance: -12, logRatio: 9, consistent: true },
    { serial: '2', recipient: 'One', score: 1, logChance: 0, logRatio: -9, consistent: false },
    { serial: '3', recipient: 'Three', score: 1, logChance: 0, logRatio: -9, consistent: false },
  ];
  const trace = {
    type: 'trace',
    path: 'a',
    set: '0',
    alignedSeconds: 1,
    segmentsRead: 1,
    segments: 1,
    strength: 5,
    consistentWith: 1,
    copies,
  };
  await writeFile(reading, `${JSON.stringify(trace)}\n`);
  const ranking = ['recipients', list, '--mapping', mapping, '--seen', 'Film:A:2026-02-01', '--reading'];
  const run = await streetdate([...ranking, reading, '--json']);
  expect(run).toMatchObject({ status: 0, stderr: expect.stringContaining('names Three, whom the deliveries do not') });
  const [{ sources }] = records(run) as unknown as [{ sources: { source: string; probability: number }[] }];
  expect(sources[0]).toMatchObject({ source: 'Two' });
  expect(sources[0]!.probability).toBeGreaterThan(0.999);
  expect(sources[1]!.probability).toBeLessThan(0.001);
  expect((await streetdate([...ranking, mapping])).stderr).toContain('it has no line of `streetdate trace --json`');
});
