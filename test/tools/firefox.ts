import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';

const PATH = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

/** Whether there is a Firefox for the tests that open pages; without one they are skipped, and say so. */
export const hasFirefox = existsSync(PATH);
if (!hasFirefox) console.warn(`skipped: tests in Firefox; there is no ${PATH} (set FIREFOX_PATH)`);

/** Nothing that would look for a network, and no window that asks something. */
const PREFERENCES = [
  ['app.normandy.enabled', false],
  ['app.update.auto', false],
  ['browser.safebrowsing.update.enabled', false],
  ['browser.shell.checkDefaultBrowser', false],
  ['datareporting.policy.dataSubmissionEnabled', false],
  ['extensions.update.enabled', false],
  ['network.captive-portal-service.enabled', false],
  ['network.connectivity-service.enabled', false],
  ['services.settings.server', 'data:,none'],
  ['toolkit.telemetry.server', ''],
] as const;

/** A page in Firefox. */
export interface FirefoxPage {
  /** Opens an address and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** Picks a file in the field that a selector names. */
  pick(selector: string, path: string): Promise<void>;
  /** Runs a function in the page, whose result is JSON. */
  run<T>(work: () => T): Promise<T>;
  /** What the page complained about, and the addresses that it asked for, since it was opened. */
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
  /** Ends the browser. */
  close(): Promise<void>;
}

type Reply = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, never>;
  readonly result?: never;
  readonly message?: string;
};

/**
 * Starts Firefox with an empty profile and opens a page, by WebDriver BiDi (W3C): playwright-core drives a Firefox of its own only, and
 * puppeteer-core brings eighty packages.
 */
export async function openInFirefox(): Promise<FirefoxPage> {
  const profile = await mkdtemp(join(tmpdir(), 'streetdate-firefox-'));
  const lines = PREFERENCES.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const browser = spawn(PATH, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
  });
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const socket = new WebSocket(`${await addressOf(browser)}/session`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));

  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  const [complaints, requests]: [string[], string[]] = [[], []];
  socket.on('message', (data) => {
    const { id, method, params, result, message } = JSON.parse(String(data)) as Reply;
    const { text, request } = (params ?? {}) as { readonly text?: string; readonly request?: { readonly url: string } };
    if (method === 'log.entryAdded') complaints.push(String(text));
    if (method === 'network.beforeRequestSent') requests.push(request!.url);
    const waiter = waiting.get(id ?? -1);
    waiting.delete(id ?? -1);
    if (message === undefined) waiter?.resolve(result!);
    else waiter?.reject(new Error(`Firefox: ${message}`));
  });
  let sent = 0;
  const send = (method: string, params: object) =>
    new Promise<never>((resolve, reject) => {
      waiting.set(++sent, { resolve, reject });
      socket.send(JSON.stringify({ id: sent, method, params }));
    });

  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent'] });
  const { contexts } = (await send('browsingContext.getTree', {})) as { readonly contexts: readonly [{ readonly context: string }] };
  const [{ context }] = contexts;
  return {
    complaints,
    requests,
    open: async (url) => {
      complaints.length = 0;
      requests.length = 0;
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    pick: async (selector, path) => {
      const found = await send('browsingContext.locateNodes', { context, locator: { type: 'css', value: selector } });
      const { nodes } = found as { readonly nodes: readonly [{ readonly sharedId: string }] };
      await send('input.setFiles', { context, element: { sharedId: nodes[0].sharedId }, files: [path] });
    },
    run: async (work) => {
      const evaluated = await send('script.evaluate', {
        expression: `JSON.stringify((${work})())`,
        target: { context },
        awaitPromise: true,
      });
      const { result, exceptionDetails } = evaluated as {
        readonly result?: { readonly value?: string };
        readonly exceptionDetails?: { readonly text: string };
      };
      if (exceptionDetails) throw new Error(`Firefox: ${exceptionDetails.text}`);
      return JSON.parse(result?.value ?? 'null');
    },
    close: async () => {
      socket.close();
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Firefox prints where it listens. */
function addressOf(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    browser.stderr!.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    });
    browser.once('error', reject).once('exit', () => reject(new Error(`Firefox ended before it listened: ${printed}`)));
  });
}
