import { AccountConflictError } from '../../accounts/accounts.ts';
import { IdentityError, OpenIdSignIn, type SignInFlow } from '../../accounts/identity-provider.ts';
import { signInByIdentity } from '../../accounts/sign-in-by-identity.ts';
import { readCookie, writeCookie } from '../cookies.ts';
import type { Routes } from '../fastify.ts';
import { Problem } from '../problem.ts';
import { wayBack } from '../way-back.ts';
import { checkIsSafe, greet, placeOf } from './sign-in.ts';

/** Where the provider sends people back to. */
const CALLBACK = '/v1/identity/callback';

/** Sign-in by an identity provider, for browsers. There are no such routes without the setting. */
export const identityRoutes: Routes = (server, { service, site, identityProvider }) => {
  if (identityProvider === undefined) return;
  if (site.origin === undefined) throw new RangeError('publicUrl must be set where people sign in by an identity provider');
  const signIn = new OpenIdSignIn(identityProvider, `${site.origin}${CALLBACK}`);
  const { roles, organisation } = identityProvider;

  server.get('/v1/identity', { config: { action: 'public' }, schema: { hide: true } }, async (request, reply) => {
    checkIsSafe(request, site);
    const { url, flow } = await identifying(signIn.begin(), 503);
    const back = wayBack((request.query as { readonly to?: unknown }).to);
    const kept = Buffer.from(JSON.stringify({ ...flow, back })).toString('base64url');
    return reply
      .header('set-cookie', writeCookie('flow', kept, site.isSecure))
      .header('cache-control', 'no-store')
      .redirect(url.href);
  });

  server.get(CALLBACK, { config: { action: 'public' }, schema: { hide: true } }, async (request, reply) => {
    checkIsSafe(request, site);
    const flow = flowOf(readCookie(request.headers.cookie, 'flow', site.isSecure));
    // It is used once, whatever comes of it.
    reply.header('set-cookie', writeCookie('flow', undefined, site.isSecure));
    if (flow === undefined) throw new Problem(401, 'no-sign-in', 'this sign-in was begun in another browser, or too long ago: begin again');
    const identity = await identifying(signIn.finish(request.url.split('?')[1] ?? '', flow), 401);
    const rules = { organisation, takesRoles: roles !== undefined };
    const begun = await signInByIdentity(
      service.database,
      service.firstOrganisationId,
      identity,
      rules,
      placeOf(request, site),
      service.now(),
    ).catch((error: unknown) => {
      throw error instanceof AccountConflictError ? new Problem(409, 'account-conflict', error.message) : error;
    });
    if (begun === undefined) throw new Problem(403, 'no-account', 'there is no account for you here: ask an admin');
    greet(reply, site, begun);
    return reply.redirect(flow.back ?? '/');
  });
};

async function identifying<T>(work: Promise<T>, status: number): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof IdentityError ? new Problem(status, 'identity-provider', error.message) : error;
  }
}

/** What the cookie of a flow has. It comes from a browser, so that its way back is looked at again. */
function flowOf(kept: string | undefined): (SignInFlow & { readonly back: string | undefined }) | undefined {
  try {
    const { state, nonce, verifier, back } = JSON.parse(Buffer.from(kept ?? '', 'base64url').toString());
    return [state, nonce, verifier].every((each) => typeof each === 'string' && each !== '')
      ? { state, nonce, verifier, back: wayBack(back) }
      : undefined;
  } catch {
    return undefined;
  }
}
