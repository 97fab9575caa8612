/** The cookies: the secret of a session, and the secret by which a browser is known after it has ended. */
export type CookieName = 'session' | 'device';

/** How long a browser is known, seconds: the most that browsers allow. */
const DEVICE_SECONDS = 400 * 24 * 3600;

/**
 * Writes a cookie. Pages' scripts cannot read it, and requests that other sites make do not carry it, apart from links to here. Over TLS it
 * is `Secure` and has the prefix `__Host-`, so that no other host of the domain can set it (RFC 6265bis).
 * @param value - A secret; undefined removes the cookie.
 */
export function writeCookie(name: CookieName, value: string | undefined, isSecure: boolean): string {
  const parts = [`${fullName(name, isSecure)}=${value ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (value === undefined) parts.push('Max-Age=0');
  // A session's cookie ends with the browser; the database says when the session does.
  else if (name === 'device') parts.push(`Max-Age=${DEVICE_SECONDS}`);
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
  const plain = name === 'session' ? 'streetdate' : 'streetdate-device';
  return isSecure ? `__Host-${plain}` : plain;
}
