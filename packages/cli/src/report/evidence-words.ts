import { chanceInWords as chanceOf, IN_ENGLISH, percentInWords } from '@streetdate/evidence/internal/words';

/** A share as a percentage for a person: `3 %`, `0.8 %`, `48 %`. */
export function percent(share: number): string {
  return percentInWords(share, IN_ENGLISH);
}

/** The same words with a capital first letter. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** `Match.expectedFalseMatches` as a sentence. */
export function chanceInWords(expectedFalseMatches: number): string {
  const searches = expectedFalseMatches < 0.5 ? 'searches' : '';
  return sentence(
    `${chanceOf(expectedFalseMatches, IN_ENGLISH)} ${searches} of unrelated films would find as good a match by chance.`.replace('  ', ' '),
  );
}

/** A whole number in superscript digits: `12` is `¹²`. Plain text, so that it also works in a label. */
export function superscript(number: number): string {
  return [...String(number)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])).join('');
}

// Common retimings, seconds of reference per second of query.
const KNOWN_SPEEDS: readonly { readonly speed: number; readonly words: string }[] = [
  { speed: 25 / 24, words: '25/24: PAL speed-up, 24 frames a second shown at 25' },
  { speed: 24 / 25, words: '24/25: slowed from 25 frames a second to 24' },
  { speed: 25 / (24000 / 1001), words: '25/23.976: PAL speed-up, 23.976 frames a second shown at 25' },
  { speed: 24000 / 1001 / 25, words: '23.976/25: slowed from 25 frames a second to 23.976' },
  { speed: 1001 / 1000, words: '1001/1000: 23.976 frames a second shown at 24' },
  { speed: 1000 / 1001, words: '1000/1001: 24 frames a second shown at 23.976' },
];

/** The speed of a segment in words, by name if it is a common retiming within 0.02 %. Below 0 the reference is played backwards. */
export function speedInWords(speed: number): string {
  if (speed < 0) return `−${Math.abs(speed + 1) < 2e-4 ? '1: played backwards' : `${speedInWords(-speed)}, played backwards`}`;
  if (Math.abs(speed - 1) < 2e-4) return 'unchanged';
  const known = KNOWN_SPEEDS.find((candidate) => Math.abs(candidate.speed / speed - 1) < 2e-4);
  if (known) return known.words;
  return `${Number(speed.toFixed(4))} ×: ${speed > 1 ? 'faster' : 'slower'} than the reference`;
}
