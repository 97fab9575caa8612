import type { Match } from './verdict.ts';

/** Expected false matches up to which verdicts take a match as strong, as a power of ten: one search in a thousand. */
export const OWN_POWER = 3;
/** The thresholds that are compared, as powers of ten. */
export const POWERS = [1, 2, 3, 4, 6, 9, 12] as const;

/** What of some matches a threshold lets through. */
export interface AtThreshold {
  readonly power: number;
  /** Expected false matches a year, at most: as if every search found its best match exactly there. */
  readonly falseAYear: number;
  /** Matches that would count as strong. */
  readonly strong: number;
  /** Of those, how many verdicts take as weak. */
  readonly added: number;
  /** Matches that verdicts take as strong, and that would be weak. */
  readonly lost: number;
}

/** What thresholds would do. A match that is weak for another reason, such as one picture alone, is so at any threshold. */
export function atThresholds(matches: readonly Pick<Match, 'expectedFalseMatches' | 'strength'>[], uploadsADay: number): AtThreshold[] {
  const isStrong = ({ expectedFalseMatches, strength }: (typeof matches)[number], power: number) =>
    expectedFalseMatches <= 10 ** -power && (strength === 'strong' || expectedFalseMatches > 10 ** -OWN_POWER);
  return POWERS.map((power) => {
    const strong = matches.filter((match) => isStrong(match, power));
    const own = matches.filter(({ strength }) => strength === 'strong');
    return {
      power,
      falseAYear: uploadsADay * 365 * 10 ** -power,
      strong: strong.length,
      added: strong.filter(({ strength }) => strength === 'weak').length,
      lost: own.filter((match) => !strong.includes(match)).length,
    };
  });
}
