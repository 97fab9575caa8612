import type { OptionSpecs } from '../definitions/define.ts';
import { EXIT_MEANINGS } from '../exit.ts';
import { type ManCommand, type Manual, manPage, pageName } from '../output/man-pages.ts';
import type { Command, CommandGroup } from './command.ts';

/** Environment variables that the program reads. */
const ENVIRONMENT: Manual['environment'] = [
  ['FFMPEG_PATH', 'the decoder; else ffmpeg on PATH'],
  ['FFPROBE_PATH', 'the program that looks into films; else ffprobe on PATH'],
  ['STREETDATE_CONFINEMENT', 'how decoders are confined, see streetdate-doctor(1)'],
  ['NO_COLOR', 'if it is not empty, output is not coloured'],
  ['FORCE_COLOR', 'output is coloured though it is no terminal, unless it is 0'],
];

/** The manual pages of the program and all its commands, by file name. */
export function manPages(
  { name, summary, options }: { readonly name: string; readonly summary: string; readonly options: OptionSpecs },
  commands: readonly (Command | CommandGroup)[],
): Map<string, string> {
  const manual: Manual = { name, options: Object.values(options), statuses: EXIT_MEANINGS, environment: ENVIRONMENT };
  const pages = new Map<string, string>();
  const add = (command: ManCommand) => pages.set(pageName(name, command.words), manPage(command, manual));
  const short = (words: readonly string[], entries: readonly (Command | CommandGroup)[]) =>
    entries.map((entry) => ({ words: [...words, entry.name], summary: entry.summary }));
  const addAll = (above: readonly string[], entries: readonly (Command | CommandGroup)[]) => {
    for (const entry of entries) {
      const words = [...above, entry.name];
      const below = short(words, entry.commands ?? []);
      if ('load' in entry) add({ ...entry, words, below, options: Object.values(entry.options) });
      else add({ words, summary: entry.summary, below, options: [] });
      addAll(words, entry.commands ?? []);
    }
  };
  add({
    words: [],
    summary: summary.replace(/^./, (letter) => letter.toLowerCase()).replace(/\.$/, ''),
    below: short([], commands),
    options: [],
  });
  addAll([], commands);
  return pages;
}
