import { readFile } from 'node:fs/promises';
import { readFault } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import {
  ENFSI_SCALE,
  leakModel,
  type RankedSource,
  type Ranking,
  type RankingAtPrior,
  type RecipientRatio,
  rankAtPriors,
  rankRecipients,
  readMapping,
} from '@streetdate/evidence';
import type { recipients } from '../definitions/recipients.ts';
import { EXIT } from '../exit.ts';
import { canaryReadingRecord, traceRecord } from '../output/marks-record.ts';
import type { Run } from './command.ts';
import { readSentVariants } from './sent-variants.ts';

/** `streetdate recipients` */
export const runRecipients: Run<typeof recipients> = async (
  [path = ''],
  { mapping, seen, nobody: noneChance, reading, top = 10 },
  context,
) => {
  const { console } = context;
  const { deliveries, variants, recipients, badRows } = await readSentVariants(path, await readMapping(mapping), seen, context);
  const read = (await Promise.all(reading.map(readRatios))).flat();
  for (const name of new Set(read.map(({ recipient }) => recipient))) {
    if (!recipients.has(name)) console.note(`the reading names ${name}, whom the deliveries do not: it is left out`);
  }
  const ratios = read.filter(({ recipient }) => recipients.has(recipient));
  const model = leakModel(deliveries, variants, { ratios, ...(noneChance !== undefined && { noneChance }) });
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

/**
 * The likelihood ratios of the copies that `streetdate trace --json` or `marks compare --json` read; of one file, the reading with the strongest
 * mark, or the one that saw most canaries.
 */
async function readRatios(path: string): Promise<RecipientRatio[]> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw readFault(path, cause);
  });
  const bad = (reason: string) => new StreetdateError('bad-evidence', `${path}: it is no reading of marks: ${reason}`, { path });
  const readings = text.split('\n').flatMap((line): { strength: number; copies: RecipientRatio[] }[] => {
    if (line.trim() === '') return [];
    try {
      const json = JSON.parse(line);
      const [marks, canaries] = [traceRecord.safeParse(json), canaryReadingRecord.safeParse(json)];
      if (marks.success) return [{ strength: marks.data.strength, copies: marks.data.copies }];
      return canaries.success ? [{ strength: canaries.data.seen.length, copies: canaries.data.copies }] : [];
    } catch {
      throw bad('it is no JSON');
    }
  });
  if (readings.length === 0) throw bad('it has no line of `streetdate trace --json` or `marks compare --json`');
  const { copies } = readings.reduce((best, each) => (each.strength > best.strength ? each : best));
  return copies.map(({ recipient, logRatio }) => ({ recipient, logRatio }));
}

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
