import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

// The only file that imports commander.
export { Command, InvalidArgumentError, Option };

/** Reads an option's whole number. @throws InvalidArgumentError for anything else. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return value;
}

/** Collects a repeatable option. */
export function oneMore(path: string, before: readonly string[]): string[] {
  return [...before, path];
}

/** Reads whole numbers with commas between them. @throws InvalidArgumentError for anything else. */
export function wholeNumbers(text: string): number[] {
  return text.split(',').map(wholeNumber);
}

/**
 * The exit status of what commander throws instead of ending the process; its message is printed already.
 * @returns 0 for help, 2 for wrong use; undefined for any other error.
 */
export function commandStatus(error: unknown): 0 | 2 | undefined {
  if (!(error instanceof CommanderError)) return undefined;
  return error.exitCode === 0 ? 0 : 2;
}
