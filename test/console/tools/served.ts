import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { startBuilt } from '../../cli/tools/built-command.ts';

/** A process of `streetdate serve`. */
export interface Served {
  /** Where it answers; empty for a worker. */
  readonly url: string;
  /** The link that makes the first account, where the process printed one. */
  readonly setUpLink: string | undefined;
  /** Ends it, and with it its hold on the library. */
  stop(): Promise<void>;
}

/**
 * Starts `streetdate serve` as a user does, in a process of its own that ends with the test.
 * @param argv - Further options.
 * @param ready - What it prints last of its start.
 * @throws Error with what it said, when it ends before it is ready.
 */
export async function startServed(argv: readonly string[], ready: RegExp, env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const { process: child, end } = startBuilt(['serve', ...argv, '--unconfined-uploads'], { env });
  const stop = async () => {
    child.kill('SIGTERM');
    await end;
  };
  onTestFinished(stop);
  let said = '';
  child.stdout!.on('data', (text: string) => {
    said += text;
  });
  while (!ready.test(said)) {
    const ended = await Promise.race([once(child.stdout!, 'data').then(() => undefined), end]);
    if (ended !== undefined) throw new Error(`the service did not start: ${ended.stdout}${ended.stderr}`);
  }
  return { stop, url: /answers at (\S+)/.exec(said)?.[1] ?? '', setUpLink: /(http\S+\/set-up#\S+)/.exec(said)?.[1] };
}
