import { hasAccounts } from '../accounts/accounts.ts';
import { type Actor, mayDo } from '../accounts/actor.ts';
import { type AuditSource, recordAudit } from '../accounts/audit.ts';
import { actorOfKey } from '../accounts/keys.ts';
import { localCookieOf } from '../accounts/local-token.ts';
import { areEqualSecrets } from '../accounts/secrets.ts';
import { actorOfSession, csrfTokenOf } from '../accounts/sessions.ts';
import type { Service } from '../service.ts';
import { readCookie } from './cookies.ts';
import type { FastifyReply, FastifyRequest } from './fastify.ts';
import { Problem, SignInFirst } from './problem.ts';
import { isFromOtherSite, type Site } from './site.ts';

/** Methods that change nothing. */
const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Sets who asks, and refuses what its role may not do. It runs before the body is read and before any row is looked for.
 * @throws Problem 401, 403. A route that names no action is for admins.
 */
export async function admit(service: Service, site: Site, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { action } = request.routeOptions.config;
  if (request.is404) return;
  // A program with a key is no browser, which would add the key to no request by itself.
  const isByBrowser = request.headers.authorization === undefined && !READING.includes(request.method);
  if (isByBrowser && isFromOtherSite(request, site))
    throw new Problem(403, 'other-site', 'a page of another site may not change anything here');
  if (action === 'public') return;
  const actor = await actorOf(service, site, request).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 401) reply.header('www-authenticate', 'Bearer realm="Streetdate"');
    throw error;
  });
  request.actor = actor;
  if (action === undefined ? actor.role === 'admin' && actor.actions === undefined : mayDo(actor, action)) return;
  const event = { action: action ?? 'unnamed', outcome: 'refused' as const, detail: { method: request.method } };
  await service.database.transaction().execute((transaction) => recordAudit(transaction, auditSource(request), event, service.now()));
  throw new Problem(403, 'not-allowed', `the role ${actor.role} may not do that${action === undefined ? '' : `: it needs ${action}`}`);
}

/** Who does what a request asks for, and from where, for the audit log. */
export function auditSource({ actor, ip }: FastifyRequest): AuditSource {
  return { organisationId: actor.organisationId, actor, address: ip };
}

/**
 * Who asks: a key, the account of a session, or, as long as nobody can sign in, whoever has shown the token that lies at the server's
 * machine.
 * @throws Problem 401, 403.
 */
async function actorOf(service: Service, site: Site, request: FastifyRequest): Promise<Actor> {
  const { database, firstOrganisationId, localToken, now } = service;
  const { authorization, cookie } = request.headers;
  const known = (actor: Omit<Actor, 'isOfFirstOrganisation'>): Actor => ({
    ...actor,
    isOfFirstOrganisation: actor.organisationId === firstOrganisationId,
  });
  const localOperator = async (): Promise<Actor> => {
    if (await hasAccounts(database)) throw new SignInFirst('not-signed-in', SIGN_IN);
    return known({ organisationId: firstOrganisationId, role: 'admin', name: 'local', kind: 'local' });
  };
  if (authorization !== undefined) {
    const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (secret?.startsWith('sdo_') && areEqualSecrets(secret, localToken.secret)) return localOperator();
    const actor = secret === undefined ? undefined : await actorOfKey(database, secret, now());
    if (actor === undefined) throw new Problem(401, 'unknown-key', 'this key is unknown, was revoked, or has expired');
    return known(actor);
  }
  const session = readCookie(cookie, 'session', site.isSecure);
  if (session !== undefined) {
    const actor = await actorOfSession(database, session, now());
    if (actor === undefined) throw new SignInFirst('session-over', 'this session is over: sign in');
    checkCsrfToken(request, session);
    return known(actor);
  }
  const local = readCookie(cookie, 'local', site.isSecure);
  if (local !== undefined && areEqualSecrets(local, localCookieOf(localToken))) {
    checkCsrfToken(request, local);
    return localOperator();
  }
  if (await hasAccounts(database)) throw new SignInFirst('not-signed-in', SIGN_IN);
  throw new Problem(401, 'not-signed-in', 'nobody can sign in yet: open one of the links that the server printed when it started');
}

const SIGN_IN = 'sign in, or send a key: Authorization: Bearer sd_…';

/** @throws Problem 403 for a change that another site's page could have made. */
function checkCsrfToken({ method, headers }: FastifyRequest, secret: string): void {
  if (READING.includes(method) || areEqualSecrets(String(headers['x-csrf-token'] ?? ''), csrfTokenOf(secret))) return;
  throw new Problem(403, 'no-csrf-token', 'a change needs the header field x-csrf-token, with the csrfToken of GET /v1/me');
}
