// @module-tag process
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCommand, runBuilt } from './tools/built-command.ts';
import { writeReference } from './tools/prints.ts';
import { records, streetdate, temporaryFolder } from './tools/streetdate.ts';

const hasTerminals = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

/** What is typed once the terminal shows a text. */
type Typed = readonly [shown: string, answer: string];

/** Runs the command in a pseudo terminal of util-linux's `script`, with somebody who types. */
async function onTerminal(cwd: string, argv: readonly string[], typed: readonly Typed[], env: Readonly<Record<string, string>> = {}) {
  const line = [process.execPath, builtCommand(), ...argv].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qefc', line, '/dev/null'], {
    cwd,
    env: { ...process.env, CI: '', STREETDATE_HOME: '', XDG_CONFIG_HOME: join(cwd, 'none'), TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [shown, seen, next] = ['', 0, 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    for (; next < typed.length; next++) {
      const at = shown.indexOf(typed[next]![0], seen);
      if (at < 0) break;
      seen = at + typed[next]![0].length;
      child.stdin.write(typed[next]![1]);
    }
  });
  const [status] = await once(child, 'close');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor
  const text = shown.replaceAll('\r', '').replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
  expect(typed.slice(next), text).toEqual([]);
  return { status: status as number, text };
}

const titlesIn = async (home: string) => records(await streetdate(['title', 'list', '--json', '--home', home]));

test.skipIf(!hasTerminals)(
  'on a terminal it asks for titles and windows, asks again after a wrong answer, and makes what was answered',
  async () => {
    const folder = await temporaryFolder();
    const film = await writeReference(folder, 'film.sdfp', 1);
    await writeFile(join(folder, 'a file'), '');
    const { status, text } = await onTerminal(
      folder,
      ['init'],
      [
        ['Folder of the library [.streetdate]: ', 'a file\r'],
        ['a file is a file', ''],
        ['Folder of the library [.streetdate]: ', 'films\r'],
        ['Name of a title', 'Sintel\r'],
        ['Territory', 'Narnia\r'],
        ['Territory', 'us\r'],
        ['Street date', 'tomorrow\r'],
        ['Street date', '2027-03-09\r'],
        ['Its time zone', 'Mars/Olympus\r'],
        ['Its time zone', 'America/New_York\r'],
        ['Film or disc to enroll now', 'nothing.mkv\r'],
        ['Film or disc to enroll now', `${film}\r`],
        ['Name of another title', 'Other\r'],
        ['Territory', '\r'],
        ['Street date', '\r'],
        ['Film or disc', '\r'],
        ['Name of another title', '\r'],
      ],
    );
    expect(status, text).toBe(0);
    expect(text).toContain(`made a library in ${join(folder, 'films')}`);
    expect(text).toContain('nothing.mkv: there is no such file');
    expect(await titlesIn(join(folder, 'films'))).toMatchObject([
      { name: 'Other', windows: [], referenceIds: [] },
      {
        name: 'Sintel',
        windows: [{ territory: 'US', channel: 'disc', opensAt: '2027-03-09', timeZone: 'America/New_York' }],
        referenceIds: ['sintel.1'],
      },
    ]);
  },
);

test.skipIf(!hasTerminals).each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s at a question leaves nothing behind, and says so', async (_, key) => {
  const folder = await temporaryFolder();
  const { status, text } = await onTerminal(
    folder,
    ['init'],
    [
      ['Folder of the library', '\r'],
      ['Name of a title', 'Sintel\r'],
      ['Territory', '\r'],
      ['Street date', key],
    ],
  );
  expect(status).toBe(130);
  expect(text).toContain('streetdate: stopped; nothing was made\n');
  expect(await readdir(folder)).toEqual([]);
});

test.skipIf(!hasTerminals).each([
  ['with --yes', ['--yes'], {}],
  ['with --quiet', ['--quiet'], {}],
  ['where CI is set', [], { CI: 'true' }],
])('%s nothing is asked', async (_, argv, env) => {
  const folder = await temporaryFolder();
  const { status, text } = await onTerminal(folder, ['init', ...argv], [], env);
  expect(status).toBe(0);
  expect(text).not.toContain('?');
  expect(text).not.toContain('Folder of the library');
  expect(await titlesIn(join(folder, '.streetdate'))).toEqual([]);
});

test.skipIf(!hasTerminals)('on a library that is there it adds titles, and takes the usual territory as default', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'here'));
  await streetdate(['init', '--home', join(folder, 'library')]);
  await writeFile(join(folder, 'streetdate.json'), JSON.stringify({ home: 'library', territory: 'FR' }));
  const { status, text } = await onTerminal(
    join(folder, 'here'),
    ['init'],
    [
      [`Folder of the library [${join(folder, 'library')}]: `, '\r'],
      ['Name of a title', 'Film\r'],
      ['Territory, ISO 3166-1 such as US [FR]: ', '\r'],
      ['Street date', '2027-03-09T00:00:00Z\r'],
      ['Film or disc', '\r'],
      ['Name of another title', '\r'],
    ],
  );
  expect(status, text).toBe(0);
  expect(text).toContain('is already a library; titles are added to it');
  expect(text).not.toContain('time zone');
  expect(await titlesIn(join(folder, 'library'))).toMatchObject([{ name: 'Film', windows: [{ territory: 'FR' }] }]);
});

test('without a terminal it asks nothing', async () => {
  const folder = await temporaryFolder();
  const run = await runBuilt(['init'], { cwd: folder, env: { CI: '' } });
  expect(run).toEqual({ status: 0, stdout: '', stderr: `streetdate: made a library in ${join(folder, '.streetdate')}\n` });
});
