import { checkBytes } from '@streetdate/core/internal';
/** The text file that a group adds to its release. */
export interface Nfo {
  /** Its text, with `\n` line ends and without terminal control characters. */
  readonly text: string;
  /** The detected character encoding. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp437';
}

/** The upper half of code page 437 (IBM, 1981), as Unicode maps it. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/**
 * Decodes the text of an NFO file. A byte order mark decides. Otherwise valid UTF-8 is UTF-8, because box drawings in code page 437
 * practically never are. Everything else is code page 437.
 * @param bytes - The file. A SAUCE record (1994) after its end-of-file mark is left out.
 */
export function readNfo(bytes: Uint8Array): Nfo {
  checkBytes('bytes', bytes);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return nfo(new TextDecoder('utf-16le').decode(bytes), 'utf-16le');
  if (first === 0xfe && second === 0xff) return nfo(new TextDecoder('utf-16be').decode(bytes), 'utf-16be');
  const end = endOfText(bytes);
  try {
    return nfo(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end)), 'utf-8');
  } catch {
    const text = Array.from(bytes.subarray(0, end), (byte) => (byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128]));
    return nfo(text.join(''), 'cp437');
  }
}

/** End of the text: DOS's end-of-file mark, if a SAUCE record follows it. */
function endOfText(bytes: Uint8Array): number {
  const mark = bytes.indexOf(0x1a);
  const sauce = mark >= 0 && new TextDecoder('latin1').decode(bytes.subarray(mark + 1)).includes('SAUCE00');
  return sauce ? mark : bytes.length;
}

function nfo(text: string, encoding: Nfo['encoding']): Nfo {
  // Escape sequences could take over the terminal that shows the text.
  const shown = text.replace(/\r\n?/gu, '\n').replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '');
  return { text: shown, encoding };
}
