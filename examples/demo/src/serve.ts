import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url));

/** A service that answers. */
export interface Served {
  /** Its address. */
  readonly url: string;
  /** Opens its console. */
  readonly link: string;
  /** Lets a program in; only the user who started the service can read it. */
  readonly tokenFile: string;
}

/**
 * Starts the service in a process of its own, as a user would. Ctrl-C ends both, with its status.
 * @param tell - Called with what it prints.
 * @returns Where it answers, once it has said how to send a file in.
 * @throws Error when it ends before.
 */
export function serve(home: string, port: string, tell: (text: string) => void = () => {}): Promise<Served> {
  const server = spawn(process.execPath, [COMMAND, 'serve', '--home', home, '--port', port, '--unconfined-uploads'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      tell(text);
      printed += text;
      const [, url, link] = /answers at (http:\S+)\nOpen .* (http:\S+)\n(?:.*\n)*.*curl .*\n/.exec(printed) ?? [];
      if (url !== undefined && link !== undefined) resolve({ url, link, tokenFile: join(home, 'service', 'local-token') });
    });
    server.on('close', (status) => {
      process.exitCode = status ?? 0;
      reject(new Error('the service did not start'));
    });
  });
}
