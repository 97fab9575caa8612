import { toText } from '../bytes/bytes.ts';

/** What bagit.txt declares. */
export interface BagDeclaration {
  /** The version of BagIt: `0.97` or `1.0`. */
  readonly version: string;
  /** The encoding of the other tag files, as it is written. */
  readonly encoding: string;
}

const DECLARATION = /^BagIt-Version: (\d+\.\d+)(?:\r\n|\n|\r)Tag-File-Character-Encoding: ([\w.:-]+)(?:\r\n|\n|\r)?$/;
const VERSIONS = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'];

/** Reads bagit.txt (RFC 8493, 2.1.1), or says what is wrong with it. A byte-order mark and further spaces are not allowed. */
export function readDeclaration(bytes: Uint8Array): BagDeclaration | { readonly reason: string } {
  const text = toText(bytes);
  const [, version, encoding] = DECLARATION.exec(text) ?? [];
  if (version === undefined || encoding === undefined) return { reason: 'bagit.txt does not have the two lines that BagIt asks for' };
  if (!VERSIONS.includes(version)) return { reason: `bagit.txt names version ${version}, which is not known` };
  return { version, encoding };
}

/** The text of a tag file, or undefined where the bytes are not of the encoding, or the encoding is not known. */
export function decodeTagFile(bytes: Uint8Array, encoding: string): string | undefined {
  const label = encoding.toLowerCase();
  // The decoder of the platform takes ISO 8859-1 for windows-1252.
  if (label === 'iso-8859-1') return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const isBigEndian = label === 'utf-16' && bytes[0] === 0xfe && bytes[1] === 0xff;
  try {
    return new TextDecoder(isBigEndian ? 'utf-16be' : label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The lines of a tag file, without what ends them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/).filter((line) => line !== '');
}

/** The metadata of bag-info.txt: label and value, in order; a value may go on in indented lines. */
export function readBagInfo(text: string): [label: string, value: string][] {
  const pairs: [string, string][] = [];
  for (const line of linesOf(text)) {
    const last = pairs.at(-1);
    const [, label, value] = /^([^\s:][^:]*?)\s*:\s*(.*)$/.exec(line) ?? [];
    if (/^\s/.test(line) && last) last[1] += ` ${line.trim()}`;
    else if (label !== undefined) pairs.push([label, value ?? '']);
  }
  return pairs;
}

/** A line of a manifest: the digest and the path. */
export interface ManifestLine {
  /** Hexadecimal, lower case. */
  readonly digest: string;
  /** Path inside the bag. */
  readonly path: string;
}

/** Reads a line of a manifest, or gives undefined where it is none. */
export function readManifestLine(line: string, version: string): ManifestLine | undefined {
  const [, digest, path] = /^([0-9A-Fa-f]+)[ \t]+\*?(.+)$/.exec(line) ?? [];
  if (digest === undefined || path === undefined) return undefined;
  return { digest: digest.toLowerCase(), path: decodePath(path, version) };
}

/** A path as a manifest or fetch.txt writes it: line ends, and from 1.0 on the percent sign, are escaped (RFC 8493, 2.1.3). */
export function decodePath(path: string, version: string): string {
  const plain = path.replace(/^\.\//, '');
  const escaped = version === '1.0' ? /%(0A|0D|25)/gi : /%(0A|0D)/gi;
  return plain.replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** A path as a manifest of version 1.0 writes it. */
export function encodePath(path: string): string {
  return path.replace(/[%\n\r]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);
}

/** Whether a path leads out of the bag, or may do so on some system. */
export function climbs(path: string): boolean {
  return /^[/\\~]|^[A-Za-z]:|\0/.test(path) || path.split(/[/\\]/).some((part) => part === '..' || part === '.' || part === '');
}
