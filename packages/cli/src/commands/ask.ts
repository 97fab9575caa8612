import { on } from 'node:events';
import { createInterface } from 'node:readline';
import { Interrupt, type Io } from '../io.ts';
import { escapeText } from '../output/escape.ts';

/** Asks for one line. */
export interface Question<T> {
  /** What is asked. */
  readonly text: string;
  /** What an empty answer stands for, as shown. @defaultValue nothing: the question is skipped */
  readonly byDefault?: string;
  /** Reads the answer. What it throws is told, and the question is asked again. */
  readonly read: (answer: string) => T | Promise<T>;
}

/** Asks questions on a terminal. */
export interface Asker {
  /** @returns undefined for an empty answer to a question without a default. @throws The signal's reason; an {@link Interrupt} on Ctrl-C. */
  ask<T>(question: Question<T>): Promise<T | undefined>;
}

/** Whether somebody sits there to answer. */
export function canAsk({ stdin, stdout }: Io, env: NodeJS.ProcessEnv): boolean {
  return stdin !== undefined && 'isTTY' in stdin && stdin.isTTY === true && stdout.isTTY === true && !env.CI;
}

/** Lets some work ask. The terminal is as before when it ends. The only file that reads answers. */
export async function withAsker<T>({ stdin, stdout, signal }: Io, work: (asker: Asker) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const lines = createInterface({ input: stdin!, output: stdout, terminal: true });
  const stop = new AbortController();
  const stopped = AbortSignal.any([stop.signal, signal]);
  // The terminal sends Ctrl-C as a character while a line is edited. Ctrl-D closes.
  for (const event of ['SIGINT', 'close']) lines.on(event, () => stop.abort(new Interrupt('SIGINT')));
  // Lines that are pasted or typed ahead wait for their questions.
  const answers = on(lines, 'line', { signal: stopped })[Symbol.asyncIterator]();
  const ask = async <A>({ text, byDefault, read }: Question<A>): Promise<A | undefined> => {
    for (;;) {
      stopped.throwIfAborted();
      lines.setPrompt(escapeText(`${text}${byDefault === undefined ? '' : ` [${byDefault}]`}: `));
      lines.prompt();
      const { value } = await answers.next().catch((error: unknown) => {
        stopped.throwIfAborted();
        throw error;
      });
      const answer = String(value[0]).trim() || byDefault;
      if (answer === undefined) return undefined;
      try {
        return await read(answer);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        // Whoever answers sees what was asked, and need not know what the reader calls it.
        stdout.write(`  ${escapeText(error.message.replace(/^.*?(?= must )/s, 'it'))}\n`);
      }
    }
  };
  try {
    return await work({ ask });
  } finally {
    lines.close();
  }
}
