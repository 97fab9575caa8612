/**
 * Turns a stretch of a name into words: what parts them becomes a blank, brackets around and separators at the ends go. Dots stay where
 * blanks part the words, since they belong to the title then (`L.ultima corve`, `Dr. No`).
 */
export function cleanText(text: string): string {
  const spaced = /\p{L}[.,]? (?:& )?[\p{L}\p{N}]|\p{N} \p{L}/u.test(text.trim());
  const parted = spaced ? text.replace(/_/gu, ' ') : text.replace(/[._]/gu, ' ');
  const whole = parted
    .replace(/\s+/gu, ' ')
    .replace(/[([{]\s*[)\]}]/gu, ' ')
    .trim();
  return (
    closeBrackets(trimmed(whole))
      .replace(/^[\s\-–]+/u, '')
      .replace(/\s+/gu, ' ')
      // The dot of an abbreviation stays: S.W.A.T.
      .replace(/(?<=[\p{L}\p{N}]{2})\.+$/u, '')
      .trim()
  );
}

/** A text without the separators at its ends. */
function trimmed(text: string): string {
  return text.replace(/^[\s\-–:;,.·|~+*=#]+|[\s\-–:;,·|~+*=#/([{]+$/gu, '');
}

/** Drops a bracket without its partner at either end, and a pair around the whole. */
function closeBrackets(text: string): string {
  let result = text;
  for (const [open, close] of ['()', '[]', '{}'] as const) {
    if (result.startsWith(close!) || (result.startsWith(open!) && !result.includes(close!))) result = result.slice(1);
    if (result.endsWith(close!) && !result.includes(open!)) result = result.slice(0, -1);
    if (result.startsWith(open!) && result.indexOf(close!) === result.length - 1) result = result.slice(1, -1);
  }
  return result;
}

/** Whether a text says anything: it has a letter or a digit. */
export function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
