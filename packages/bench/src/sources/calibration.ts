import { SOURCE_ODDS_NEEDED, SOURCES, type Source, type SourceEvidence } from '@streetdate/matcher';

/** What was said of one copy. */
export interface SourceAnswer {
  /** What it is. */
  readonly source: Source;
  /** The source that the evidence leaves most likely, of those that were possible. */
  readonly best: Source;
  /** How much better it explains the evidence than the next. */
  readonly odds: number;
}

/** How often answers were right, wrong and sure, or left open. */
export interface Calibration {
  /** Copies by truth and by answer; `undecided` where the odds are below those that a verdict asks for. */
  readonly confusion: ReadonlyMap<Source, ReadonlyMap<Source | 'undecided', number>>;
  /** Share of right ones among the decided; undefined where none was. */
  readonly right: number | undefined;
  /** Share of all copies that were decided wrongly. */
  readonly wrongAndSure: number;
  /** Share of all copies that were left open. */
  readonly undecided: number;
  /** For each range of odds how many answers there were, how many of them right, and how many that odds promise: the reliability curve. */
  readonly reliability: readonly { readonly from: number; readonly copies: number; readonly right: number; readonly promised: number }[];
}

/** Which source the evidence leaves most likely among those that a copy may be of. */
export function answerOf(source: Source, evidence: readonly SourceEvidence[], possible: readonly Source[]): SourceAnswer {
  const weights = possible.map((each) => ({
    source: each,
    weight: evidence.reduce((product, { source, likelihoodRatio }) => (source === each ? product * likelihoodRatio : product), 1),
  }));
  weights.sort((one, other) => other.weight - one.weight);
  return { source, best: weights[0]!.source, odds: weights[0]!.weight / weights[1]!.weight };
}

/** Lower ends of the ranges of odds. The first is all that says anything; the last is near the most that the signs together may say. */
const RANGES = [1.01, 3, 10, SOURCE_ODDS_NEEDED, 45] as const;
/** Products of ratios miss their sum by a last digit. */
const isDecided = ({ odds }: SourceAnswer) => odds >= SOURCE_ODDS_NEEDED - 1e-6;
const isRight = ({ best, source }: SourceAnswer) => best === source;

/** Counts answers. */
export function calibrate(answers: readonly SourceAnswer[]): Calibration {
  const confusion = new Map<Source, Map<Source | 'undecided', number>>();
  for (const source of SOURCES.filter((each) => answers.some((answer) => answer.source === each))) {
    const row = new Map<Source | 'undecided', number>();
    for (const answer of answers.filter((each) => each.source === source)) {
      const said = isDecided(answer) ? answer.best : 'undecided';
      row.set(said, (row.get(said) ?? 0) + 1);
    }
    confusion.set(source, row);
  }
  const decided = answers.filter(isDecided);
  const reliability = RANGES.map((from, at) => {
    const range = answers.filter(({ odds }) => odds >= from && odds < (RANGES[at + 1] ?? Number.POSITIVE_INFINITY));
    const promised = range.reduce((sum, { odds }) => sum + odds / (1 + odds), 0);
    return { from, copies: range.length, right: range.filter(isRight).length, promised };
  });
  return {
    confusion,
    right: decided.length === 0 ? undefined : decided.filter(isRight).length / decided.length,
    wrongAndSure: decided.filter((answer) => !isRight(answer)).length / answers.length,
    undecided: 1 - decided.length / answers.length,
    reliability,
  };
}
