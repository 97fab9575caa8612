/** A host that no request names: an address that leads there after it is read stays on this server. */
const HERE = 'http://here.invalid';

/**
 * Where a browser is led to after signing in: the page that was asked for, as a path of this server. Whoever makes a link to the sign-in page
 * chooses it, so that it may lead nowhere else.
 * @returns The path with what follows it; undefined for anything else, such as `https://other.example` or `//other.example`.
 */
export function wayBack(asked: unknown): string | undefined {
  if (typeof asked !== 'string' || asked.length > 2000 || !asked.startsWith('/') || !URL.canParse(asked, HERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(asked, HERE);
  const path = pathname + search + hash;
  // A browser reads //name as a host. Dots in a path can leave that behind: /.//name.
  return origin === HERE && !path.startsWith('//') ? path : undefined;
}

/** The sign-in page that leads back to what was asked for. */
export function signInPage(asked: string): string {
  return `/sign-in?to=${encodeURIComponent(asked)}`;
}
