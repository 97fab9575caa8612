import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkObject } from '@streetdate/core/internal';
import { writeFault } from '@streetdate/engine/internal';
import { checkDatabase } from '../store/check-database.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { hasAccounts } from './accounts.ts';
import { newSecret, secretHash } from './secrets.ts';

/**
 * What proves that somebody sits at the server's machine, as long as nobody can sign in: the content of a file that only the user of the
 * server can read. An address proves nothing, because a proxy gives its own to everybody.
 */
export interface LocalToken {
  /** Where it lies. */
  readonly path: string;
  /** It is sent as an API key is. */
  readonly secret: string;
}

/**
 * The token of a folder. It is made with the first start. A file that others can read, or that is no token, is replaced.
 * @throws StreetdateError `file-unwritable`
 */
export async function openLocalToken(folder: string): Promise<LocalToken> {
  const path = join(folder, 'local-token');
  try {
    const kept = await readOwn(path);
    if (kept !== undefined) return { path, secret: kept };
    const secret = newSecret('sdo_');
    await rm(path, { force: true });
    await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return { path, secret };
  } catch (cause) {
    throw writeFault(cause, path);
  }
}

/** What the cookie of a browser holds that has shown the token. */
export function localCookieOf({ secret }: Pick<LocalToken, 'secret'>): string {
  return secretHash(`cookie ${secret}`);
}

/**
 * The link that opens the console at the server's own machine. It works as long as nobody can sign in.
 * @returns Its path on the server; undefined once somebody can sign in.
 */
export async function makeLocalLink(service: {
  readonly database: ServiceDatabase;
  readonly localToken: LocalToken;
}): Promise<string | undefined> {
  checkObject('service', service);
  checkDatabase('service.database', service.database);
  checkObject('service.localToken', service.localToken);
  // After the #, which browsers send nowhere.
  return (await hasAccounts(service.database)) ? undefined : `/local#${service.localToken.secret}`;
}

async function readOwn(path: string): Promise<string | undefined> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined || (facts.mode & 0o077) !== 0) return undefined;
  return /^(sdo_[\w-]{43})\n$/.exec(await readFile(path, 'utf8'))?.[1];
}
