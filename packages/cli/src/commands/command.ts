import type { ServedLibraryAddress } from '@streetdate/service/internal';
import type { Definition, OptionSpecs, OptionValues } from '../definitions/define.ts';
import type { ExitStatus } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Console } from '../output/console.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import type { ColorWish } from '../settings/settings.ts';

/** What a command gets in addition to its own arguments. */
export interface Context {
  /** Streams, abort signal and clock. */
  readonly io: Io;
  /** For its output. */
  readonly console: Console;
  /** The library's folder: as given, or absolute from a configuration file. */
  readonly home: string;
  /** The library on servers that the command opens instead of that folder; undefined for the folder. */
  readonly served?: ServedLibraryAddress | undefined;
  /** Whether text is coloured; with `auto` a terminal decides. */
  readonly color: ColorWish;
  /** The settings in force, where each comes from, and the files that were looked for. */
  readonly config: LoadedSettings;
}

/** Does the work of a command and returns a status of 0 or 1. Reported failures make it 3. */
export type Run<D extends Definition> = (
  operands: readonly string[],
  values: OptionValues<D['options']>,
  context: Context,
) => Promise<ExitStatus>;

/** One command: its definition, and its work, which is loaded on use. */
export interface Command extends Definition {
  /** Subcommands with their own options: `enroll disc`. @defaultValue none */
  readonly commands?: readonly Command[];
  /** Loads the work. */
  readonly load: () => Promise<Run<Definition>>;
}

/** Commands under one word, such as `title add`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
}

/** Joins a definition and its work, which receives typed options. */
export function command<Specs extends OptionSpecs>(
  definition: Definition<Specs>,
  load: () => Promise<Run<Definition<Specs>>>,
  commands: readonly Command[] = [],
): Command {
  // The parser fills the values from these options.
  return { ...definition, commands, load: load as () => Promise<Run<Definition>> };
}
