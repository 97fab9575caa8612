// @module-tag process
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS, PROGRAM } from '../../../packages/cli/src/commands/all.ts';
import { manPages } from '../../../packages/cli/src/commands/man-pages.ts';

const cli = new URL('../../../packages/cli/', import.meta.url);
const pages = manPages(PROGRAM, COMMANDS);
const isInstalled = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
/** Where man is replaced by a program that tells how to install it, as in small images, it shows no page. */
const showsPages = isInstalled('man') && isInstalled('groff');

describe('the manual', () => {
  test('has a page for the program and each command, as the definitions are now; `npm run man` writes them', () => {
    const written = Object.fromEntries(
      readdirSync(new URL('man/', cli)).map((name) => [name, readFileSync(new URL(`man/${name}`, cli), 'utf8')]),
    );
    expect(written).toEqual(Object.fromEntries(pages));
    expect(Object.keys(written)).toEqual(expect.arrayContaining(['streetdate.1', 'streetdate-scan.1', 'streetdate-enroll-disc.1']));
  });

  test('is installed with the package: its manifest names every page and ships the folder', () => {
    const { man, files } = JSON.parse(readFileSync(new URL('package.json', cli), 'utf8'));
    expect(man).toEqual([...pages.keys()].map((name) => `./man/${name}`));
    expect(files).toContain('man');
  });

  test.skipIf(!showsPages)('is read by man without a warning, and shows every option of every command', () => {
    for (const [name, page] of pages) {
      const { stdout, stderr, status } = spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', '-'], {
        ...{ input: page, encoding: 'utf8' },
        env: { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '200', MANPAGER: 'cat', MAN_KEEP_FORMATTING: '' },
      });
      expect({ name, stderr, status }).toEqual({ name, stderr: '', status: 0 });
      for (const heading of ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'EXIT STATUS']) expect(stdout).toMatch(new RegExp(`^${heading}$`, 'm'));
      for (const flag of page.match(/(?<=^\\fB.*)(?:\\-\\-[a-z]+)(?:\\-[a-z]+)*/gm) ?? [])
        expect(stdout, name).toContain(flag.replaceAll('\\-', '-'));
    }
    expect([...pages.values()].join('')).toContain('\\-\\-street\\-date');
  });

  test.skipIf(!isInstalled('mandoc'))('passes the checks of mandoc', () => {
    for (const [name, page] of pages) {
      // A page without a date is the same on every day.
      const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], { input: page, encoding: 'utf8' });
      expect(
        stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date')),
        name,
      ).toEqual([]);
    }
  });

  test('leaves no character that roff takes for a command', () => {
    for (const page of pages.values()) {
      for (const line of page.split('\n')) expect(line).toMatch(/^(?:$|\.(?:\\"|TH|SH|TP|PP|B|BR|I|nh|ad) ?|[^.'])/);
      expect(page).not.toMatch(/\\(?![-e&(f"])/);
    }
  });
});
