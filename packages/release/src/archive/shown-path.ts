import { checkString } from '@streetdate/core/internal';
/** Formats a path from an archive or a folder on one line. Control characters and direction marks are escaped. */
export function shownPath(path: string): string {
  checkString('path', path);
  return path.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}
