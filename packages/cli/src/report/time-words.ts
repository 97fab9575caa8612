import { durationInWords, IN_ENGLISH } from '@streetdate/evidence/internal/words';

export { mediaTime } from '@streetdate/evidence/internal/words';
export { instantInWords } from '../output/window-words.ts';

/** A length of time in words: `4.3 s`, `2 min 5 s`, `1 h 47 min`, `8 days 23 h`. */
export function lengthInWords(seconds: number): string {
  return durationInWords(seconds, IN_ENGLISH);
}
