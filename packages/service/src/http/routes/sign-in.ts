import { hasAccounts } from '../../accounts/accounts.ts';
import { useLink } from '../../accounts/links.ts';
import { localCookieOf } from '../../accounts/local-token.ts';
import { areEqualSecrets } from '../../accounts/secrets.ts';
import { csrfTokenOf } from '../../accounts/sessions.ts';
import { beginSession, type SignedIn, type SignInPlace, signIn } from '../../accounts/sign-in.ts';
import { answering } from '../account-problems.ts';
import { readCookie, writeCookie } from '../cookies.ts';
import type { FastifyReply, FastifyRequest, Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { Problem } from '../problem.ts';
import { z } from '../schema.ts';
import { isLocalRequest, type Site } from '../site.ts';
import { email, name, password, signedIn } from './account-records.ts';

/** Where the pages for people begin a session. */
export const signInRoutes: Routes = (server, { service, site }) => {
  server.post(
    '/v1/sessions',
    operation(
      {
        id: 'signIn',
        summary: 'Sign in with a password',
        description:
          'The session’s secret is in a cookie. A wrong password, an unknown account and an unknown organisation get the same answer. After ten ' +
          'failures of an account, or thirty of an address, each further attempt has to wait longer.',
        tag: 'accounts',
        action: 'public',
        problems: [401, 403],
      },
      {
        body: z.object({ organisation: name.optional().describe('@defaultValue the first one'), email, password }),
        response: { 201: signedIn },
      },
    ),
    async (request, reply) => {
      checkIsSafe(request, site);
      const place = placeOf(request, site);
      const begun = await answering(reply, signIn(service.database, service.firstOrganisationId, request.body, place, service.now()));
      if (begun === undefined) throw new Problem(401, 'wrong-sign-in', 'the e-mail address or the password is wrong');
      return reply.code(201).send(greet(reply, site, begun));
    },
  );

  server.post(
    '/v1/set-up',
    operation(
      {
        id: 'useLink',
        summary: 'Set a password with a link that is used once',
        description:
          'The link that the server prints at its first start makes the first account, an admin: it needs an e-mail address. Other links belong to ' +
          'an account. All sessions of the account end, and a new one begins.',
        tag: 'accounts',
        action: 'public',
        problems: [403, 410, 422],
      },
      {
        body: z.object({
          token: linkToken,
          password,
          email: email.optional(),
          name: name.optional(),
        }),
        response: { 201: signedIn },
      },
    ),
    async (request, reply) => {
      checkIsSafe(request, site);
      const { token: secret, ...given } = request.body;
      const place = placeOf(request, site);
      const begun = await answering(
        reply,
        useLink(service.database, { secret, ...given }, place, service.now()).then((account) =>
          service.database.transaction().execute((transaction) => beginSession(transaction, account, place, 'link', service.now())),
        ),
      );
      return reply.code(201).send(greet(reply, site, begun));
    },
  );

  server.post(
    '/v1/local-session',
    operation(
      {
        id: 'openLocally',
        summary: 'Open the console at the server’s own machine',
        description:
          'As long as nobody can sign in, the token of the server’s machine makes its browser the operator’s. It lies in a file that only the ' +
          'user of the server can read. Programs send it as they would an API key.',
        tag: 'accounts',
        action: 'public',
        problems: [403, 410],
      },
      {
        body: z.object({ token: linkToken }),
        response: { 201: z.object({ csrfToken: z.string().meta({ examples: ['qL0v…'] }) }) },
      },
    ),
    async (request, reply) => {
      checkIsSafe(request, site);
      const isRight = areEqualSecrets(request.body.token, service.localToken.secret);
      if (!isRight || (await hasAccounts(service.database)))
        throw new Problem(410, 'unknown-link', 'this link is of an earlier start, or somebody can sign in now');
      const secret = localCookieOf(service.localToken);
      reply.header('set-cookie', writeCookie('local', secret, site.isSecure)).header('cache-control', 'no-store');
      return reply.code(201).send({ csrfToken: csrfTokenOf(secret) });
    },
  );
};

/** What stands after the # of a link. */
const linkToken = z
  .string()
  .min(1)
  .max(200)
  .meta({ examples: ['sdl_…'] });

/** A password and a session's secret go through no wire that others can read. */
export function checkIsSafe(request: FastifyRequest, site: Site): void {
  if (site.isSecure || isLocalRequest(request)) return;
  throw new Problem(
    403,
    'needs-https',
    'passwords are taken over HTTPS only: put a proxy with TLS before the server, and tell it its public address',
  );
}

/** Where a request to sign in comes from. */
export function placeOf(request: FastifyRequest, site: Site): SignInPlace {
  const device = readCookie(request.headers.cookie, 'device', site.isSecure);
  return { address: request.ip, agent: request.headers['user-agent'] ?? '', ...(device !== undefined && { device }) };
}

/** Sets the cookies of a session that was begun. @returns The body of the answer. */
export function greet(reply: FastifyReply, site: Site, { account, session, device }: SignedIn): z.infer<typeof signedIn> {
  // Beside those that are set already.
  reply.header('set-cookie', [writeCookie('session', session, site.isSecure), writeCookie('device', device, site.isSecure)]);
  reply.header('cache-control', 'no-store');
  const { organisationId, ...rest } = account;
  return { account: rest, csrfToken: csrfTokenOf(session) };
}
