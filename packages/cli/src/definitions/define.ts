/** One option of a command, as plain data: the argument parser, the help and the shell completion are made from it. */
export interface OptionSpec<T> {
  /** As the help shows it, such as `-o, --output <file>`. */
  readonly flags: string;
  /** What it does, one line. */
  readonly description: string;
  /** What it may be, for help and completion. */
  readonly choices?: readonly string[];
  /** Reads the text, or promises to; what it throws becomes wrong use. @defaultValue the text itself */
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

/** What a command is called with and what its help prints. Plain data: it imports nothing that the work needs. */
export interface Definition<Specs extends OptionSpecs = OptionSpecs> {
  /** The word that calls it. */
  readonly name: string;
  /** What it does, one line. */
  readonly summary: string;
  /** More about it, for its help. @defaultValue nothing */
  readonly details?: string;
  /** What follows the options, as the help shows it: `<file...>`, `[path]`. @defaultValue nothing */
  readonly operand?: { readonly usage: string; readonly description: string; readonly choices?: readonly string[] };
  /** Its options. */
  readonly options: Specs;
  /** What one would type, with what it does. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
}

/** Checks a definition and keeps the types of its options. */
export function define<const Specs extends OptionSpecs>(definition: Definition<Specs>): Definition<Specs> {
  return definition;
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

/** An option whose text is read by a function, which may load what it needs first; what it throws becomes wrong use. */
export function read<T>(flags: string, description: string, parse: (text: string) => T): OptionSpec<Awaited<T> | undefined> {
  return { flags, description, parse };
}

/** An option that may be given several times. */
export function several<T>(flags: string, description: string, parse: (text: string) => T): OptionSpec<readonly Awaited<T>[]> {
  return { flags, description, byDefault: [], parse, repeatable: true };
}
