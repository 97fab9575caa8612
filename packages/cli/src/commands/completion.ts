import type { Definition, OptionSpecs } from '../definitions/define.ts';
import { SHELLS } from '../definitions/setup.ts';
import { EXIT } from '../exit.ts';
import { type CommandTree, writeCompletion } from '../output/completion-scripts.ts';
import type { Command, CommandGroup, Run } from './command.ts';

/** The work of `streetdate completion` for these commands. */
export function completionOf(commands: readonly (Command | CommandGroup)[], globalOptions: OptionSpecs): Run<Definition> {
  return async ([shell], _values, { console }) => {
    const known = SHELLS.find((name) => name === shell) ?? 'bash';
    console.text(writeCompletion(known, treeOf(commands, globalOptions)).trimEnd());
    return EXIT.nothingFound;
  };
}

function treeOf(commands: readonly (Command | CommandGroup)[], globalOptions: OptionSpecs): CommandTree[] {
  return commands.map((entry): CommandTree => {
    const { name, summary } = entry;
    if (!('load' in entry)) return { name, summary, children: treeOf(entry.commands, globalOptions), options: [], words: [] };
    const options = Object.values({ ...entry.options, ...globalOptions }).map(({ flags, description, choices = [] }) => ({
      names: flags.split(/[ ,]+/).filter((word) => word.startsWith('-')),
      takesValue: flags.includes('<'),
      description,
      choices,
    }));
    return { name, summary, children: treeOf(entry.commands ?? [], globalOptions), options, words: entry.operand?.choices ?? [] };
  });
}
