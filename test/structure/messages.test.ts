import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { COMMANDS, GLOBAL_OPTIONS } from '../../packages/cli/src/commands/all.ts';
import type { Command, CommandGroup } from '../../packages/cli/src/commands/command.ts';
import { PACKAGES, PACKAGES_FOLDER } from './sources.ts';

/** The texts of a module, without its comments. */
function textsOf(code: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.ts', code, ts.ScriptTarget.Latest));
  return texts;
}

/** The long flags of commands and of those under them, such as `--street-date`. */
function flagsOf(commands: readonly (Command | CommandGroup)[]): string[] {
  return commands.flatMap((each) => [
    ...('options' in each ? Object.values(each.options).flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []) : []),
    ...flagsOf(each.commands ?? []),
  ]);
}

const flags = new Set([...Object.values(GLOBAL_OPTIONS).flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []), ...flagsOf(COMMANDS)]);
/** A text without the custom properties of a style sheet, which are written as options are. */
const withoutCss = (text: string) => text.replace(/^ +--[a-z\d-]+: .+;$|var\(--[a-z\d-]+\)/gm, '');
const isOfTheCommand = (text: string) =>
  /`streetdate /.test(text) || (withoutCss(text).match(/--[a-z-]+/g) ?? []).some((flag) => flags.has(flag));

test('no package below the command names its options or subcommands: the caller may be a program', () => {
  const faults = PACKAGES.filter((name) => name !== 'cli' && name !== 'bench').flatMap((name) => {
    const src = join(PACKAGES_FOLDER, name, 'src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    return files.flatMap((path) =>
      textsOf(readFileSync(join(src, path), 'utf8'))
        .filter(isOfTheCommand)
        .map((text) => `${name}/src/${path}: ${text}`),
    );
  });
  expect(faults).toEqual([]);
});

test('the check itself sees an option and a subcommand, and passes an option of another program', () => {
  expect(textsOf("f('it has no name; give --title'); // --home").filter(isOfTheCommand)).toEqual(['it has no name; give --title']);
  expect(isOfTheCommand('`streetdate scan` does that')).toBe(true);
  expect(isOfTheCommand('npm install --include=optional sharp')).toBe(false);
});
