import { StreetdateError } from '@streetdate/core/portable';
import { toBytes, toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { type JsonValue, toCanonicalJson } from '../canonical-json.ts';
import type { CaseReport } from '../case/report-of-case.ts';
import { leakModel } from '../recipients/leak-model.ts';
import { rankAtPriors, rankRecipients } from '../recipients/rank-recipients.ts';
import { firstDifference } from './compare-values.ts';
import { factsInWords } from './facts-in-words.ts';
import type { Findings } from './report.ts';
import type { RankedDeliveries } from './whole-case.ts';

/** Deliveries that are named. */
const MOST_NAMED = 20;

/** Ranks the enclosed deliveries again, and compares every number. The sampler is seeded: it gives the same numbers again. */
export function checkRecipients(
  { deliveries, variants, noneChance, ranking, byNoneChance }: RankedDeliveries,
  { titles }: CaseReport,
  findings: Findings,
): void {
  let computed: unknown;
  try {
    const model = leakModel(deliveries, variants, { noneChance });
    computed = JSON.parse(JSON.stringify({ ranking: rankRecipients(model), byNoneChance: rankAtPriors(model) }));
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError || error instanceof StreetdateError)) throw error;
    findings.add('fails', 'case', `The ranking of deliveries cannot be computed again: ${error.message}.`);
    return;
  }
  const difference = firstDifference({ ranking, byNoneChance }, computed);
  if (difference !== undefined) {
    findings.add(
      'fails',
      'case',
      `The ranking of deliveries: ${difference.place} is stated to be ${difference.one}, and is ${difference.other}.`,
    );
    return;
  }
  const [first] = ranking.sources;
  const chances = byNoneChance.map((each) => {
    const chance = each.sources.find(({ source }) => source === first?.source)?.probability ?? 0;
    return `${chance.toFixed(3)} at ${each.noneChance}`;
  });
  const best = first === undefined ? 'no source is on the list' : `${first.source} explains best what was seen, ${first.support}`;
  const depends =
    first === undefined ? '' : ` Its chance, by the chance beforehand that nobody on the list is the source: ${chances.join(', ')}.`;
  findings.add(
    'holds',
    'case',
    `${deliveries.length} deliveries were ranked again, with the same numbers: ${best}.${depends} ${ranking.meaning}`,
  );
  for (const { title: name, variant, seenAt } of variants) {
    if (seenAt === undefined) continue;
    const known = titles.find(({ title, titleId }) => title === name || titleId === name)?.servers[0]?.time;
    const compared = known === undefined ? 'no server of the case has this title' : `the first copy on a server of the case is of ${known}`;
    findings.add('asserted', 'case', `That a copy of the variant ${variant} of ${name} was seen at ${seenAt}; ${compared}.`);
  }
  const named = factsInWords({ noneChance, deliveries: deliveries.slice(0, MOST_NAMED), variants: variants.slice(0, MOST_NAMED) });
  const digest = toHex(sha256(toBytes(toCanonicalJson({ deliveries, variants } as unknown as JsonValue))));
  findings.add(
    'asserted',
    'case',
    `The list of deliveries: that they took place, and that it lacks none. Its SHA-256 is ${digest}; ${named}.`,
  );
}
