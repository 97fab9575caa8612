import { LEAK_ODDS_NEEDED, oddsOfPieces, type PieceLengths, TRAILER_PIECES } from '@streetdate/matcher/internal';

/** What a matched film shows in one upload. */
export interface PieceSample {
  /** Whether the upload is a leak, or shows a trailer. */
  readonly isLeak: boolean;
  /** The half that it is in: the curve is fitted to one, and tried on the other. */
  readonly half: 'fit' | 'tried';
  /** For a leak: seconds of its longest continuous piece, by the truth. */
  readonly seconds?: number;
  /** Lengths of the continuous pieces that were found, seconds. */
  readonly pieces: readonly number[];
}

/** A count out of several. */
export interface CountOf {
  readonly count: number;
  readonly of: number;
}

/** The curve and its errors. */
export interface PieceCurve {
  /** What the policy uses. */
  readonly used: PieceLengths;
  /** What fits the longest pieces of the trailers of one half. Undefined without enough of them. */
  readonly fitted: PieceLengths | undefined;
  /** Matches that were fitted. Several are of uploads of one trailer. */
  readonly fittedTo: number;
  /** Errors, on the half that was not fitted. */
  readonly errors: readonly { readonly curve: 'used' | 'fitted'; readonly what: string; readonly wrong: CountOf }[];
  /** The odds by the longest of some pieces. */
  readonly points: readonly { readonly longest: number; readonly pieces: number; readonly used: number; readonly fitted?: number }[];
}

const LONGEST = [1.5, 2, 3, 4, 5, 6, 8, 10, 15, 30, 60] as const;
const COUNTS = [1, 15] as const;
/** Fewer trailers say nothing about a tail. */
const ENOUGH = 8;

/** Fits the curve to one half of the samples, and counts the errors in the other. */
export function fitPieceCurve(samples: readonly PieceSample[]): PieceCurve {
  const trailers = samples.filter(({ isLeak, half, pieces }) => !isLeak && half === 'fit' && pieces.length > 0);
  const fitted = trailers.length < ENOUGH ? undefined : likeliest(trailers.map(({ pieces }) => pieces));
  const tried = samples.filter(({ half }) => half === 'tried');
  const curves = [['used', TRAILER_PIECES] as const, ...(fitted ? [['fitted', fitted] as const] : [])];
  const errors = curves.flatMap(([curve, lengths]) => {
    const isTaken = ({ pieces }: PieceSample) => oddsOfPieces(Math.max(0, ...pieces), pieces.length, lengths) >= LEAK_ODDS_NEEDED;
    const of = (what: string, some: readonly PieceSample[], isWrong: (sample: PieceSample) => boolean) => ({
      ...{ curve, what, wrong: { count: some.filter(isWrong).length, of: some.length } },
    });
    const leaks = (from: number, to: number) =>
      tried.filter(({ isLeak, seconds = 0, pieces }) => isLeak && pieces.length > 0 && seconds >= from && seconds < to);
    const isMissed = (sample: PieceSample) => !isTaken(sample);
    return [
      of(
        'trailers taken for leaks',
        tried.filter(({ isLeak, pieces }) => !isLeak && pieces.length > 0),
        isTaken,
      ),
      of('leaks of 5 to 10 s taken for trailers', leaks(0, 10), isMissed),
      of('leaks of 10 to 60 s taken for trailers', leaks(10, 60), isMissed),
      of('leaks of a minute and more taken for trailers', leaks(60, Number.POSITIVE_INFINITY), isMissed),
    ];
  });
  const points = COUNTS.flatMap((pieces) =>
    LONGEST.map((longest) => ({
      ...{ longest, pieces, used: oddsOfPieces(longest, pieces) },
      ...(fitted && { fitted: oddsOfPieces(longest, pieces, fitted) }),
    })),
  );
  return { used: TRAILER_PIECES, fitted, fittedTo: trailers.length, errors, points };
}

/** The lognormal distribution under which the longest of each trailer's pieces are likeliest: only they decide. */
export function likeliest(trailers: readonly (readonly number[])[]): PieceLengths {
  let best = { median: TRAILER_PIECES.median, spread: TRAILER_PIECES.spread, likelihood: Number.NEGATIVE_INFINITY };
  for (let median = 0.5; median <= 4; median += 0.05) {
    for (let spread = 0.2; spread <= 1.2; spread += 0.02) {
      let likelihood = 0;
      for (const pieces of trailers) {
        const z = Math.log(Math.max(...pieces) / median) / spread;
        likelihood += -(z * z) / 2 - Math.log(spread) + (pieces.length - 1) * Math.log(Math.max(below(z), 1e-300));
      }
      if (likelihood > best.likelihood) best = { median, spread, likelihood };
    }
  }
  return { median: Math.round(100 * best.median) / 100, spread: Math.round(100 * best.spread) / 100 };
}

/** Probability that a standard normal variable is smaller, to 1e-3 of itself or better: logistic approximation of Bowling et al., 2009. */
const below = (z: number) => 1 / (1 + Math.exp(-(0.07056 * z ** 3 + 1.5976 * z)));
