import { groupDigits } from '../output/count-words.ts';

/** A share as a percentage for a person: `3 %`, `0.8 %`, `48 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(1)} %`;
}

// The model is not validated below this: nobody has made 10^30 searches.
const SMALLEST_STATED = 1e-30;

/** `Match.expectedFalseMatches` as a sentence. */
export function chanceInWords(expectedFalseMatches: number): string {
  const what = 'of unrelated films would find as good a match by chance';
  if (expectedFalseMatches >= 0.5 && expectedFalseMatches < 1.5) return `A search ${what} about once.`;
  if (expectedFalseMatches >= 1.5) return `A search ${what} about ${Number(expectedFalseMatches.toPrecision(2))} times.`;
  if (expectedFalseMatches < SMALLEST_STATED) return `Fewer than one in 10${superscript(30)} searches ${what}.`;
  const oneIn = 1 / expectedFalseMatches;
  if (oneIn < 1e6) return `About one in ${groupDigits(Number(oneIn.toPrecision(oneIn < 10 ? 1 : 2)))} searches ${what}.`;
  return `About one in 10${superscript(Math.round(Math.log10(oneIn)))} searches ${what}.`;
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

/** The speed of a segment in words, by name if it is a common retiming within 0.02 %. */
export function speedInWords(speed: number): string {
  if (Math.abs(speed - 1) < 2e-4) return 'unchanged';
  const known = KNOWN_SPEEDS.find((candidate) => Math.abs(candidate.speed / speed - 1) < 2e-4);
  if (known) return known.words;
  return `${Number(speed.toFixed(4))} ×: ${speed > 1 ? 'faster' : 'slower'} than the reference`;
}
