import { languageOfCode } from './lexicon/language-tags.ts';

const EXTENSION =
  /(?:\.part[0-9]{1,4}(?=\.rar$)|\.vol[0-9]+\+[0-9]+(?=\.par2$))?\.(3gp|asf|avi|evo|flv|iso|img|m2ts|m4v|mk3d|mkv|mov|mp4|mpe?g|ogm|ogv|ps|qt|rm|rmvb|ts|vob|webm|wmv|ass|idx|nfo|nzb|rar|sfv|srt|ssa|sub|sup|torrent|vtt|zip|par2|jpg|txt|r[0-9]{2})$|[ _](mkv|avi|mp4|m4v|wmv|webm|flv)$/iu;

const SUBTITLES: ReadonlySet<string> = new Set(['ass', 'idx', 'srt', 'ssa', 'sub', 'sup', 'vtt']);
/** Text before the extension of subtitles: their language, and their audience. */
const SUBTITLE_TAIL = /\.([a-z]{2,3})(?:\.(?:forced|sdh|cc))?$/iu;

/** A file name split into parts. */
export interface SplitName {
  /** The name without its extension. */
  readonly stem: string;
  /** The extension of a media, subtitle, archive or index file, in lower case. */
  readonly container: string | undefined;
  /** Language of a subtitle file, from the end of its name: `en` of `x.eng.srt`. */
  readonly subtitles: string | undefined;
}

/** Splits off the extension, together with a volume number (`.part01.rar`) or a subtitle language (`.en.srt`). */
export function splitExtension(name: string): SplitName {
  const found = EXTENSION.exec(name);
  if (!found) return { stem: name, container: undefined, subtitles: undefined };
  const stem = name.slice(0, found.index);
  const container = (found[1] ?? found[2]!).toLowerCase();
  const tail = SUBTITLES.has(container) ? SUBTITLE_TAIL.exec(stem) : null;
  const subtitles = tail ? languageOfCode(tail[1]!) : undefined;
  return { stem: subtitles === undefined ? stem : stem.slice(0, tail!.index), container, subtitles };
}
