import { COMMANDS, GLOBAL_OPTIONS, PROGRAM } from './commands/all.ts';
import { EXIT, EXIT_MEANINGS, EXIT_STATUS_OF_ERROR, type ExitStatus, UsageError } from './exit.ts';
import { Interrupt, type Io } from './io.ts';
import { commandLine } from './output/command-line.ts';
import type { Console } from './output/console.ts';
import { VERSION } from './output/version.ts';
import { runProgram } from './program.ts';

const EPILOGUE = `Exit status:
${EXIT_MEANINGS.map(([status, meaning]) => `${String(status).padStart(4)}  ${meaning}`).join('\n')}

Results go to standard output. Progress and errors go to standard error, one line each.
STREETDATE_HOME and streetdate.json can stand in for options: see \`streetdate help config show\`.
\`streetdate help COMMAND\` lists the options and examples of a command.`;

/**
 * Runs the command once.
 * @param argv - The arguments, without the names of node and of the program.
 * @param io - The parts of its process that it may use.
 * @returns The exit status, see {@link EXIT}. Nothing is thrown: every error is a line on `io.stderr`.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const spec = { ...PROGRAM, version: VERSION, epilogue: EPILOGUE, commands: COMMANDS };
  let made: Console | undefined;
  try {
    return await runProgram(spec, argv, io, async (command, operands, given, isGiven) => {
      // Loaded here, because the help and the version need none of it.
      const [{ Console }, { loadSettings }, { settleOptions, settingsOf }, { servedLibraryOf }, work] = await Promise.all([
        import('./output/console.ts'),
        import('./settings/load-settings.ts'),
        import('./settings/settle-options.ts'),
        import('./commands/served-library-of.ts'),
        command.load(),
      ]);
      const specs = { ...GLOBAL_OPTIONS, ...command.options };
      const config = await loadSettings({ options: settingsOf(specs, given, isGiven), env: process.env, folder: currentFolder() });
      const [fault] = config.faults;
      if (fault !== undefined && command.bearsWrongSettings !== true) throw fault;
      const values = settleOptions(specs, given, isGiven, config.settings);
      const { home, color } = config.settings;
      const { json, quiet, verbose } = values;
      // The variables decide for each stream by itself.
      const wish = color.from === 'environment' ? 'auto' : color.value;
      const console = new Console(io, { json: json === true, quiet: quiet === true, verbose: verbose === true, color: wish });
      made = console;
      const served = servedLibraryOf(command, values, home, process.env);
      const status = await work(operands, values, { io, console, home: home.value, served, color: color.value, config });
      return console.failures > 0 ? EXIT.inputFailed : status;
    });
  } catch (error) {
    const { Console } = await import('./output/console.ts');
    return reportFault(error, io, made ?? new Console(io), argv);
  }
}

/** A shell may stand in a folder that is gone. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

async function reportFault(error: unknown, io: Io, console: Console, argv: readonly string[]): Promise<ExitStatus> {
  if (error instanceof Interrupt) {
    const done = console.onInterrupt?.();
    if (done !== undefined) console.note(`stopped: ${done}; to go on: ${commandLine(['streetdate', ...argv])}`);
    return error.signalName === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  }
  const { StreetdateError } = await import('@streetdate/core/portable');
  if (error instanceof StreetdateError) {
    console.warn(error.path ?? '', error.message, 'error');
    return EXIT_STATUS_OF_ERROR[error.code];
  }
  if (error instanceof UsageError) {
    console.error(error.message);
    return EXIT.wrongUse;
  }
  const [{ RefusedError }, { refusalText }] = await Promise.all([import('@streetdate/engine'), import('./commands/hints.ts')]);
  if (error instanceof RefusedError) {
    console.error(refusalText(error));
    return EXIT.wrongUse;
  }
  io.stderr.write(`streetdate: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.internal;
}
