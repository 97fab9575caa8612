/** What `streetdate recipients --json` prints, as far as a page shows it. */
export interface RecipientRanking {
  readonly meaning: string;
  readonly intervalMeaning: string;
  readonly seen: number;
  readonly noneChance: number;
  readonly sources: readonly {
    readonly source: string;
    readonly probability: number;
    readonly seenHeld: number;
    readonly likelihoodRatio: number;
    readonly support: string;
  }[];
  readonly byNoneChance: readonly RankingAt[];
}

/** A ranking at one chance beforehand that nobody on the list is the source. */
export interface RankingAt {
  readonly noneChance: number;
  readonly someoneElse: number;
  readonly sources: readonly { readonly source: string; readonly probability: number }[];
}

/** The output of the command in a text. @returns undefined for anything else. */
export function readRanking(text: string): RecipientRanking | undefined {
  let record: Partial<RecipientRanking> & { readonly type?: unknown };
  try {
    record = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isList = (value: unknown): value is readonly Readonly<Record<string, unknown>>[] =>
    Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null);
  const isChance = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
  const named = (value: unknown) =>
    isList(value) && value.every(({ source, probability }) => typeof source === 'string' && isChance(probability));
  if (record?.type !== 'recipients' || !named(record.sources) || !isList(record.byNoneChance)) return undefined;
  const { meaning, intervalMeaning, seen, noneChance } = record;
  if (typeof meaning !== 'string' || typeof intervalMeaning !== 'string' || typeof seen !== 'number' || !isChance(noneChance))
    return undefined;
  const hasWeights = record.sources!.every(
    ({ seenHeld, likelihoodRatio, support }) =>
      typeof seenHeld === 'number' && typeof likelihoodRatio === 'number' && typeof support === 'string',
  );
  const isWhole = record.byNoneChance.every((each) => isChance(each.noneChance) && isChance(each.someoneElse) && named(each.sources));
  return hasWeights && isWhole && record.byNoneChance.length > 0 ? (record as RecipientRanking) : undefined;
}
