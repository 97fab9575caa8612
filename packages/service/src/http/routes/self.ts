import type { Actor } from '../../accounts/actor.ts';
import { mayDo } from '../../accounts/actor.ts';
import { audited } from '../../accounts/audit.ts';
import { changePassword, type SignedInActor } from '../../accounts/change-password.ts';
import { ACTIONS } from '../../accounts/permissions.ts';
import { csrfTokenOf, endSessions, listSessions } from '../../accounts/sessions.ts';
import { findOrganisation } from '../../organisations/organisations.ts';
import { answering } from '../account-problems.ts';
import { auditSource } from '../actor.ts';
import { readCookie, writeCookie } from '../cookies.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { ended as endedSessions, password, session, whoAsks } from './account-records.ts';

const params = z.object({ id });

/** Who one is, and one's own sessions and password. */
export const selfRoutes: Routes = (server, { service, site }) => {
  const { database } = service;

  server.get(
    '/v1/me',
    operation(
      {
        id: 'whoAmI',
        summary: 'Say who asks',
        description: 'The account, key or local operator that the request comes from, and what it may do.',
        tag: 'accounts',
        action: 'self.read',
      },
      { response: { 200: whoAsks } },
    ),
    async ({ actor, headers }, reply) => {
      const { organisationId, kind, name, role } = actor;
      const organisation = await findOrganisation(database, organisationId);
      const secret = kind === 'key' ? undefined : readCookie(headers.cookie, kind === 'local' ? 'local' : 'session', site.isSecure);
      reply.header('cache-control', 'no-store');
      return {
        organisation: { id: organisationId, name: organisation?.name ?? '' },
        ...{ kind, name, role },
        ...(actor.id !== undefined && { id: actor.id }),
        actions: ACTIONS.filter((action) => mayDo(actor, action)),
        ...(secret !== undefined && headers.authorization === undefined && { csrfToken: csrfTokenOf(secret) }),
      };
    },
  );

  server.get(
    '/v1/sessions',
    operation(
      {
        id: 'listSessions',
        summary: 'List the browsers where one is signed in',
        description: 'Sessions of the account that asks, latest first.',
        tag: 'accounts',
        action: 'self.read',
        problems: [409],
      },
      { response: { 200: z.object({ sessions: z.array(session) }) } },
    ),
    async ({ actor }) => {
      const self = signedInActor(actor);
      const sessions = await listSessions(database, self.organisationId, self.id, service.now());
      return { sessions: sessions.map((each) => ({ ...each, isThisOne: each.id === self.sessionId })) };
    },
  );

  server.delete(
    '/v1/sessions',
    operation(
      {
        id: 'signOutEverywhere',
        summary: 'Sign out everywhere',
        description: 'Ends all sessions of the account that asks, this one too.',
        tag: 'accounts',
        action: 'self.write',
        problems: [409, 413, 415],
      },
      { response: { 200: endedSessions } },
    ),
    async (request, reply) => {
      const self = signedInActor(request.actor);
      const ended = await audited(
        database,
        auditSource(request),
        { action: 'sign-out', detail: { everywhere: true } },
        service.now(),
        (transaction) => endSessions(transaction, self.organisationId, self.id, 'all'),
      );
      reply.header('set-cookie', writeCookie('session', undefined, site.isSecure));
      return { ended };
    },
  );

  server.delete(
    '/v1/sessions/current',
    operation(
      {
        id: 'signOut',
        summary: 'Sign out',
        description: 'Ends the session that the request comes in.',
        tag: 'accounts',
        action: 'self.write',
        problems: [409, 413, 415],
      },
      { response: { 200: endedSessions } },
    ),
    async (request, reply) => {
      const self = signedInActor(request.actor);
      const ended = await audited(database, auditSource(request), { action: 'sign-out' }, service.now(), (transaction) =>
        endSessions(transaction, self.organisationId, self.id, { only: self.sessionId }),
      );
      reply.header('set-cookie', writeCookie('session', undefined, site.isSecure));
      return { ended };
    },
  );

  server.delete(
    '/v1/sessions/:id',
    operation(
      {
        id: 'endSession',
        summary: 'End a session of one’s own',
        description: 'Signs out in another browser.',
        tag: 'accounts',
        action: 'self.write',
        problems: [409, 413, 415],
      },
      { params, response: { 200: endedSessions } },
    ),
    async (request) => {
      const self = signedInActor(request.actor);
      const only = request.params.id;
      return audited(
        database,
        auditSource(request),
        { action: 'sign-out', target: { kind: 'session', id: only } },
        service.now(),
        async (transaction) => {
          const ended = await endSessions(transaction, self.organisationId, self.id, { only });
          if (ended === 0) throw new Problem(404, 'unknown-session', `there is no session ${only}`);
          return { ended };
        },
      );
    },
  );

  server.post(
    '/v1/me/password',
    operation(
      {
        id: 'changePassword',
        summary: 'Change one’s own password',
        description: 'All other sessions of the account end.',
        tag: 'accounts',
        action: 'self.write',
        problems: [409, 422],
      },
      { body: z.object({ current: password, password }), response: { 200: z.object({ changed: z.literal(true) }) } },
    ),
    async (request, reply) => {
      const self = signedInActor(request.actor);
      const isRight = await answering(reply, changePassword(database, self, request.body, request.ip, service.now()));
      if (isRight === undefined)
        throw new Problem(409, 'no-password', 'this account has no password: it signs in with an identity provider');
      if (!isRight) throw new Problem(403, 'wrong-password', 'the current password is wrong');
      return { changed: true as const };
    },
  );
};

/** @throws Problem 409 for a key and the local operator, which have no sessions. */
function signedInActor(actor: Actor): SignedInActor {
  const { kind, id: accountId, sessionId } = actor;
  if (kind === 'account' && accountId !== undefined && sessionId !== undefined) return { ...actor, kind, id: accountId, sessionId };
  throw new Problem(409, 'no-account', 'this is for accounts that are signed in');
}
