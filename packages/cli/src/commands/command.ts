import type { ExitStatus } from '../exit.ts';
import type { Io } from '../io.ts';
import type { Console } from '../output/console.ts';

/** One option of a command, as plain data: the argument parser, the help and the shell completion are made from it. */
export interface OptionSpec<T> {
  /** As the help shows it, such as `-o, --output <file>`. */
  readonly flags: string;
  /** What it does, one line. */
  readonly description: string;
  /** What it may be, for help and completion. */
  readonly choices?: readonly string[];
  /** Reads the text; what it throws becomes wrong use. @defaultValue the text itself */
  readonly parse?: (text: string) => unknown;
  /** Whether it may be given again, its value being the list of what was read. @defaultValue false */
  readonly repeatable?: boolean;
  /** What it is when it is not given. @defaultValue undefined */
  readonly byDefault?: T;
  /** Whether the command is refused without it. @defaultValue false */
  readonly mandatory?: boolean;
}

/** The options of a command, each under the name that commands read it by: its long flag in camel case. */
export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;

/** What the options of a command were set to. */
export type OptionValues<Specs> = { readonly [Name in keyof Specs]: Specs[Name] extends OptionSpec<infer T> ? T : never };

/** What a command gets beside its own arguments. */
export interface Context {
  /** Streams, abort signal and clock. */
  readonly io: Io;
  /** Where it speaks. */
  readonly console: Console;
  /** The library's folder, as given. */
  readonly home: string;
}

/** One command, as plain data and a function. */
export interface Command {
  /** The word that calls it. */
  readonly name: string;
  /** What it does, one line. */
  readonly summary: string;
  /** More about it, for its help. @defaultValue nothing */
  readonly details?: string;
  /** What follows the options, as the help shows it: `<file...>`, `[path]`. @defaultValue nothing */
  readonly operand?: { readonly usage: string; readonly description: string; readonly choices?: readonly string[] };
  /** Its options. */
  readonly options: OptionSpecs;
  /** Commands under this one's word, each with options of its own: `enroll disc`. @defaultValue none */
  readonly commands?: readonly Command[];
  /** What one would type, with what it does. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** Does the work. A status of 0 or 1; failures that were reported make it 3. */
  readonly run: (operands: readonly string[], values: Readonly<Record<string, unknown>>, context: Context) => Promise<ExitStatus>;
}

/** Commands under one word, such as `title add`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
}

/** Makes a command whose function sees the types of its own options. */
export function defineCommand<Specs extends OptionSpecs>(
  command: Omit<Command, 'run' | 'options'> & {
    readonly options: Specs;
    readonly run: (operands: readonly string[], values: OptionValues<Specs>, context: Context) => Promise<ExitStatus>;
  },
): Command {
  const { run, options, ...rest } = command;
  return {
    ...rest,
    options,
    // The parser fills the values by these very specs.
    run: (operands, values, context) => run(operands, values as OptionValues<Specs>, context),
  };
}

/** An option that is on or off. */
export function flag(flags: string, description: string): OptionSpec<boolean> {
  return { flags, description, byDefault: false };
}

/** An option with a text that may be left out. */
export function optional(flags: string, description: string): OptionSpec<string | undefined> {
  return { flags, description };
}

/** An option with a text that must be given. */
export function mandatory(flags: string, description: string): OptionSpec<string> {
  return { flags, description, mandatory: true };
}

/** An option that is one of a few words. */
export function oneOf<const T extends string>(flags: string, description: string, choices: readonly T[]): OptionSpec<T | undefined> {
  return { flags, description, choices };
}

/** An option whose text is read by a function; what that throws becomes wrong use. */
export function read<T>(flags: string, description: string, parse: (text: string) => T): OptionSpec<T | undefined> {
  return { flags, description, parse };
}

/** An option that may be given several times. */
export function several<T>(flags: string, description: string, parse: (text: string) => T): OptionSpec<readonly T[]> {
  return { flags, description, byDefault: [], parse, repeatable: true };
}
