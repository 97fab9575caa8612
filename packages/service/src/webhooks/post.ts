import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { checkObject } from '@streetdate/core/internal';
import { isPublicAddress, type Networks, networksOf } from './public-address.ts';

/** Finds the addresses of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Settings of {@link newPost}. */
export interface PostOptions {
  /** Whether to send to private, loopback and link-local addresses too, and without TLS. @defaultValue false */
  readonly allowPrivate?: boolean | undefined;
  /**
   * Addresses and networks that may be sent to although they are private, and without TLS too: `10.0.0.7`, `fd00::/8`.
   * @defaultValue none
   */
  readonly allowNetworks?: readonly string[] | undefined;
  /** Finds the addresses of a host. @defaultValue the system's resolver */
  readonly resolve?: Resolve | undefined;
  /** How long an answer may take, milliseconds. @defaultValue 10,000 */
  readonly timeoutMs?: number | undefined;
}

/**
 * Sends a body to an address.
 * @param networks - Private ones that this message may go to, beside those of the setting.
 * @returns The answer's status.
 * @throws Error that says in one line why nothing could be sent.
 */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal?: AbortSignal,
  networks?: readonly string[],
) => Promise<number>;

/** Sends messages to webhooks. */
export interface WebhookSender {
  /** Sends one. */
  readonly post: Post;
  /**
   * Why no message may be sent to an address; undefined if one may. Names are looked up when a message is sent.
   * @param networks - Private ones that it may be in, beside those of the setting.
   */
  faultOfUrl(url: string, networks?: readonly string[]): string | undefined;
}

/** Sends messages to webhooks by one setting. @throws RangeError for a network that is none. */
export function webhookSender(options: PostOptions = {}): WebhookSender {
  const { allowPrivate = false, allowNetworks = [] } = options;
  const post = newPost(options);
  return { post, faultOfUrl: (url, networks = []) => faultOfUrl(url, allowPrivate, networksOf([...allowNetworks, ...networks])) };
}

/** Why a message must not be sent to an address; undefined if it may. It looks at the text only. */
export function faultOfUrl(text: string, allowPrivate: boolean, allowed: Networks = networksOf([])): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return `url must be an https address, got ${JSON.stringify(text)}`;
  if (url.username !== '' || url.password !== '') return 'url must have no user name and no password';
  if (allowPrivate) return undefined;
  const host = hostOf(url);
  if (allowed.has(host)) return undefined;
  // A name is looked up when a message is sent.
  const mayBeAllowed = !allowed.isEmpty && isIP(host) === 0;
  if (url.protocol !== 'https:' && !mayBeAllowed) return `url must begin with https:, got ${JSON.stringify(text)}`;
  if (isIP(host) !== 0 && !isPublicAddress(host)) return `url must have a public address, got ${host}`;
  return undefined;
}

/**
 * Sends to public addresses only. A name is looked up once, and the connection goes to the very address that was checked: a resolver that
 * gives another one a moment later changes nothing. Redirects are not followed.
 */
export function newPost(options: PostOptions = {}): Post {
  checkObject('options', options);
  const { allowPrivate = false, allowNetworks = [], resolve = resolveBySystem, timeoutMs = 10_000 } = options;
  const always = networksOf(allowNetworks);
  return async (text, headers, body, signal, networks = []) => {
    const allowed = networks.length === 0 ? always : networksOf([...allowNetworks, ...networks]);
    const fault = faultOfUrl(text, allowPrivate, allowed);
    if (fault !== undefined) throw new Error(fault);
    const url = new URL(text);
    const host = hostOf(url);
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    const isPlain = url.protocol !== 'https:';
    const wrong = addresses.find((address) => !allowed.has(address) && (isPlain || !isPublicAddress(address)));
    if (addresses.length === 0) throw new Error(`${host} has no address`);
    if (!allowPrivate && wrong !== undefined)
      throw new Error(`${host} leads to ${wrong}, which is ${isPlain ? 'not in an allowed network' : 'no public address'}`);
    return send(url, addresses[0]!, headers, body, AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]));
  };
}

function send(url: URL, address: string, headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal): Promise<number> {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal,
        // A connection of its own: one that is kept could lead to an address that was checked for another name.
        agent: false,
        lookup: (_host, options, done) => {
          const family = isIP(address);
          if (options.all)
            (done as unknown as (error: null, all: { address: string; family: number }[]) => void)(null, [{ address, family }]);
          else done(null, address, family);
        },
      },
      (answer) => {
        // Nothing of the answer but its status is of use, and it may be endless.
        answer.destroy();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The host of an address, an IPv6 one without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

async function resolveBySystem(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
