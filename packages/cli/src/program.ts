import { Argument, Command as CommanderCommand, CommanderError, Help, Option } from 'commander';
import type { Command, CommandGroup } from './commands/command.ts';
import type { OptionSpec, OptionSpecs } from './definitions/define.ts';
import { EXIT, type ExitStatus } from './exit.ts';
import type { Io } from './io.ts';
import { escapeText } from './output/escape.ts';
import { COLORED, PLAIN, wantsColor } from './output/style.ts';

/** What the argument parser needs. */
export interface ProgramSpec {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** What follows the list of commands in the help. */
  readonly epilogue: string;
  /** Options that every command has. */
  readonly options: OptionSpecs;
  readonly commands: readonly (Command | CommandGroup)[];
}

/** Called with the command, its operands, the values of its options, and which of them were given. */
export type Act = (
  command: Command,
  operands: readonly string[],
  values: Readonly<Record<string, unknown>>,
  isGiven: (name: string) => boolean,
) => Promise<ExitStatus>;

/**
 * Parses the arguments and calls the command. The only file that imports commander.
 * @param argv - The arguments, without the names of node and of the program.
 * @returns The exit status: what `act` returned, 0 after help, 2 after wrong use, which is reported on `io.stderr` in one line.
 */
export async function runProgram(
  spec: ProgramSpec,
  argv: readonly string[],
  io: Pick<Io, 'stdout' | 'stderr' | 'env'>,
  act: Act,
): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.nothingFound;
  // The parser takes the codes away where colour is not wanted.
  const heading = (text: string) => COLORED('heading', text);
  const { env = {} } = io;
  const errorStyle = wantsColor(io.stderr, env) ? COLORED : PLAIN;
  const program = new CommanderCommand(spec.name)
    .description(spec.summary)
    .version(spec.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({
      styleTitle: heading,
      showGlobalOptions: true,
      // Former names work, and nobody has to learn them.
      subcommandTerm: (command) => new Help().subcommandTerm(command).replace(`|${command.alias()}`, ''),
    })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHasColors: () => wantsColor(io.stdout, env),
      getErrHasColors: () => wantsColor(io.stderr, env),
      outputError: (text, write) => write(`${errorStyle('error', `${spec.name}:`)} ${oneLine(text)}\n`),
    })
    .exitOverride()
    .addHelpText('after', `\n${spec.epilogue.replace(/^Exit status:/, heading)}`);
  addOptions(program, spec.options);

  const addCommand = (parent: CommanderCommand, command: Command) => {
    const child = parent.command(command.name).summary(command.summary).description(describe(command));
    const { commands = [], formerName } = command;
    if (formerName !== undefined) child.alias(formerName);
    // A mandatory option of a command is not mandatory for the commands below it, so it is checked when the command itself is called.
    addOptions(child, command.options, commands.length === 0);
    if (commands.length > 0) child.enablePositionalOptions();
    if (command.operand) {
      const argument = new Argument(command.operand.usage, command.operand.description);
      child.addArgument(command.operand.choices ? argument.choices(command.operand.choices) : argument);
    }
    child.addHelpText(
      'after',
      `\n${heading('Examples:')}\n${command.examples.map(([line, meaning]) => `  $ ${line}\n      ${meaning}`).join('\n')}`,
    );
    for (const below of commands) addCommand(child, below);
    child.action(async () => {
      const missing = Object.entries(command.options).find(
        ([name, { mandatory }]) => mandatory && child.getOptionValue(name) === undefined,
      );
      if (missing) child.error(`error: required option '${missing[1].flags}' not specified`);
      const operands = child.processedArgs.flat().filter((operand): operand is string => typeof operand === 'string');
      const specs = { ...spec.options, ...command.options };
      const values = { ...defaultsOf(specs), ...child.optsWithGlobals(), ...(await readValues(child, specs)) };
      status = await act(command, operands, values, (name) => child.getOptionValueSourceWithGlobals(name) === 'cli');
    });
  };
  for (const entry of spec.commands) {
    if ('load' in entry) {
      addCommand(program, entry);
      continue;
    }
    const group = program.command(entry.name).description(entry.summary);
    for (const command of entry.commands) addCommand(group, command);
  }

  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.nothingFound : EXIT.wrongUse;
  }
}

function describe({ summary, details }: Command): string {
  const sentence = `${summary[0]!.toUpperCase()}${summary.slice(1)}.`;
  return details === undefined ? sentence : `${sentence}\n\n${details}`;
}

function addOptions(command: CommanderCommand, specs: OptionSpecs, enforce = true): void {
  for (const [name, spec] of Object.entries(specs)) {
    const option = toOption(enforce ? spec : { ...spec, mandatory: false });
    if (option.attributeName() !== name) throw new TypeError(`option ${spec.flags} must be read as ${option.attributeName()}, got ${name}`);
    command.addOption(option);
  }
}

function toOption(spec: OptionSpec<unknown>): Option {
  const option = new Option(spec.flags, spec.description);
  const { repeatable = false, choices, byDefault, mandatory = false } = spec;
  if (choices) option.choices(choices);
  if (isWorthSaying(byDefault)) option.default(byDefault);
  if (repeatable) option.argParser((text: string, previous: unknown) => [...(Array.isArray(previous) ? previous : []), text]);
  return option.makeOptionMandatory(mandatory);
}

/** Parses the texts of the given options after commander, which does not wait for asynchronous parsers. */
async function readValues(command: CommanderCommand, specs: OptionSpecs): Promise<Record<string, unknown>> {
  const all = command.optsWithGlobals<Record<string, unknown>>();
  const values: Record<string, unknown> = {};
  for (const [name, { flags, parse }] of Object.entries(specs)) {
    const given: unknown = all[name];
    if (parse === undefined || given === undefined) continue;
    const readOne = async (text: string) => {
      try {
        return await parse(text);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return command.error(`error: option '${flags}' argument '${text}' is invalid. ${reason}`);
      }
    };
    if (!Array.isArray(given)) {
      values[name] = await readOne(String(given));
      continue;
    }
    const list: unknown[] = [];
    for (const text of given) list.push(await readOne(String(text)));
    values[name] = list;
  }
  return values;
}

/** Adds the defaults that the parser does not have. */
function defaultsOf(specs: OptionSpecs): Record<string, unknown> {
  const named = Object.entries(specs).map(([name, { byDefault }]) => [name, byDefault]);
  return Object.fromEntries(named.filter(([, byDefault]) => !isWorthSaying(byDefault)));
}

/** Whether the help shows a default. It omits empty lists and switches that are off. */
function isWorthSaying(byDefault: unknown): boolean {
  return byDefault !== undefined && byDefault !== false && !(Array.isArray(byDefault) && byDefault.length === 0);
}

function oneLine(text: string): string {
  const line = escapeText(
    text
      .replace(/^error: /, '')
      .trim()
      .replace(/\s*\n\s*/g, ' '),
  );
  return /^unknown option '-/.test(line) ? `${line} (write -- before a file name that begins with -)` : line;
}
