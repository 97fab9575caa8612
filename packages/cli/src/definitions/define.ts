/** The library's folder where nothing names one. */
export const DEFAULT_HOME = '.streetdate';

/** What the environment or a configuration file can say instead of an option. */
export type SettingName = 'home' | 'territory' | 'concurrency' | 'quiet' | 'color';

/** One option of a command, as plain data: the argument parser, the help and the shell completion are made from it. */
export interface OptionSpec<T> {
  /** As shown in the help, such as `-o, --output <file>`. */
  readonly flags: string;
  /** What it does, one line. */
  readonly description: string;
  /** Its possible values, for help and completion. */
  readonly choices?: readonly string[];
  /** Parses the text, perhaps asynchronously. A thrown error is wrong use. @defaultValue the text itself */
  readonly parse?: (text: string) => unknown;
  /** Whether it may be repeated; its value is then a list. @defaultValue false */
  readonly repeatable?: boolean;
  /** Its value if it is not given. @defaultValue undefined */
  readonly byDefault?: T;
  /** Whether the command needs it. @defaultValue false */
  readonly mandatory?: boolean;
  /** The setting that stands in for it where it is not given. @defaultValue none */
  readonly setting?: SettingName;
}

/** The options of a command by their property name: the long flag in camel case. */
export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;

/** The values of a command's options. */
export type OptionValues<Specs> = { readonly [Name in keyof Specs]: Specs[Name] extends OptionSpec<infer T> ? T : never };

/** A command's name, options and help. Plain data: it imports nothing that the work needs. */
export interface Definition<Specs extends OptionSpecs = OptionSpecs> {
  /** The word that calls the command. */
  readonly name: string;
  /** A former name that still works. @defaultValue none */
  readonly formerName?: string;
  /** What it does, one line. */
  readonly summary: string;
  /** More about it, for its help. @defaultValue nothing */
  readonly details?: string;
  /** Its operands, as shown in the help: `<file...>`, `[path]`. @defaultValue nothing */
  readonly operand?: { readonly usage: string; readonly description: string; readonly choices?: readonly string[] };
  /** Its options. */
  readonly options: Specs;
  /** Example command lines, with their meanings. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** Whether it works where a configuration file is wrong. @defaultValue false */
  readonly bearsWrongSettings?: boolean;
}

/** Checks a definition and keeps the types of its options. */
export function define<const Specs extends OptionSpecs>(definition: Definition<Specs>): Definition<Specs> {
  return definition;
}

/** A switch. */
export function flag(flags: string, description: string): OptionSpec<boolean> {
  return { flags, description, byDefault: false };
}

/** An optional text. */
export function optional(flags: string, description: string): OptionSpec<string | undefined> {
  return { flags, description };
}

/** A mandatory text. */
export function mandatory(flags: string, description: string): OptionSpec<string> {
  return { flags, description, mandatory: true };
}

/** A choice among a few words. */
export function oneOf<const T extends string>(flags: string, description: string, choices: readonly T[]): OptionSpec<T | undefined> {
  return { flags, description, choices };
}

/** An option whose text is parsed by a function, which may first load what it needs. A thrown error is wrong use. */
export function read<T>(flags: string, description: string, parse: (text: string) => T): OptionSpec<Awaited<T> | undefined> {
  return { flags, description, parse };
}

/** An option that may be repeated. */
export function several<T>(flags: string, description: string, parse: (text: string) => T): OptionSpec<readonly Awaited<T>[]> {
  return { flags, description, byDefault: [], parse, repeatable: true };
}
