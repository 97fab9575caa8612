import { COMMANDS, GLOBAL_OPTIONS } from './commands/all.ts';
import { EXIT, EXIT_STATUS_OF_ERROR, type ExitStatus, UsageError } from './exit.ts';
import { Interrupt, type Io } from './io.ts';
import { VERSION } from './output/version.ts';
import { runProgram } from './program.ts';

const EPILOGUE = `Exit status:
   0  done; no pre-release leak was found
   1  a pre-release leak was found
   2  wrong use; nothing was done
   3  some inputs failed or could be read only in part, whatever was found in the others
  70  a fault of the program itself
 130  stopped by Ctrl-C (143 by SIGTERM); completed results are stored

Results go to standard output. Progress and errors go to standard error, one line each.
\`streetdate help COMMAND\` lists the options and examples of a command.`;

/**
 * Runs the command once.
 * @param argv - The arguments, without the names of node and of the program.
 * @param io - The parts of its process that it may use.
 * @returns The exit status, see {@link EXIT}. Nothing is thrown: every error is a line on `io.stderr`.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const spec = {
    ...{ name: 'streetdate', version: VERSION, epilogue: EPILOGUE, options: GLOBAL_OPTIONS, commands: COMMANDS },
    summary: 'Finds films that leaked from distributor discs before their street date.',
  };
  try {
    return await runProgram(spec, argv, io, async (command, operands, values) => {
      // Loaded here, because the help and the version need none of it.
      const [{ Console }, work] = await Promise.all([import('./output/console.ts'), command.load()]);
      const console = new Console(io, { json: values.json === true, quiet: values.quiet === true });
      const status = await work(operands, values, { io, console, home: String(values.home) });
      return console.failures > 0 ? EXIT.inputFailed : status;
    });
  } catch (error) {
    return reportFault(error, io);
  }
}

async function reportFault(error: unknown, io: Io): Promise<ExitStatus> {
  if (error instanceof Interrupt) return error.signalName === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  const { Console } = await import('./output/console.ts');
  const console = new Console(io);
  const { StreetdateError } = await import('@streetdate/core/portable');
  if (error instanceof StreetdateError) {
    console.warn(error.path ?? '', error.message);
    return EXIT_STATUS_OF_ERROR[error.code];
  }
  if (error instanceof UsageError) {
    console.note(error.message);
    return EXIT.wrongUse;
  }
  const [{ RefusedError }, { refusalText }] = await Promise.all([import('@streetdate/engine'), import('./commands/hints.ts')]);
  if (error instanceof RefusedError) {
    console.note(refusalText(error));
    return EXIT.wrongUse;
  }
  io.stderr.write(`streetdate: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.internal;
}
