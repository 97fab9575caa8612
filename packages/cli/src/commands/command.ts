import type { Definition, OptionSpecs, OptionValues } from '../definitions/define.ts';
import type { ExitStatus } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Console } from '../output/console.ts';

/** What a command gets in addition to its own arguments. */
export interface Context {
  /** Streams, abort signal and clock. */
  readonly io: Io;
  /** Where it prints. */
  readonly console: Console;
  /** The library's folder, as given. */
  readonly home: string;
}

/** Does the work of a command. A status of 0 or 1; failures that were reported make it 3. */
export type Run<D extends Definition> = (
  operands: readonly string[],
  values: OptionValues<D['options']>,
  context: Context,
) => Promise<ExitStatus>;

/** One command: its definition, and its work, which is loaded when the command is called. */
export interface Command extends Definition {
  /** Commands under this one's word, each with options of its own: `enroll disc`. @defaultValue none */
  readonly commands?: readonly Command[];
  /** Loads what does the work. */
  readonly load: () => Promise<Run<Definition>>;
}

/** Commands under one word, such as `title add`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
}

/** Puts a definition and its work together. The work gets the types of its own options. */
export function command<Specs extends OptionSpecs>(
  definition: Definition<Specs>,
  load: () => Promise<Run<Definition<Specs>>>,
  commands: readonly Command[] = [],
): Command {
  // The parser fills the values by these very options.
  return { ...definition, commands, load: load as () => Promise<Run<Definition>> };
}
