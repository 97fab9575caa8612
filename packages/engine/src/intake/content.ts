import { extname } from 'node:path';
import { playlistKind } from '@streetdate/core/internal/node';
import { archiveFormat, type FoundFormat } from '@streetdate/release';
import { fileTypeFromBuffer } from 'file-type';

/** What a file is, by its first bytes. */
export type Content =
  /** An archive, a compressed file or a disc image. */
  | { readonly kind: 'archive'; readonly format: FoundFormat }
  /** A film, a sound or a picture. */
  | { readonly kind: 'media'; readonly type: 'film' | 'sound' | 'picture' }
  /** A fingerprint file. */
  | { readonly kind: 'fingerprint' }
  /** Something else, which is named. A program may unpack itself. */
  | { readonly kind: 'other'; readonly name: string; readonly isProgram?: boolean; readonly isEmpty?: boolean }
  /** Bytes that tell nothing: a stream without a header, a damaged film, encrypted data. */
  | { readonly kind: 'unknown' };

/** Films whose type does not begin with `video/`, and sounds whose type does not begin with `audio/`. */
const FILM_TYPES = new Set(['application/mxf', 'application/vnd.ms-asf', 'application/vnd.rn-realmedia', 'application/x-ogm']);
const SOUND_TYPES = new Set(['application/ogg']);
/** Pictures that are parts of programs. */
const ICON_TYPES = new Set(['image/icns', 'image/ktx', 'image/x-icon']);
const MIDI = 'audio/midi';

const PROGRAM_TYPES = new Set(['application/x-msdownload', 'application/x-elf', 'application/x-mach-binary']);

/** Names of common types. Others are called by their media type. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  'application/pdf': 'a PDF document',
  'application/x-msdownload': 'a Windows program',
  'application/x-elf': 'a program',
  'application/x-mach-binary': 'a program',
  'application/x-sqlite3': 'an SQLite database',
  'application/x-cfb': 'a document',
  'application/xml': 'a text',
  'text/vtt': 'a text',
};

/**
 * Tells what a file is by its first bytes, whatever it is called. This file is the only adapter of file-type.
 * @param head - Its first bytes; `FORMAT_BYTES` of `@streetdate/release` tell most.
 */
export async function contentOf(head: Uint8Array): Promise<Content> {
  if (head.length === 0) return { kind: 'other', name: 'an empty file', isEmpty: true };
  if (isFingerprint(head)) return { kind: 'fingerprint' };
  const format = archiveFormat(head);
  if (format) return { kind: 'archive', format };
  // Some signatures of file-type are two letters, as a text may begin. Films and pictures are no texts.
  const text = textName(head);
  const mime = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime;
  if (text !== undefined) return { kind: 'other', name: playlistKind(head) ?? TYPE_NAMES[mime ?? ''] ?? text };
  if (mime === undefined) return { kind: 'unknown' };
  if (mime.startsWith('video/') || FILM_TYPES.has(mime)) return { kind: 'media', type: 'film' };
  if ((mime.startsWith('audio/') && mime !== MIDI) || SOUND_TYPES.has(mime)) return { kind: 'media', type: 'sound' };
  if (mime.startsWith('image/') && !ICON_TYPES.has(mime)) return { kind: 'media', type: 'picture' };
  return { kind: 'other', name: TYPE_NAMES[mime] ?? `data of the type ${mime}`, isProgram: PROGRAM_TYPES.has(mime) };
}

function isFingerprint(head: Uint8Array): boolean {
  return head[0] === 0x89 && String.fromCharCode(...head.subarray(1, 5)) === 'SDFP';
}

/** Bytes in which a text shows no NUL. Every container of films has one within its first kilobytes. */
const TEXT_BYTES = 4096;
/** Largest share of control characters in a text. Random bytes have a tenth. */
const MOST_CONTROLS = 0.02;

/** Whether it is a text, in any encoding with single bytes, UTF-8, or UTF-16 with a mark. */
function textName(head: Uint8Array): string | undefined {
  const start = head.subarray(0, TEXT_BYTES);
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (isUtf16 && start.length >= 4 && decodesAs(start[0] === 0xff ? 'utf-16le' : 'utf-16be', start)) return 'a text';
  if (start.includes(0)) return undefined;
  let controls = 0;
  for (const byte of start) if ((byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)) || byte === 0x7f) controls++;
  return controls <= MOST_CONTROLS * start.length && isMostlyLetters(start) ? 'a text' : undefined;
}

function decodesAs(encoding: string, bytes: Uint8Array): boolean {
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, bytes.length & ~1));
  return !/[\0\ufffd]/u.test(text);
}

/** Drawings of NFO files are letters beyond ASCII, with blanks and line ends between them. Compressed bytes have few of these. */
function isMostlyLetters(bytes: Uint8Array): boolean {
  let plain = 0;
  for (const byte of bytes) if (byte === 0x0a || byte === 0x0d || byte === 0x09 || (byte >= 0x20 && byte < 0x7f)) plain++;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - 3));
    return true;
  } catch {
    return plain >= bytes.length / 2;
  }
}

/**
 * A kind of content, for those who list files: films also by a name alone, since a damaged film may have lost its start. A fingerprint tells that
 * somebody had a film, and is no copy of it.
 * @param head - Its first bytes; `FORMAT_BYTES` of `@streetdate/release` tell most.
 */
export async function kindOfContent(head: Uint8Array, path: string): Promise<'film' | 'picture' | 'fingerprint' | 'archive' | 'other'> {
  const content = await contentOf(head);
  if (content.kind === 'archive') return 'archive';
  if (content.kind === 'fingerprint' || (content.kind === 'unknown' && /\.sdfp$/iu.test(path))) return 'fingerprint';
  if (content.kind === 'media') return content.type === 'picture' ? 'picture' : content.type === 'film' ? 'film' : 'other';
  return content.kind === 'unknown' && isMediaName(path) && !PICTURE_NAMES.test(path) ? 'film' : 'other';
}

const PICTURE_NAMES = /\.(?:avif|gif|jpe?g|png|tiff?|webp)$/iu;

/** Extensions of films, discs, streams, stills and fingerprints. */
const MEDIA_NAMES = new Set(
  (
    '3g2 3gp asf avi divx evo f4v flv h264 h265 hevc ivf m1v m2p m2t m2ts m2v m4v mj2 mjpeg mkv mov mp4 mpe mpeg mpg mpv mts mxf nut ogm ' +
    'ogv ps qt rm rmvb ts vob webm wmv wtv xvid y4m avif gif jpeg jpg png tif tiff webp sdfp ' +
    'aac ac3 dts eac3 flac m4a mka mp3 oga ogg opus wav wma'
  ).split(' '),
);

/** Whether a name is that of media. Unreadable bytes under such a name are a failure; other bytes without a sign of media are none. */
export function isMediaName(path: string): boolean {
  return MEDIA_NAMES.has(extname(path).slice(1).toLowerCase());
}
