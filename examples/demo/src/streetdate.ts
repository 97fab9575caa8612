import { spawn } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command, as a user would run it. */
const COMMAND = fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url));

/**
 * Prints a `streetdate` command as it can be typed, runs it, and returns what it printed on its standard output.
 * @param allowed - Exit statuses that are no failure. @defaultValue [0]
 * @throws Error when it ends with another status.
 */
export function streetdate(args: readonly string[], allowed: readonly number[] = [0]): Promise<string> {
  console.log(`\n$ ${['node', relative('', COMMAND), ...args].map(quoted).join(' ')}`);
  return new Promise((resolve, reject) => {
    const command = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    command.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    command.on('error', reject);
    command.on('close', (status, signal) => {
      if (status !== null && allowed.includes(status)) resolve(printed);
      else reject(new Error(`streetdate ${args[0]} stopped with ${status ?? signal}`));
    });
  });
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
