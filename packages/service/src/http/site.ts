import { isIP } from 'node:net';

/** Where browsers find the server. */
export interface Site {
  /** Its address, such as `https://streetdate.example`; undefined where it is only asked from its own machine. */
  readonly origin: string | undefined;
  /** Whether browsers reach it by TLS. */
  readonly isSecure: boolean;
}

/** @throws RangeError if it is no address of a site. */
export function siteAt(publicUrl: string | undefined): Site {
  if (publicUrl === undefined) return { origin: undefined, isSecure: false };
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const isPlain = url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (!isPlain || !['http:', 'https:'].includes(url.protocol)) {
    throw new RangeError(`publicUrl must be an address such as https://streetdate.example, got ${JSON.stringify(publicUrl)}`);
  }
  return { origin: url.origin, isSecure: url.protocol === 'https:' };
}

/** What is looked at in a request to tell where it comes from. */
export interface RequestOrigin {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: { readonly httpVersion: string; readonly socket: { readonly remoteAddress?: string | undefined } };
}

/** Header fields that proxies add. */
const PROXY_FIELDS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

/**
 * Whether a request comes from this machine, and is meant for it. A name that leads here by DNS rebinding is refused by its `Host`. A request
 * that a proxy passes on is told by its header fields, or by HTTP 1.0, which nginx speaks if nothing else is said.
 */
export function isLocalRequest({ headers, raw }: RequestOrigin): boolean {
  return (
    isLoopback(raw.socket.remoteAddress ?? '') &&
    isLoopbackHost(String(headers.host ?? '')) &&
    raw.httpVersion !== '1.0' &&
    !PROXY_FIELDS.some((name) => headers[name] !== undefined)
  );
}

/** Whether an address is one of this machine's own. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** Whether a `Host` is `localhost` or an address of this machine's own, with any port. */
function isLoopbackHost(host: string): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(host)?.[1]?.toLowerCase() ?? '';
  return name === 'localhost' || isLoopback(name.replace(/^\[|\]$/g, ''));
}

/**
 * Whether a browser sends a change for a page of another site. Browsers say so in `Sec-Fetch-Site`; older ones name the page's `Origin`.
 * Programs that are no browsers send neither.
 */
export function isFromOtherSite({ headers }: RequestOrigin, site: Site): boolean {
  const fetchSite = headers['sec-fetch-site'];
  if (fetchSite !== undefined) return fetchSite !== 'same-origin' && fetchSite !== 'none';
  if (headers.origin === undefined) return false;
  return site.origin === undefined ? headers.origin !== `http://${headers.host}` : headers.origin !== site.origin;
}
