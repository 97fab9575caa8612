import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type ErrorRecord, errorRecord, type ScanRecord, scanRecord } from 'streetdate';

/** One line of `streetdate scan --json`. */
export type ScanLine = ScanRecord | ErrorRecord;

/** Exit statuses of a scan that ran: nothing found, a pre-release leak found, some inputs failed. */
const RAN = [0, 1, 3];

/**
 * Runs `streetdate scan --json` as any program in any language would, and yields its lines as they come. Each is checked against the
 * published schema, so that a change in the command shows here and not three functions later.
 * @param command - The program and its first arguments, such as `['streetdate']` or `['node', 'packages/cli/dist/main.js']`.
 * @param args - What to scan, and further options.
 * @throws Error when the command could not run.
 */
export async function* scan(command: readonly string[], args: readonly string[]): AsyncGenerator<ScanLine> {
  const [program = 'streetdate', ...first] = command;
  const child = spawn(program, [...first, 'scan', '--json', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  // Awaited at the end; until then a command that is missing must not end the process.
  closed.catch(() => {});
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const record: unknown = JSON.parse(line);
      if (isType(record, 'scan')) yield scanRecord.parse(record);
      else if (isType(record, 'error')) yield errorRecord.parse(record);
      // Other types may be added in any version: a reader leaves out what it does not know.
    }
    const [status] = await closed;
    if (!RAN.includes(status)) throw new Error(`${program} scan ended with status ${status}`);
  } finally {
    child.kill();
  }
}

function isType(record: unknown, type: string): boolean {
  return typeof record === 'object' && record !== null && 'type' in record && record.type === type;
}
