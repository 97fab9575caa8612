import type { Source } from '@streetdate/matcher';
import { SOURCE_ODDS_NEEDED, SOURCE_ODDS_TELLING, SOURCES, type SourceAnswer } from '@streetdate/matcher/internal';

/** The answer for one copy. */
export interface JudgedCopy {
  /** The true source. */
  readonly source: Source;
  /** The answer. */
  readonly answer: SourceAnswer;
}

/** How often answers were right, wrong and sure, or left open. */
export interface Calibration {
  /** Copies by true source and by answer; `undecided` without one. */
  readonly confusion: ReadonlyMap<Source, ReadonlyMap<Source | 'undecided', number>>;
  /** Share of right answers among the decided ones; undefined if none was decided. */
  readonly right: number | undefined;
  /** Share of all copies with a wrong answer at odds that a verdict uses. */
  readonly wrongAndSure: number;
  /** Share of all copies without an answer. */
  readonly undecided: number;
  /** The reliability curve: for each range of odds the answers, the right ones, and how many the odds predict. */
  readonly reliability: readonly { readonly from: number; readonly copies: number; readonly right: number; readonly promised: number }[];
}

/** Lower ends of the ranges of odds. The first is all that says anything; the last is near the most that the signs together may say. */
const RANGES = [1.01, 3, SOURCE_ODDS_TELLING, SOURCE_ODDS_NEEDED, 45] as const;
const isDecided = ({ answer }: JudgedCopy) => answer.certainty !== 'undecided';
const isSure = ({ answer }: JudgedCopy) => answer.certainty === 'sure';
const isRight = ({ answer, source }: JudgedCopy) => answer.source === source;

/** Counts answers. */
export function calibrate(copies: readonly JudgedCopy[]): Calibration {
  const confusion = new Map<Source, Map<Source | 'undecided', number>>();
  for (const source of SOURCES.filter((each) => copies.some(({ source }) => source === each))) {
    const row = new Map<Source | 'undecided', number>();
    for (const copy of copies.filter((each) => each.source === source)) {
      const said = isDecided(copy) ? copy.answer.source : 'undecided';
      row.set(said, (row.get(said) ?? 0) + 1);
    }
    confusion.set(source, row);
  }
  const decided = copies.filter(isDecided);
  const reliability = RANGES.map((from, at) => {
    const range = copies.filter(({ answer }) => answer.odds >= from && answer.odds < (RANGES[at + 1] ?? Number.POSITIVE_INFINITY));
    const promised = range.reduce((sum, { answer }) => sum + answer.odds / (1 + answer.odds), 0);
    return { from, copies: range.length, right: range.filter(isRight).length, promised };
  });
  return {
    confusion,
    right: decided.length === 0 ? undefined : decided.filter(isRight).length / decided.length,
    wrongAndSure: copies.filter((copy) => isSure(copy) && !isRight(copy)).length / copies.length,
    undecided: 1 - decided.length / copies.length,
    reliability,
  };
}
