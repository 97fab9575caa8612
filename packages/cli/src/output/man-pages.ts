/** An option of a command. */
export interface ManOption {
  /** As shown in the help: `-o, --output <file>`. */
  readonly flags: string;
  /** What it does, one line. */
  readonly description: string;
  /** Its possible values. @defaultValue any */
  readonly choices?: readonly string[] | undefined;
  /** Its value if it is not given. @defaultValue it is not told */
  readonly byDefault?: unknown;
}

/** A command for a manual page, by what its help and completion are made from. */
export interface ManCommand {
  /** The words that call it, without the program's: `enroll disc`; empty for the program itself. */
  readonly words: readonly string[];
  /** What it does, one line. */
  readonly summary: string;
  /** More about it. @defaultValue nothing */
  readonly details?: string | undefined;
  /** Its operands. @defaultValue none */
  readonly operand?: { readonly usage: string; readonly description: string; readonly choices?: readonly string[] } | undefined;
  /** Its own options. */
  readonly options: readonly ManOption[];
  /** Example command lines, with their meanings. @defaultValue none */
  readonly examples?: readonly (readonly [line: string, meaning: string])[];
  /** The commands below it, by their words and summaries. */
  readonly below: readonly { readonly words: readonly string[]; readonly summary: string }[];
}

/** What every page has. */
export interface Manual {
  /** The program's name. */
  readonly name: string;
  /** Options that every command has. */
  readonly options: readonly ManOption[];
  /** Exit statuses with their meanings. */
  readonly statuses: readonly (readonly [status: number, meaning: string])[];
  /** Environment variables with their meanings. */
  readonly environment: readonly (readonly [variable: string, meaning: string])[];
}

/** The file name of a command's page: `streetdate-enroll-disc.1`. */
export function pageName(name: string, words: readonly string[]): string {
  return `${[name, ...words].join('-')}.1`;
}

/**
 * A command's manual page in the man macros of roff. It has no date and no version, so that it changes only where its command does.
 * @param command - The command.
 * @param manual - What every page has.
 */
export function manPage(command: ManCommand, { name, options, statuses, environment }: Manual): string {
  const { words, summary, details, operand, examples = [], below } = command;
  const title = [name, ...words].join('-');
  const usage = ['[\\fIoptions\\fR]', ...(operand ? [`.I ${text(operand.usage)}`] : below.length > 0 ? ['.I command'] : [])];
  const lines = [
    '.\\" Written by test/cli/output/write-man.ts from the definitions of the commands. Do not edit.',
    `.TH ${text(title.toUpperCase())} 1 "" Streetdate "Streetdate Manual"`,
    // Names of pages and options are not hyphenated.
    ...['.nh', '.ad l'],
    ...section('NAME', `${text(title)} \\- ${text(summary)}`),
    ...section('SYNOPSIS', `.B ${text([name, ...words].join(' '))}`, ...usage),
    ...section(
      'DESCRIPTION',
      ...paragraphs(`${summary[0]!.toUpperCase()}${summary.slice(1)}.${details === undefined ? '' : `\n${details}`}`),
    ),
    ...(operand ? section('OPERANDS', '.TP', `.I ${text(operand.usage)}`, text(sentence(operand.description, operand.choices))) : []),
    ...(below.length > 0
      ? section('COMMANDS', ...below.flatMap((each) => ['.TP', `.B ${text(each.words.join(' '))}`, text(sentence(each.summary))]))
      : []),
    ...(command.options.length > 0 ? section('OPTIONS', ...command.options.flatMap(optionLines)) : []),
    ...section('GLOBAL OPTIONS', ...options.flatMap(optionLines)),
    ...(examples.length > 0
      ? section('EXAMPLES', ...examples.flatMap(([line, meaning]) => ['.TP', `.B ${text(line)}`, text(sentence(meaning))]))
      : []),
    ...section('EXIT STATUS', ...statuses.flatMap(([status, meaning]) => ['.TP', `.B ${status}`, text(sentence(meaning))])),
    ...section('ENVIRONMENT', ...environment.flatMap(([variable, meaning]) => ['.TP', `.B ${text(variable)}`, text(sentence(meaning))])),
    ...seeAlso(name, words, below),
  ];
  return `${lines.join('\n')}\n`;
}

function section(heading: string, ...lines: readonly string[]): string[] {
  return [`.SH ${heading.includes(' ') ? `"${heading}"` : heading}`, ...lines.filter((line) => line !== '')];
}

function optionLines({ flags, description, choices, byDefault }: ManOption): string[] {
  const shown = flags.replace(/<[^>]*>/g, (value) => `\u0001${value}\u0002`);
  // The flags in bold, the value that is to be replaced in italics.
  const styled = text(shown).replaceAll('\u0001', '\\fI').replaceAll('\u0002', '\\fB');
  return ['.TP', `\\fB${styled}\\fR`, text(sentence(description, choices, byDefault))];
}

/** Words as a sentence, with the possible values and the default. */
function sentence(words: string, choices: readonly string[] = [], byDefault?: unknown): string {
  const further = [
    ...(choices.length > 0 ? [`One of: ${choices.join(', ')}.`] : []),
    ...(typeof byDefault === 'string' || typeof byDefault === 'number' ? [`Default: ${byDefault}.`] : []),
  ];
  return [`${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`, ...further].join(' ');
}

function paragraphs(words: string): string[] {
  return words.split('\n').flatMap((line, at) => [...(at > 0 ? ['.PP'] : []), text(line)]);
}

function seeAlso(name: string, words: readonly string[], below: ManCommand['below']): string[] {
  const above = words.length > 0 ? [words.slice(0, -1)] : [];
  const pages = [...above, ...below.map((each) => each.words)].map((each) => [name, ...each].join('-'));
  return section('SEE ALSO', ...pages.map((page, at) => `.BR ${text(page)} (1)${at < pages.length - 1 ? ',' : ''}`));
}

/** Words as roff takes them: no escape, no hyphenation of options, no control line. */
function text(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1')
    .replaceAll('"', '\\(dq')
    .trim();
}
