// @module-tag slow
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { doctorRecord } from 'streetdate';
import { describe, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../packages/cli/src/commands/all.ts';
import { EXIT_STATUS_OF_ERROR } from '../../packages/cli/src/exit.ts';
import { FOOTAGE } from '../tools/footage.ts';
import { builtCommand, runBuilt } from './tools/built-command.ts';
import { records, streetdate, temporaryFolder } from './tools/streetdate.ts';

const commands = COMMANDS.flatMap((entry) => [
  ...('load' in entry ? [[entry.name]] : []),
  ...(entry.commands ?? []).map((command) => [entry.name, command.name]),
]);

describe('help', () => {
  test('lists the commands and every exit status', async () => {
    const { status, stdout, stderr } = await streetdate(['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const [name = ''] of commands) expect(stdout).toContain(`  ${name}`);
    for (const line of [/^ +0 {2}\S/m, /^ +1 {2}a pre-release leak/m, /^ +2 {2}wrong use/m, /^ +3 {2}some inputs failed/m]) {
      expect(stdout).toMatch(line);
    }
  });

  test.each(commands)('of %s %s has examples and the options that all commands have', async (...words) => {
    const { status, stdout } = await streetdate([...words.filter(Boolean), '--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\nExamples:\n( {2}\$ .+\n {6}.+\n)+$/);
    expect(stdout).toContain('--home <dir>');
    expect(stdout).toContain('--quiet');
  });

  test('an example is never older than the options', async () => {
    for (const entry of COMMANDS) {
      for (const command of [...('load' in entry ? [entry] : []), ...(entry.commands ?? [])]) {
        const known = new Set(['--home', '--quiet', '--', '-odd-name.mp4']);
        for (const { flags } of Object.values(command.options)) for (const name of flags.match(/--?[a-z-]+/g) ?? []) known.add(name);
        // Of a pipe only what this command takes; a lone hyphen is standard input.
        const own = command.examples.flatMap(([line]) => line.split(' | ').filter((part) => /\bstreetdate /.test(part)));
        expect(own.length, command.name).toBeGreaterThanOrEqual(command.examples.length);
        const used = own.flatMap((line) => line.split(' ').filter((word) => word.startsWith('-') && word !== '-'));
        expect(
          used.filter((name) => !known.has(name)),
          command.name,
        ).toEqual([]);
      }
    }
  });
});

test.each([
  [[], /Usage: streetdate/],
  [['scann'], /^streetdate: unknown command 'scann' \(Did you mean scan\?\)\n$/],
  [['scan'], /^streetdate: missing required argument 'path'\n$/],
  [['scan', 'x', '--nope'], /^streetdate: unknown option '--nope'.*\n$/],
  [['scan', 'x', '--concurrency', '0'], /it must be a whole number from 1 to 9999, got 0\n$/],
  [['title'], /Usage: streetdate title/],
])('wrong use %j has status 2 and says why on stderr alone', async (argv, message) => {
  const { status, stdout, stderr } = await streetdate(argv);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../packages/cli/package.json', import.meta.url), 'utf8'));
  expect(await streetdate(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('every error code has an exit status, and none reads as a leak', () => {
  expect(new Set(Object.values(EXIT_STATUS_OF_ERROR))).toEqual(new Set([3]));
});

describe('doctor', () => {
  test('says which decoder is used, its version and what is wrong with it', async () => {
    const run = await streetdate(['doctor', '--json']);
    const [record] = records(run).map((line) => doctorRecord.parse(line));
    expect(record).toMatchObject({
      type: 'doctor',
      fit: true,
      node: process.version,
      stills: { readable: ['jpeg', 'png', 'webp', 'avif', 'tiff'], unreadable: [] },
    });
    expect(record?.decoder?.version).toMatch(/\d/);
    expect(record?.problems.some((problem) => problem.includes('old'))).toBe(record?.decoder?.old);
    expect(run.status).toBe(0);
    expect((await streetdate(['doctor'])).stdout).toContain(record?.decoder?.ffmpegPath);
  });

  test('lists every optional package of the packages that the command uses, with what it is for', async () => {
    const [record] = records(await streetdate(['doctor', '--json'])).map((line) => doctorRecord.parse(line));
    const asked = ['core', 'sweep', 'engine', 'service'].flatMap((name) => {
      const manifest = JSON.parse(readFileSync(new URL(`../../packages/${name}/package.json`, import.meta.url), 'utf8'));
      return Object.keys(manifest.peerDependencies);
    });
    expect(record!.optional.map(({ name }) => name)).toEqual(asked);
    // This workspace has them all, so no command to install one is given.
    expect(record!.optional.filter(({ version, install, purpose }) => !version || install || /optional part/.test(purpose))).toEqual([]);
  });

  test('says on other systems which ones are supported', async () => {
    const platform = Object.getOwnPropertyDescriptor(process, 'platform')!;
    const other = await streetdateOn('freebsd');
    const here = await streetdateOn('linux');
    Object.defineProperty(process, 'platform', platform);
    expect(other.stdout).toContain('problem     freebsd is not supported: use Linux, macOS, or Windows through WSL\n');
    expect(here.stdout).not.toContain('not supported');

    function streetdateOn(value: NodeJS.Platform) {
      Object.defineProperty(process, 'platform', { ...platform, value });
      return streetdate(['doctor']);
    }
  });

  test('without a decoder gives the line that installs one, and status 3; nothing else is tried', async () => {
    const home = join(await temporaryFolder(), 'library');
    await streetdate(['init', '--home', home]);
    vi.stubEnv('FFMPEG_PATH', '');
    vi.stubEnv('FFPROBE_PATH', '');
    vi.stubEnv('PATH', await temporaryFolder());
    const run = await streetdate(['doctor']);
    const scan = await streetdate(['scan', FOOTAGE.sintel, '--home', home, '--json', '-q']);
    vi.unstubAllEnvs();
    expect(run.status).toBe(3);
    expect(run.stdout).toContain('ffmpeg      not found');
    expect(run.stderr).toMatch(/^streetdate: .*install it with: .+\n$/);
    expect(records(scan)).toMatchObject([{ type: 'error', code: 'decoder-missing' }]);
  });
});

describe('the built program', () => {
  test('names its interpreter in its first line', () => {
    expect(readFileSync(builtCommand(), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test('enrolls a disc, finds the re-encode of it before its street date, and reports it', async () => {
    const folder = await temporaryFolder();
    const home = join(folder, 'library');
    const enrolled = await runBuilt(['enroll', FOOTAGE.sintel, '--home', home, '--title', 'Sintel', '--street-date', '2100-01-01', '-q']);
    expect(enrolled).toMatchObject({ status: 0, stderr: '' });
    const scan = await runBuilt(['scan', FOOTAGE.sintel, FOOTAGE.ocean, '--home', home, '--json', '-q']);
    expect(scan).toMatchObject({ status: 1, stderr: '' });
    expect(records(scan)).toMatchObject([
      { matches: [{ title: 'Sintel' }], verdict: { kind: 'pre-release-leak' } },
      { matches: [], verdict: { kind: 'no-match' } },
    ]);
    const page = join(folder, 'report.html');
    expect(await runBuilt(['report', '--home', home, '-o', page])).toEqual({ status: 0, stdout: `${page}\n`, stderr: '' });
    expect(readFileSync(page, 'utf8')).toContain('data:image/jpeg;base64,');
  });

  test('stops quietly when nobody reads its results any more', async () => {
    const { spawnSync } = await import('node:child_process');
    const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${builtCommand()}" completion bash | head -c 1`], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
  });
});
