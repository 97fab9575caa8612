/**
 * The cookies: the secret of a session, the secret by which a browser is known after it has ended, what it keeps while its user is at an
 * identity provider, and the proof that it belongs to the user of the server.
 */
export type CookieName = 'session' | 'device' | 'flow' | 'local';

/** How long cookies last, seconds. A browser is known as long as browsers allow. Others end with the browser. */
const SECONDS = { session: undefined, device: 400 * 24 * 3600, flow: 600, local: undefined } as const;

const NAMES = { session: 'streetdate', device: 'streetdate-device', flow: 'streetdate-flow', local: 'streetdate-local' } as const;

/**
 * Writes a cookie. Pages' scripts cannot read it, and requests that other sites make do not carry it, apart from links to here. Over TLS it
 * is `Secure` and has the prefix `__Host-`, so that no other host of the domain can set it (RFC 6265bis).
 * @param value - A secret; undefined removes the cookie.
 */
export function writeCookie(name: CookieName, value: string | undefined, isSecure: boolean): string {
  const parts = [`${fullName(name, isSecure)}=${value ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  const seconds = value === undefined ? 0 : SECONDS[name];
  if (seconds !== undefined) parts.push(`Max-Age=${seconds}`);
  if (isSecure) parts.push('Secure');
  return parts.join('; ');
}

/** Reads a cookie from the header field `Cookie`. */
export function readCookie(header: string | undefined, name: CookieName, isSecure: boolean): string | undefined {
  const start = `${fullName(name, isSecure)}=`;
  const found =
    header
      ?.split(';')
      .map((each) => each.trim())
      .filter((each) => each.startsWith(start)) ?? [];
  // Two of one name: somebody else set one of them.
  const value = found.length === 1 ? found[0]?.slice(start.length) : undefined;
  return value === '' ? undefined : value;
}

function fullName(name: CookieName, isSecure: boolean): string {
  return isSecure ? `__Host-${NAMES[name]}` : NAMES[name];
}
