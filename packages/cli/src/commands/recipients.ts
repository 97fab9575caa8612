import {
  ENFSI_SCALE,
  leakModel,
  type RankedSource,
  type Ranking,
  type RankingAtPrior,
  rankAtPriors,
  rankRecipients,
  readMapping,
} from '@streetdate/evidence';
import type { recipients } from '../definitions/recipients.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';
import { readSentVariants } from './sent-variants.ts';

/** `streetdate recipients` */
export const runRecipients: Run<typeof recipients> = async ([path = ''], { mapping, seen, nobody: noneChance, top = 10 }, context) => {
  const { console } = context;
  const { deliveries, variants, badRows } = await readSentVariants(path, await readMapping(mapping), seen, context);
  const model = leakModel(deliveries, variants, { ...(noneChance !== undefined && { noneChance }) });
  const ranking = rankRecipients(model);
  const sources = ranking.sources.slice(0, top);
  const shown = new Set(sources.map(({ source }) => source));
  const byNoneChance = rankAtPriors(model).map((each) => ({ ...each, sources: each.sources.filter(({ source }) => shown.has(source)) }));
  const record = {
    type: 'recipients',
    deliveries: deliveries.count,
    badRows,
    variants: variants.length,
    seen: seen.length,
    ...ranking,
    sources,
    scale: ENFSI_SCALE,
    byNoneChance,
  };
  console.result(record, rankingText(record, seen.length).join('\n'));
  if (ranking.convergence > 1.05) console.note('the sampler has not converged; the chances are rough');
  return EXIT.nothingFound;
};

type Shown = Omit<Ranking, 'sources'> & {
  readonly sources: readonly RankedSource[];
  readonly byNoneChance: readonly RankingAtPrior[];
  readonly deliveries: number;
  readonly variants: number;
};

/** The ranking for people: what it means, the chances, how they depend on the prior, and the scale. */
function rankingText(
  { sources, byNoneChance, someoneElse, method, convergence, meaning, intervalMeaning, noneChance, ...counts }: Shown,
  seen: number,
) {
  const lines = sources.map(({ source, probability, interval: [low, high], seenHeld, likelihoodRatio, support }) => {
    const range = low === high ? '' : ` (${low.toFixed(3)} to ${high.toFixed(3)})`;
    const weight = `likelihood ratio ${likelihoodRatio.toPrecision(2)}, ${support}`;
    return `${probability.toFixed(3)}${range}  ${source}: issued ${seenHeld} of the ${seen} variants that were seen, in time; ${weight}`;
  });
  const how = method === 'exact' ? 'every possibility was computed' : `sampled, convergence ${convergence.toFixed(3)}`;
  const columns = byNoneChance.map((each) => String(each.noneChance).padEnd(6)).join(' ');
  const row = (name: string, chanceOf: (each: RankingAtPrior) => number) =>
    `  ${byNoneChance.map((each) => chanceOf(each).toFixed(3).padEnd(6)).join(' ')}  ${name}`;
  const chanceOf = (source: string) => (each: RankingAtPrior) => each.sources.find((other) => other.source === source)?.probability ?? 0;
  const scale = ENFSI_SCALE.map(({ from, words }) => `from ${from} ${words}`).join('; ');
  return [
    meaning,
    ...lines,
    `${someoneElse.toFixed(3)}  someone else alone. ${counts.deliveries} deliveries, ${counts.variants} variants; ${how}.`,
    `The chances are those if nobody on the list was the source with a chance of ${Number(noneChance.toPrecision(3))} before anything was seen. At other chances:`,
    `  ${columns}`,
    ...sources.map(({ source }) => row(source, chanceOf(source))),
    row('someone else alone', (each) => each.someoneElse),
    intervalMeaning,
    `Scale of the likelihood ratio (ENFSI, 2015): ${scale}.`,
  ];
}
