import { shareInterval } from '@streetdate/matcher/internal';
import type { ServiceDatabase } from '../store/database.ts';
import type { Settling } from './settle.ts';

/** How many verdicts were decided alike. */
export interface Decided {
  /** The kind of the verdicts. */
  readonly verdict: string;
  readonly decision: Settling;
  readonly count: number;
}

/** A share of what was decided, with its 95 % interval. */
export interface DecidedShare {
  readonly right: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** What of the decided matches a threshold would have let through. */
export interface DecidedAtThreshold {
  /** The threshold: one expected false match in 10 to this power of searches. */
  readonly power: number;
  /** Strong matches that people called a leak, published or released: they are of enrolled footage. */
  readonly right: number;
  /** Strong matches that people called not ours. */
  readonly wrong: number;
  /** Matches of enrolled footage that would be weak, so that a person has to look. */
  readonly missed: number;
}

/** How good verdicts were, by what people decided about them. */
export interface Precision {
  readonly decided: readonly Decided[];
  /** Verdicts of a leak that people called a leak, of those about which they decided. */
  readonly leaks: DecidedShare;
  /** Strong matches that are of enrolled footage, of those about which people decided. */
  readonly matches: DecidedShare;
  readonly thresholds: readonly DecidedAtThreshold[];
}

/** The thresholds that are compared. Verdicts take a match as strong from 3 on. */
export const POWERS = [1, 2, 3, 4, 6, 9, 12] as const;
const OWN_POWER = 3;

/** Counts what was decided about the verdicts of an organisation, also those that were superseded later. */
export async function precisionOf(database: ServiceDatabase, organisationId: string): Promise<Precision> {
  const rows = await database
    .selectFrom('decided_verdict')
    .select(['verdict_kind as verdict', 'decision', 'power', 'is_strong', ({ fn }) => fn.countAll<number>().as('count')])
    .where('organisation_id', '=', organisationId)
    .groupBy(['verdict_kind', 'decision', 'power', 'is_strong'])
    .execute();
  const groups = rows.map((row) => ({ ...row, decision: row.decision as Settling, count: Number(row.count) }));
  const count = (fits: (group: (typeof groups)[number]) => boolean) => groups.filter(fits).reduce((sum, each) => sum + each.count, 0);
  const share = (of: typeof count extends (fits: infer F) => number ? F : never, right: typeof of): DecidedShare => {
    const [all, good] = [count(of), count((group) => of(group) && right(group))];
    const [low, high] = shareInterval(good, all);
    return { right: good, of: all, low, high };
  };
  const isOurs = ({ decision }: { readonly decision: Settling }) => decision !== 'not-ours';
  const isLeak = ({ verdict }: { readonly verdict: string }) => verdict === 'pre-release-leak';
  const byKind = new Map<string, Decided>();
  for (const { verdict, decision, count: more } of groups) {
    const key = `${verdict} ${decision}`;
    byKind.set(key, { verdict, decision, count: (byKind.get(key)?.count ?? 0) + more });
  }
  return {
    decided: [...byKind.values()].sort((one, other) => (`${one.verdict} ${one.decision}` < `${other.verdict} ${other.decision}` ? -1 : 1)),
    leaks: share(isLeak, ({ decision }) => decision === 'leak'),
    matches: share(({ is_strong }) => is_strong === 1, isOurs),
    thresholds: POWERS.map((power) => {
      // A match that is weak for another reason, such as one picture alone, is so at any threshold.
      const isStrong = (group: (typeof groups)[number]) =>
        group.power !== null && group.power >= power && (group.is_strong === 1 || group.power < OWN_POWER);
      return {
        power,
        right: count((group) => isStrong(group) && isOurs(group)),
        wrong: count((group) => isStrong(group) && !isOurs(group)),
        missed: count((group) => group.power !== null && !isStrong(group) && isOurs(group)),
      };
    }),
  };
}
