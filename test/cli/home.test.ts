// @module-tag process
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../packages/cli/src/commands/all.ts';
import { editDistance } from '../../packages/cli/src/commands/nearest-library.ts';
import { runBuilt } from './tools/built-command.ts';
import { writeCopy, writeReference } from './tools/prints.ts';
import { records, streetdate, temporaryFolder } from './tools/streetdate.ts';

/** Commands that need no library, or make one. Every other command is below. */
const WITHOUT = [
  'init',
  'enroll',
  'enroll disc',
  'import',
  'restore',
  'disc show',
  'fingerprint',
  'c2pa',
  'c2pa sign',
  'iscc',
  'replay',
  'verify',
];
const NO_LIBRARY = [
  ...WITHOUT,
  'recipients',
  'mark',
  'trace',
  'marks plan',
  'marks assign',
  'marks compare',
  'draft',
  'doctor',
  'config show',
  'completion',
];

/** Every other command, with what it needs. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  'title add': ['Film'],
  'title avails': ['avails.csv'],
  'title list': [],
  'allow add': ['--host', 'video.example', '--account', 'studio'],
  'allow import': ['accounts.csv'],
  'allow list': [],
  'allow remove': ['0123456789abcdef'],
  find: ['ISCC:GAA6TT6NVWT4W7NV'],
  scan: ['.'],
  watch: ['.', '--once'],
  sightings: ['feed.jsonl'],
  sweep: ['.'],
  judge: [],
  show: ['Film'],
  report: [],
  exclude: ['Film', '0:10-0:20', '--reason', 'archive'],
  'exclude list': [],
  'exclude remove': ['0123456789ab'],
  'conflicts list': [],
  'conflicts decide': ['0123456789ab', 'shared', '--reason', 'both'],
  'dispute add': ['x', '--by', 'A. Uploader', '--ground', 'licensed'],
  'dispute list': [],
  'dispute end': ['0123456789ab', '--outcome', 'rejected', '--reason', 'no licence'],
  stats: [],
  'ledger record': ['--by', 'me'],
  'ledger decide': ['x', '--by', 'me', '--decision', 'confirmed', '--reason', 'seen'],
  'ledger correct': ['0', '--by', 'me', '--reason', 'wrong'],
  'ledger anchor': ['--by', 'me', '--tsa', 'http://127.0.0.1:9/'],
  'ledger show': [],
  'ledger checkpoint': [],
  'ledger check': [],
  bundle: ['x', '--key', 'key.pem'],
  'case add-server': ['.', '--name', 'A', '--country', 'NL'],
  'case report': [],
  'case log': ['feed.jsonl', '--server', 'A', '--form', 'access'],
  'case bundle': ['--key', 'key.pem'],
  'case groups': [],
  serve: ['--port', '0'],
  export: ['out'],
  'db migrate': [],
  'db check': [],
  'db copy': ['--to-home', 'copy'],
  backup: ['out'],
};

const names = COMMANDS.flatMap((entry) => [
  ...('load' in entry ? [entry.name] : []),
  ...(entry.commands ?? []).map((command) => `${entry.name} ${command.name}`),
]);

test('every command is known to need a library or not', () => {
  expect(names.toSorted()).toEqual([...NO_LIBRARY, ...Object.keys(READERS)].toSorted());
});

test.each(Object.entries(READERS))(
  '%s makes no library: it ends with 2, and names the folder, the nearest library and how to make one',
  async (name, rest) => {
    const folder = await temporaryFolder();
    const real = join(folder, 'library');
    await streetdate(['init', '--home', real]);
    const { generateKeyPairSync } = await import('node:crypto');
    const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    await writeFile(join(folder, 'key.pem'), key);
    await writeFile(join(folder, 'feed.jsonl'), '');
    const before = await readdir(folder);
    const wrong = join(folder, 'libary');
    const at = (text: string) => (/^(?:\.|out|copy|key\.pem|.*\.(?:csv|jsonl))$/.test(text) ? join(folder, text) : text);
    const run = await streetdate([...name.split(' '), ...rest.map(at), '--home', wrong, '--quiet']);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/^streetdate: .*\n$/);
    expect(run.stderr).toContain(
      `there is no library in ${wrong}, which --home names; the nearest is ${real}, whose name is similar: --home ${real};`,
    );
    expect(run.stderr).toContain('`streetdate init`');
    expect(await readdir(folder)).toEqual(before);
  },
);

describe('the nearest library', () => {
  const said = async (home: string | undefined, cwd: string, env: Readonly<Record<string, string>> = {}) => {
    const run = await runBuilt(['title', 'list', ...(home === undefined ? [] : ['--home', home])], {
      cwd,
      env: { XDG_CONFIG_HOME: join(cwd, 'none'), STREETDATE_HOME: '', ...env },
    });
    expect(run.status).toBe(2);
    return run.stderr;
  };

  test('is looked for above the current folder, in the named one, with a similar part of its path, and where settings name one', async () => {
    const folder = await temporaryFolder();
    const library = join(folder, '.streetdate');
    await streetdate(['init', '--home', library]);
    const deep = join(folder, 'uploads', 'new');
    await mkdir(deep, { recursive: true });
    expect(await said(undefined, deep)).toContain(
      `there is no library in ${join(deep, '.streetdate')}; the nearest is ${library}, above the current folder: --home ${library};`,
    );
    expect(await said('.', folder)).toContain(`the nearest is ${library}, which lies in it`);
    expect(await said('../.streetdaet', join(folder, 'uploads'))).toContain(`the nearest is ${library}, whose name is similar`);
    const films = join(folder, 'Films', 'library');
    await streetdate(['init', '--home', films]);
    expect(await said(join(folder, 'flims', 'library'), deep)).toContain(`the nearest is ${films}, whose name is similar`);
    const elsewhere = await temporaryFolder();
    await mkdir(join(elsewhere, 'streetdate'));
    await writeFile(join(elsewhere, 'streetdate', 'config.json'), JSON.stringify({ home: films }));
    expect(await said('nothing-like-it', elsewhere, { XDG_CONFIG_HOME: elsewhere })).toContain(
      `the nearest is ${films}, which ${join(elsewhere, 'streetdate', 'config.json')} names`,
    );
    expect(await said('nothing-like-it', elsewhere, { STREETDATE_HOME: films })).toContain(
      `the nearest is ${films}, which STREETDATE_HOME names`,
    );
    expect(await said('nothing-like-it', elsewhere)).toContain('none was found near it');
  });

  test('that the environment names wrongly is told by its variable', async () => {
    const folder = await temporaryFolder();
    expect(await said(undefined, folder, { STREETDATE_HOME: '/nowhere/at/all' })).toContain(
      'there is no library in /nowhere/at/all, which STREETDATE_HOME names;',
    );
  });
});

test('enroll, import and init make a library', async () => {
  const folder = await temporaryFolder();
  const film = await writeReference(folder, 'film.sdfp', 1);
  const [first, second, third] = ['first', 'second', 'third'].map((name) => join(folder, name));
  expect(await streetdate(['enroll', film, '--title', 'Film', '--home', first!])).toMatchObject({ status: 0 });
  await streetdate(['export', join(folder, 'export'), '--home', first!]);
  expect(await streetdate(['import', join(folder, 'export'), '--home', second!])).toMatchObject({ status: 0 });
  expect(await streetdate(['init', '--home', third!])).toMatchObject({ status: 0 });
  const copy = await writeCopy(folder, 'copy.sdfp', 1);
  for (const [home, matches] of [
    [first!, 1],
    [second!, 1],
    [third!, 0],
  ] as const) {
    const [scan] = records(await streetdate(['scan', copy, '--home', home, '--json']));
    expect(scan!.matches).toHaveLength(matches);
  }
});

test('a library that enroll makes beside one with a similar name is told, as one that may not be meant', async () => {
  const folder = await temporaryFolder();
  const film = await writeReference(folder, 'film.sdfp', 1);
  const [real, wrong] = [join(folder, 'library'), join(folder, 'libary')];
  expect(await streetdate(['enroll', film, '--title', 'Film', '--home', real])).toMatchObject({ status: 0, stderr: '' });
  const { status, stderr } = await streetdate(['enroll', film, '--title', 'Film', '--home', wrong]);
  expect(status).toBe(0);
  expect(stderr).toContain(`streetdate: a new library is made in ${wrong}; another is ${real}, whose name is similar\n`);
  expect((await streetdate(['enroll', film, '--title', 'Film', '--home', wrong])).stderr).not.toContain('another');
});

/** The distance by its definition, as an oracle. */
function slowDistance(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const least = [
    slowDistance(one.slice(1), other) + 1,
    slowDistance(one, other.slice(1)) + 1,
    slowDistance(one.slice(1), other.slice(1)) + (one[0] === other[0] ? 0 : 1),
  ];
  if (one.length > 1 && one[0] === other[1] && one[1] === other[0]) least.push(slowDistance(one.slice(2), other.slice(2)) + 1);
  return Math.min(...least);
}

test('the distance of two names is that of its definition', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(editDistance(one, other)).toBe(slowDistance(one, other));
    }),
  );
});
