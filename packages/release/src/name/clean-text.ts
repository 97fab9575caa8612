/**
 * Turns a part of a name into words. Separators become blanks; enclosing brackets and separators at the ends are dropped. If blanks
 * separate the words, dots belong to the title and stay (`L.ultima corve`, `Dr. No`).
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
      // The dots of an abbreviation stay: S.W.A.T.
      .replace(/(?<=[\p{L}\p{N}]{2})\.+$/u, '')
      .trim()
  );
}

/** Trims separators from both ends. */
function trimmed(text: string): string {
  return text.replace(/^[\s\-–:;,.·|~+*=#]+|[\s\-–:;,·|~+*=#/([{]+$/gu, '');
}

/** Drops an unpaired bracket at either end, and a pair around the whole. */
function closeBrackets(text: string): string {
  let result = text;
  for (const [open, close] of ['()', '[]', '{}'] as const) {
    if (result.startsWith(close!) || (result.startsWith(open!) && !result.includes(close!))) result = result.slice(1);
    if (result.endsWith(close!) && !result.includes(open!)) result = result.slice(0, -1);
    if (result.startsWith(open!) && result.indexOf(close!) === result.length - 1) result = result.slice(1, -1);
  }
  return result;
}

/** Whether a text has a letter or a digit. */
export function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
