import { join } from 'node:path';
import fc from 'fast-check';
import { run } from 'streetdate';
import { describe, expect, test } from 'vitest';
import { COLOR_WISHES, COLORED, type Role, wantsColor } from '../../../packages/cli/src/output/style.ts';
import { writeCopy, writeReference } from '../tools/prints.ts';
import { capture, streetdate, temporaryFolder } from '../tools/streetdate.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it is about
const CODES = /\u001b\[[\d;]*m/g;

describe('whether to colour', () => {
  test.each([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a terminal that can do nothing', true, { TERM: 'dumb' }, false],
    ['a pipe with FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
    ['a pipe with an empty FORCE_COLOR', false, { FORCE_COLOR: '' }, false],
    ['a terminal with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['both variables', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('%s decides', (_name, isTTY, env, colored) => {
    expect(wantsColor({ isTTY }, env)).toBe(colored);
    expect(wantsColor({ isTTY }, env, 'always')).toBe(true);
    expect(wantsColor({ isTTY }, env, 'never')).toBe(false);
  });

  test('a stream that is not known to be a terminal is none', () => {
    expect(wantsColor({}, {})).toBe(false);
    expect(COLOR_WISHES).toEqual(['auto', 'always', 'never']);
  });
});

test('paint changes nothing but the look, and ends where it began', () => {
  const roles: Role[] = ['heading', 'faint', 'error', 'warning', 'pre-release-leak', 'needs-review', 'released-copy', 'no-match'];
  fc.assert(
    fc.property(fc.constantFrom(...roles), fc.string({ unit: 'grapheme' }), (role, text) => {
      const painted = COLORED(role, text);
      expect(painted.match(CODES)?.length).toBeGreaterThanOrEqual(2);
      expect(painted.replace(CODES, '')).toBe(text);
    }),
  );
});

async function setUp() {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--street-date', '2026-03-10', '--territory', 'US']);
  return { folder, home, film, copy: await writeCopy(folder, 'copy.sdfp', 1) };
}

async function onTerminal(
  argv: readonly string[],
  { env = {}, isTerminal = true }: { env?: Record<string, string>; isTerminal?: boolean } = {},
) {
  const [stdout, stderr] = [capture(isTerminal), capture(isTerminal)];
  const status = await run(argv, {
    stdout,
    stderr,
    env,
    signal: new AbortController().signal,
    now: () => new Date('2026-02-01T12:00:00Z'),
  });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

describe('the command', () => {
  test('paints verdicts, headings, errors and warnings on a terminal, and the words are those of a pipe', async () => {
    const { home, copy } = await setUp();
    await streetdate(['scan', copy, '--home', home]);
    for (const argv of [
      ['show', copy],
      ['show', 'Film'],
      ['scan', '--help'],
    ]) {
      const painted = await onTerminal([...argv, '--home', home]);
      const plain = await onTerminal([...argv, '--home', home], { isTerminal: false });
      expect(plain.stdout).not.toMatch(CODES);
      expect(painted.stdout).toMatch(CODES);
      expect(painted.stdout.replace(CODES, '')).toBe(plain.stdout);
      expect((await onTerminal([...argv, '--home', home], { env: { NO_COLOR: '1' } })).stdout).toBe(plain.stdout);
      expect((await onTerminal([...argv, '--home', home], { env: { FORCE_COLOR: '1' }, isTerminal: false })).stdout).toBe(painted.stdout);
    }
    expect((await onTerminal(['show', copy, '--home', home])).stdout).toContain(COLORED('pre-release-leak', 'PRE-RELEASE LEAK'));
    for (const argv of [['show', 'nobody', '--home', home], ['scan'], ['nope']]) {
      const { stderr } = await onTerminal(argv);
      expect(stderr).toContain(`${COLORED('error', 'streetdate:')} `);
    }
  });

  test('paints no JSON, whatever is asked for', async () => {
    const { home, copy } = await setUp();
    for (const env of [{}, { FORCE_COLOR: '3' }]) {
      const { stdout } = await onTerminal(['scan', copy, 'nowhere.mkv', '--home', home, '--json', '--color', 'always'], { env });
      expect(stdout).not.toMatch(CODES);
      for (const line of stdout.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    }
  });

  test('obeys --color before the variables', async () => {
    const { home } = await setUp();
    const show = (color: string, env: Record<string, string>, isTerminal: boolean) =>
      onTerminal(['show', 'Film', '--home', home, '--color', color], { env, isTerminal });
    expect((await show('always', { NO_COLOR: '1' }, false)).stdout).toMatch(CODES);
    expect((await show('never', { FORCE_COLOR: '1' }, true)).stdout).not.toMatch(CODES);
    expect(await show('sometimes', {}, false)).toMatchObject({ status: 2 });
  });

  test('lets no file name paint or move the cursor', async () => {
    const { home } = await setUp();
    const { stdout, stderr } = await onTerminal(['scan', '\u001b[2J\u001b[31mgone\nPRE-RELEASE LEAK', '--home', home]);
    expect(stdout + stderr).toContain('\\u001b[2J\\u001b[31mgone\\nPRE-RELEASE LEAK');
    expect((stdout + stderr).replace(CODES, '')).not.toContain('\u001b[2J');
  });
});
