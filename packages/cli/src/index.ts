/** The command as a function, and the shapes of what it prints. */

import { StreetdateError } from '@streetdate/core/portable';
import { RefusedError } from '@streetdate/engine';
import { COMMANDS, GLOBAL_OPTIONS } from './commands/all.ts';
import { EXIT, EXIT_STATUS_OF_ERROR, type ExitStatus, UsageError } from './exit.ts';
import { Interrupt, type Io } from './io.ts';
import { Console } from './output/console.ts';
import { VERSION } from './output/version.ts';
import { runProgram } from './program.ts';

export {
  type DiscFacts,
  discFacts,
  type EnrolledDiscRecord,
  type ErrorRecord,
  enrolledDiscRecord,
  errorRecord,
  type FingerprintRecord,
  fingerprintRecord,
  type LibraryManifest,
  libraryManifest,
  type MatchRecord,
  matchRecord,
  type ParquetRecord,
  parquetRecord,
  type ReferenceRecord,
  referenceRecord,
  type ScanRecord,
  type SegmentRecord,
  type SightingRecord,
  scanRecord,
  segmentRecord,
  sightingRecord,
  type TitleRecord,
  type TransferRecord,
  titleRecord,
  transferRecord,
  type VerdictRecord,
  verdictRecord,
  type WindowRecord,
  windowRecord,
} from '@streetdate/engine/records';
export { EXIT, type ExitStatus } from './exit.ts';
export { Interrupt, type Io, type TextStream } from './io.ts';
export { type DiscRecord, discRecord } from './output/disc-record.ts';
export { type DoctorRecord, doctorRecord } from './output/doctor-record.ts';
export { jsonSchemas } from './output/json-schemas.ts';
export { type SweepRecord, sweepRecord } from './output/sweep-record.ts';

const EPILOGUE = `Exit status:
   0  the work is done; no pre-release leak was found
   1  a pre-release leak was found
   2  wrong use; nothing was done
   3  some inputs failed or could be read only in part, whatever was found in the others
  70  a fault of the program itself
 130  stopped by Ctrl-C (143 by SIGTERM); what was complete is stored

Results go to standard output, progress and errors to standard error, one line each.
\`streetdate help COMMAND\` has the options and examples of a command.`;

/**
 * Runs the command once.
 * @param argv - The arguments, without the names of node and of the program.
 * @param io - What it may touch of its process.
 * @returns The exit status, see {@link EXIT}. Nothing is thrown: whatever goes wrong is a line on `io.stderr`.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const spec = {
    ...{ name: 'streetdate', version: VERSION, epilogue: EPILOGUE, options: GLOBAL_OPTIONS, commands: COMMANDS },
    summary: 'Finds films that leaked from distributor discs before their street date.',
  };
  try {
    return await runProgram(spec, argv, io, async (command, operands, values) => {
      const console = new Console(io, { json: values.json === true, quiet: values.quiet === true });
      const status = await command.run(operands, values, { io, console, home: String(values.home) });
      return console.failures > 0 ? EXIT.inputFailed : status;
    });
  } catch (error) {
    return reportFault(error, io);
  }
}

function reportFault(error: unknown, io: Io): ExitStatus {
  if (error instanceof Interrupt) return error.signalName === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  const console = new Console(io);
  if (error instanceof UsageError || error instanceof RefusedError) {
    console.note(error.message);
    return EXIT.wrongUse;
  }
  if (error instanceof StreetdateError) {
    console.warn(error.path ?? '', error.message);
    return EXIT_STATUS_OF_ERROR[error.code];
  }
  io.stderr.write(`streetdate: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.internal;
}
