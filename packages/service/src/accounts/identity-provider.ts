import { StreetdateError } from '@streetdate/core/portable';
import type { Configuration } from 'openid-client';
import type { Role } from './roles.ts';

/** The tested release; the install hint names it. */
const TESTED = '6.9.0';

/** A provider of identities that speaks OpenID Connect, for people who sign in elsewhere. */
export interface IdentityProvider {
  /** Its address, such as `https://login.example`; plain HTTP on this machine only. */
  readonly issuer: string;
  /** What it calls this service. */
  readonly clientId: string;
  /** The secret that it gave to this service. @defaultValue none: PKCE alone */
  readonly clientSecret?: string | undefined;
  /** Name of the organisation whose people it knows. @defaultValue the first one */
  readonly organisation?: string | undefined;
  /**
   * Takes roles from what it says about a person. Somebody without an account gets one, and whoever has no role there is refused.
   * @defaultValue only accounts that admins have made sign in, with the role that they have here
   */
  readonly roles?: { readonly claim: string; readonly map: Readonly<Record<string, Role>> } | undefined;
}

/** Who somebody is, by the provider's word. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Only one that the provider has verified. */
  readonly email?: string;
  readonly name?: string;
  /** By the setting `roles`: the highest one. */
  readonly role?: Role;
}

/** What a browser keeps between leaving for the provider and coming back. */
export interface SignInFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Somebody who could not be identified: a flow that was begun elsewhere, a refusal, an answer that does not fit. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
}

/** Signs people in by a provider: the authorization code flow with PKCE, state and nonce. The only file that loads openid-client. */
export class OpenIdSignIn {
  readonly provider: IdentityProvider;
  readonly #redirectUri: string;
  #configuration: Promise<Configuration> | undefined;

  /** @param redirectUri - Where the provider sends people back to; it must be registered there. */
  constructor(provider: IdentityProvider, redirectUri: string) {
    this.provider = provider;
    this.#redirectUri = redirectUri;
  }

  /** Begins: where to send the browser, and what it must bring back. @throws IdentityError if the provider does not answer. */
  async begin(): Promise<{ readonly url: URL; readonly flow: SignInFlow }> {
    const client = await load();
    const configuration = await this.#discover();
    const flow = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#redirectUri,
      scope: 'openid email profile',
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    });
    return { url, flow };
  }

  /**
   * Ends: who came back.
   * @param search - What follows the question mark in the address that the browser came back to.
   * @throws IdentityError.
   */
  async finish(search: string, { state, nonce, verifier }: SignInFlow): Promise<Identity> {
    const client = await load();
    const configuration = await this.#discover();
    const url = new URL(this.#redirectUri);
    url.search = search;
    try {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await client.authorizationCodeGrant(configuration, url, checks);
      const claims = tokens.claims();
      if (claims === undefined) throw new IdentityError('the provider sent no ID token');
      const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
      const more = hasMore ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
      return this.#identityOf({ ...more, ...claims });
    } catch (cause) {
      if (cause instanceof IdentityError) throw cause;
      throw new IdentityError('the identity provider’s answer was refused: begin again', { cause });
    }
  }

  #identityOf(claims: Readonly<Record<string, unknown>>): Identity {
    const { iss, sub, email, email_verified: isVerified, name } = claims;
    const values = [claims[this.provider.roles?.claim ?? '']].flat().filter((value) => typeof value === 'string');
    const map = this.provider.roles?.map ?? {};
    const roles = values.filter((value) => Object.hasOwn(map, value)).map((value) => map[value]);
    const role = (['admin', 'operator', 'analyst', 'viewer'] as const).find((each) => roles.includes(each));
    return {
      issuer: String(iss),
      subject: String(sub),
      ...(typeof email === 'string' && isVerified === true && { email }),
      ...(typeof name === 'string' && { name }),
      ...(role !== undefined && { role }),
    };
  }

  /** Reads once what the provider says about itself. A failed attempt is made again by the next caller. */
  async #discover(): Promise<Configuration> {
    const client = await load();
    const { issuer, clientId, clientSecret } = this.provider;
    const url = new URL(issuer);
    const isLocal = url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
    this.#configuration ??= client.discovery(url, clientId, clientSecret, clientSecret === undefined ? client.None() : undefined, {
      execute: isLocal ? [client.allowInsecureRequests] : [],
    });
    return this.#configuration.catch((cause: unknown) => {
      this.#configuration = undefined;
      throw new IdentityError(`the identity provider ${issuer} does not answer`, { cause });
    });
  }
}

function load(): Promise<typeof import('openid-client')> {
  return import('openid-client').catch((cause: unknown) => {
    const message = `sign-in by an identity provider needs the package openid-client, which is not installed; run: npm install openid-client@${TESTED}`;
    throw new StreetdateError('runtime-missing', message, { cause });
  });
}
