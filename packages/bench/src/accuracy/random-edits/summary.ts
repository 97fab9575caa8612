import { bootstrap, type Estimate } from '../metrics/bootstrap.ts';
import { MOST_OPERATORS, STRENGTH_BINS } from './draw-query.ts';
import type { OperatorFamily } from './operator.ts';
import { OPERATORS } from './operators.ts';
import type { Found, QueryResult } from './result.ts';

/** How many of some copies were found, and how well. */
export interface Recall {
  readonly copies: number;
  /** Share whose score is above that of every wrong pair of the run. */
  readonly noFalse: Estimate;
  /** Share found as strong matches. */
  readonly strong: number;
  /** Share found at all. */
  readonly reported: number;
  /** Of those found at all: intersection over union of the true and the reported time of the query, mean. */
  readonly queryIou: number;
  /** The same of the reference's time. */
  readonly referenceIou: number;
}

/** The recall of copies whose chains have an operator, and of those whose chains lack it. */
export interface OperatorRecall {
  readonly operator: string;
  readonly family: OperatorFamily;
  readonly having: Recall;
  readonly lacking: Recall;
}

/** What a run says. */
export interface RandomEditsSummary {
  readonly all: Recall;
  /** By strength, in bins of equal width. */
  readonly byStrength: readonly { readonly from: number; readonly to: number; readonly recall: Recall }[];
  readonly byLength: readonly { readonly operators: number; readonly recall: Recall }[];
  readonly byFilm: readonly { readonly film: string; readonly recall: Recall }[];
  readonly byOperator: readonly OperatorRecall[];
  /** The highest score of a reference that its query does not show; -Infinity when there is none. */
  readonly highestWrong: number;
  /** Queries of films that are not enrolled. */
  readonly others: number;
  /** Of all queries, those that name a film strongly which they do not show, and those that name one at all. */
  readonly wrongStrong: readonly QueryResult[];
  readonly wrongReported: readonly QueryResult[];
}

/** References that a query named although it does not show them. */
export function wrongOf({ found, truth }: QueryResult): readonly Found[] {
  const shown = new Set(truth.map(({ referenceId }) => referenceId));
  return found.filter(({ referenceId }) => !shown.has(referenceId));
}

/** What was found of the film that a copy shows. */
export function rightOf({ found, film, kind }: QueryResult): Found | undefined {
  return kind === 'copy' ? found.find(({ referenceId }) => referenceId === film) : undefined;
}

/** Scores of references that a query does not show, reported or not. */
function wrongScores({ truth, found, doubtful }: QueryResult): number[] {
  const shown = new Set(truth.map(({ referenceId }) => referenceId));
  return [...found, ...doubtful].flatMap(({ referenceId, score }) => (shown.has(referenceId) ? [] : [score]));
}

/** The score of the film that a copy shows, reported or not. */
function rightScore({ film, found, doubtful }: QueryResult): number {
  return [...found, ...doubtful].find(({ referenceId }) => referenceId === film)?.score ?? Number.NEGATIVE_INFINITY;
}

/** Summarises the results of a run. */
export function summarise(results: readonly QueryResult[]): RandomEditsSummary {
  const copies = results.filter(({ kind }) => kind === 'copy');
  const highestWrong = Math.max(Number.NEGATIVE_INFINITY, ...results.flatMap(wrongScores));
  const recall = (some: readonly QueryResult[]) => recallOf(some, highestWrong);
  const has = ({ chain }: QueryResult, name: string) => chain.some(({ operator }) => operator === name);
  const bin = ({ strength }: QueryResult) => Math.min(STRENGTH_BINS - 1, Math.floor(strength * STRENGTH_BINS));
  return {
    all: recall(copies),
    byStrength: upTo(STRENGTH_BINS).map((at) => ({
      from: at / STRENGTH_BINS,
      to: (at + 1) / STRENGTH_BINS,
      recall: recall(copies.filter((copy) => bin(copy) === at)),
    })),
    byLength: upTo(MOST_OPERATORS).map((at) => ({
      operators: at + 1,
      recall: recall(copies.filter(({ chain }) => chain.length === at + 1)),
    })),
    byFilm: [...new Set(copies.map(({ film }) => film))]
      .sort()
      .map((film) => ({ film, recall: recall(copies.filter((copy) => copy.film === film)) })),
    byOperator: OPERATORS.map(({ name, family }) => ({
      ...{ operator: name, family },
      having: recall(copies.filter((copy) => has(copy, name))),
      lacking: recall(copies.filter((copy) => !has(copy, name))),
    })),
    highestWrong,
    others: results.length - copies.length,
    wrongStrong: results.filter((result) => wrongOf(result).some(({ strong }) => strong)),
    wrongReported: results.filter((result) => wrongOf(result).length > 0),
  };
}

function recallOf(copies: readonly QueryResult[], highestWrong: number): Recall {
  const found = copies.flatMap((copy) => {
    const right = rightOf(copy);
    return right === undefined ? [] : [{ copy, right }];
  });
  const share = (count: number) => count / copies.length;
  const iou = (axis: Axis) => mean(found.map(({ copy, right }) => intervalIou(spans(copy.truth, axis), spans(right.segments, axis))));
  return {
    copies: copies.length,
    noFalse: bootstrap(copies, (drawn) => drawn.filter((copy) => rightScore(copy) > highestWrong).length / drawn.length),
    strong: share(found.filter(({ right }) => right.strong).length),
    reported: share(found.length),
    queryIou: iou('query'),
    referenceIou: iou('reference'),
  };
}

type Axis = 'query' | 'reference';
type Span = readonly [start: number, end: number];

function spans(segments: Found['segments'], axis: Axis): Span[] {
  return segments.map((segment) =>
    axis === 'query' ? [segment.queryStart, segment.queryEnd] : [segment.referenceStart, segment.referenceEnd],
  );
}

/** Intersection over union of the time that two lists of intervals cover. 0 to 1. */
export function intervalIou(one: readonly Span[], other: readonly Span[]): number {
  const either = covered([...one, ...other]);
  return either === 0 ? 0 : (covered(one) + covered(other) - either) / either;
}

function covered(list: readonly Span[]): number {
  let sum = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [start, end] of [...list].sort((one, other) => one[0] - other[0])) {
    sum += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return sum;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);
