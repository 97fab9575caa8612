import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { parseWindow } from '@streetdate/matcher';
import { createServer, openService, runWorker, type Server, type Service, type ServiceOptions } from '@streetdate/service';
import { onTestFinished } from 'vitest';
import { writeReference } from '../../cli/tools/prints.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';

/** A service on a folder, with its server; nothing listens, requests go in by `server.inject`. */
export interface RunningService {
  readonly folder: string;
  readonly home: string;
  readonly service: Service;
  readonly server: Server;
  /** Stops the worker. Jobs that it has begun are left. */
  stopWorker(): Promise<void>;
}

/** Gives each request without a key and without a cookie the token of the server's machine, as its user would. */
export function atTheMachine(server: Server, { localToken }: Service): Server {
  const authorization = `Bearer ${localToken.secret}`;
  const inject = server.inject.bind(server) as (request: { readonly headers?: Record<string, unknown> }) => unknown;
  const isKnown = (headers: Record<string, unknown>) => 'authorization' in headers || 'cookie' in headers;
  Object.assign(server, {
    inject: (request: string | { readonly headers?: Record<string, unknown> }) => {
      const { headers = {}, ...rest } = typeof request === 'string' ? { url: request } : request;
      return inject({ ...rest, headers: isKnown(headers) ? headers : { authorization, ...headers } });
    },
  });
  server.server.prependListener('request', ({ headers }) => {
    if (!isKnown(headers)) headers.authorization = authorization;
  });
  return server;
}

/** Starts a service whose library has the reference of film 1, titled `Film`, on sale in the US from 9 March 2027 on. */
export async function startService({
  works = true,
  webhooks,
}: { readonly works?: boolean } & Pick<ServiceOptions, 'webhooks'> = {}): Promise<RunningService> {
  const folder = await temporaryFolder();
  const home = join(folder, 'library');
  const library = await openLibrary(home);
  const windows = [parseWindow('US:disc:2027-03-09@America/New_York')];
  await library.enroll(await writeReference(folder, 'film.sdfp', 1), { title: 'Film', windows });
  await library.close();
  const service = await openService(home, { webhooks });
  const server = atTheMachine(await createServer(service), service);
  const stopping = new AbortController();
  const working = works ? runWorker(service, { signal: stopping.signal, idleMs: 20 }) : Promise.resolve();
  const stopWorker = async () => {
    stopping.abort();
    await working;
  };
  onTestFinished(async () => {
    await stopWorker();
    await server.close();
    await service.close();
  });
  return { folder, home, service, server, stopWorker };
}
