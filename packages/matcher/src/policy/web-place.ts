import { checkText, shown } from '@streetdate/core/internal';

// Browsers and Node have it, and no library of the compiler that both share declares it.
declare const URL: new (address: string) => { readonly hostname: string; readonly pathname: string; readonly port: string };

/** Most characters of a host name, by DNS. */
const LONGEST_HOST = 253;
/** What a host name is written with. Marks that are not shown, full stops of other scripts and escapes are left out. */
const HOST_TEXT = /^[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)*$/u;
/** An address whose parts every program finds at the same places: no user, no backslash, no blank, no escape in the host. */
const LINK = /^https?:\/\/([^\p{C}\s\\/?#@%:[\]]+)(?::(\d{1,5}))?(?=[/?#]|$)[^\p{C}\s\\]*$/iu;

/** The place that an address names. */
export interface WebPlace {
  /** Its host: lower case, other scripts as `xn--`. */
  readonly host: string;
  /** The parts of its path as they are read, `.` and `..` resolved. A part that has an escaped slash is left as it is written. */
  readonly segments: readonly string[];
}

/** A host name in lower case with other scripts as `xn--`, as browsers look it up; undefined if the text is none. */
export function hostOfText(text: string): string | undefined {
  if (text.length > LONGEST_HOST || !HOST_TEXT.test(text)) return undefined;
  const host = hostnameOf(`http://${text}/`);
  if (host === undefined || host.length > LONGEST_HOST) return undefined;
  const [given, read] = [text.split('.'), host.split('.')];
  // A number at the end is an address of IP. A letter that only looks like an ASCII one, such as a wide one, is read as that one.
  const isAsWritten =
    given.length === read.length &&
    read.every((label, place) => (isAscii(given[place]!) ? label === given[place]!.toLowerCase() : label.startsWith('xn--')));
  return isAsWritten && !/^\d+$|^0x/.test(read.at(-1)!) ? host : undefined;
}

/**
 * The host and path that an address names, as browsers read it. Undefined if programs may read it in several ways, if it is not HTTP, or if its
 * port is not the usual one: another program may serve that.
 */
export function placeOfLink(link: string): WebPlace | undefined {
  const [, authority = '', port] = LINK.exec(link) ?? [];
  const host = hostOfText(authority);
  if (host === undefined || (port !== undefined && Number(port) !== (/^https/i.test(link) ? 443 : 80))) return undefined;
  const path = tryToRead(() => new URL(link).pathname);
  return path === undefined ? undefined : { host, segments: path.split('/').slice(1).map(readSegment) };
}

/**
 * Reads the host of an entry: a host name, or `*.` and one, which stands for any host under it.
 * @param name - Its name in errors.
 * @throws TypeError or RangeError that names it.
 */
export function readHostPattern(name: string, text: unknown): string {
  checkText(name, text);
  const isAnyUnder = text.startsWith('*.');
  const host = hostOfText(isAnyUnder ? text.slice(2) : text);
  if (host === undefined) throw new RangeError(`${name} must be a host name such as video.example, or *.video.example, got ${shown(text)}`);
  if (!isAnyUnder) return host;
  if (!host.includes('.')) throw new RangeError(`${name} must name a domain below a top-level one after *., got ${shown(text)}`);
  return `*.${host}`;
}

/** Whether a pattern of {@link readHostPattern} stands for a host of {@link hostOfText}. `*.video.example` does not stand for `video.example`. */
export function coversHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function hostnameOf(address: string): string | undefined {
  return tryToRead(() => new URL(address).hostname);
}

function readSegment(segment: string): string {
  const read = tryToRead(() => decodeURIComponent(segment));
  return read === undefined || /[/\\\p{C}]/u.test(read) ? segment : read;
}

function tryToRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII.
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);
