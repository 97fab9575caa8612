import { EXIT } from '../exit.ts';
import { type CommandTree, writeCompletion } from '../output/completion-scripts.ts';
import { type Command, type CommandGroup, defineCommand, type OptionSpecs } from './command.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `streetdate completion`, for the commands that it is given and itself. */
export function completionOf(commands: readonly (Command | CommandGroup)[], globalOptions: OptionSpecs): Command {
  const completion = defineCommand({
    name: 'completion',
    summary: 'print a script that completes commands and options in a shell',
    operand: { usage: '<shell>', description: 'the shell', choices: SHELLS },
    options: {},
    examples: [
      ['source <(streetdate completion bash)', 'in this shell; in ~/.bashrc for every shell'],
      ['streetdate completion zsh > ~/.zfunc/_streetdate', 'zsh, with ~/.zfunc in $fpath'],
      ['streetdate completion fish > ~/.config/fish/completions/streetdate.fish', 'fish'],
    ],
    run: async ([shell], _values, { console }) => {
      const known = SHELLS.find((name) => name === shell) ?? 'bash';
      console.text(writeCompletion(known, treeOf([...commands, completion], globalOptions)).trimEnd());
      return EXIT.nothingFound;
    },
  });
  return completion;
}

function treeOf(commands: readonly (Command | CommandGroup)[], globalOptions: OptionSpecs): CommandTree[] {
  return commands.map((entry): CommandTree => {
    const { name, summary } = entry;
    if (!('run' in entry)) return { name, summary, children: treeOf(entry.commands, globalOptions), options: [], words: [] };
    const options = Object.values({ ...entry.options, ...globalOptions }).map(({ flags, description, choices = [] }) => ({
      names: flags.split(/[ ,]+/).filter((word) => word.startsWith('-')),
      takesValue: flags.includes('<'),
      description,
      choices,
    }));
    return { name, summary, children: treeOf(entry.commands ?? [], globalOptions), options, words: entry.operand?.choices ?? [] };
  });
}
