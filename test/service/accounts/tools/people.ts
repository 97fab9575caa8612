import { makeSetUpLink, type Server, type ServerOptions } from '@streetdate/service';
import { expect, onTestFinished } from 'vitest';
import { createServer } from '../../../../packages/service/src/http/server.ts';
import type { RunningService } from '../../tools/running-service.ts';
import { startService } from '../../tools/running-service.ts';

/** A password that is taken. */
export const PASSWORD = 'seven bright herons';

/** An answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: the body of any route
  readonly body: any;
}

/** Something that sends requests: a browser with its cookies, or a program with a key. */
export interface Client {
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  readonly cookies: Map<string, string>;
  /** Sent with each change. */
  csrfToken?: string;
}

/** Sends without cookies and keys. */
export async function send(
  server: Server,
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { address, ...fields } = headers;
  const answer = await server.inject({
    method: method as 'GET',
    url,
    headers: { ...fields, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
    ...(address !== undefined && { remoteAddress: address }),
  });
  const isJson = String(answer.headers['content-type'] ?? '').includes('json') && answer.body !== '';
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: isJson && !answer.body.includes('}\n{') ? JSON.parse(answer.body) : answer.body,
  };
}

/** A browser: it keeps cookies and sends them, and says which page a request comes from. */
export function browser(server: Server, always: Record<string, string> = {}): Client {
  const cookies = new Map<string, string>();
  const client: Client = {
    cookies,
    send: async (method, url, body, headers = {}) => {
      const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
      const own = { ...(cookie !== '' && { cookie }), ...(client.csrfToken !== undefined && { 'x-csrf-token': client.csrfToken }) };
      const answer = await send(server, method, url, body, { 'sec-fetch-site': 'same-origin', ...own, ...always, ...headers });
      for (const line of [answer.headers['set-cookie'] ?? []].flat() as string[]) {
        const [pair = '', ...attributes] = line.split('; ');
        const [name = '', value = ''] = pair.split('=');
        if (attributes.includes('Max-Age=0')) cookies.delete(name);
        else cookies.set(name, value);
      }
      if (typeof answer.body?.csrfToken === 'string') client.csrfToken = answer.body.csrfToken;
      return answer;
    },
  };
  return client;
}

/** A program with a key. */
export function program(server: Server, key: string): Client {
  return {
    cookies: new Map(),
    send: (method, url, body, headers) => send(server, method, url, body, { authorization: `Bearer ${key}`, ...headers }),
  };
}

/** A service whose first admin is Grace, signed in. */
export async function startWithAdmin(
  options: ServerOptions & { readonly now?: () => Date } = {},
): Promise<RunningService & { readonly admin: Client }> {
  const running = await startService({ works: false });
  const service = options.now === undefined ? running.service : { ...running.service, now: options.now };
  const server = await createServer(service, options);
  onTestFinished(() => server.close());
  const token = (await makeSetUpLink(service))?.split('#')[1];
  const admin = browser(server);
  const made = await admin.send('POST', '/v1/set-up', { token, email: 'grace@example.com', name: 'Grace', password: PASSWORD });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { ...running, service, server, admin };
}

/** An organisation with an admin who is signed in. */
export async function addOrganisation(
  server: Server,
  admin: Client,
  name: string,
): Promise<{ readonly id: string; readonly admin: Client }> {
  const made = await admin.send('POST', '/v1/organisations', { name });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const own = browser(server);
  const set = { token: made.body.link.token, email: 'grace@example.com', name: `Admin of ${name}`, password: PASSWORD };
  expect((await own.send('POST', '/v1/set-up', set)).status).toBe(201);
  return { id: made.body.organisation.id, admin: own };
}

/** Makes a key. */
export async function makeKey(admin: Client, role: string, actions?: readonly string[]): Promise<string> {
  const made = await admin.send('POST', '/v1/keys', { name: `${role} key`, role, ...(actions && { actions }) });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.secret;
}
