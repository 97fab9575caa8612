import { lookup } from 'node:dns/promises';
import { checkFunction, checkObject } from '@streetdate/core/internal';
import { RefusedError } from '@streetdate/engine';
import { hasAccounts } from '../accounts/accounts.ts';
import type { Service } from '../service.ts';
import { checkDatabase } from '../store/check-database.ts';
import type { Server } from './fastify.ts';
import { isLoopback } from './site.ts';

/** Where a server listens. */
export interface ListenPlace {
  /** A name or an address. @defaultValue 127.0.0.1 */
  readonly host?: string | undefined;
  /** 0 takes a free port. */
  readonly port: number;
}

/**
 * Listens. As long as nobody can sign in, only on this machine's own addresses: whoever reached it could do everything.
 * @returns Its address.
 * @throws RefusedError if nobody can sign in and the place can be reached from elsewhere.
 */
export async function listen(server: Server, service: Pick<Service, 'database'>, place: ListenPlace): Promise<string> {
  checkObject('server', server);
  checkFunction('server.listen', server.listen);
  checkObject('service', service);
  checkDatabase('service.database', service.database);
  checkObject('place', place);
  const { host = '127.0.0.1', port } = place;
  if (!(await isLocalHost(host)) && !(await hasAccounts(service.database))) {
    throw new RefusedError(
      `nobody can sign in yet, so that the server does not listen on ${host}: start it on 127.0.0.1, open the set-up link that it prints, and start it again`,
    );
  }
  return server.listen({ host, port });
}

/** A name is local if all of its addresses are. */
async function isLocalHost(host: string): Promise<boolean> {
  const addresses = await lookup(host.replace(/^\[|\]$/g, ''), { all: true });
  return addresses.length > 0 && addresses.every(({ address }) => isLoopback(address));
}
