import { StreetdateError } from '@streetdate/core/portable';
import { EarliestDeliveries, leakModel, rankRecipients, readDeliveries, readMapping, type SentVariant } from '@streetdate/evidence';
import type { recipients } from '../definitions/recipients.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';

/** `streetdate recipients` */
export const runRecipients: Run<typeof recipients> = async ([path = ''], { mapping, seen, top = 10 }, { console, io }) => {
  const deliveries = new EarliestDeliveries();
  const variants = new Map<string, SentVariant>();
  let badRows = 0;
  for await (const row of readDeliveries(path, await readMapping(mapping))) {
    io.signal.throwIfAborted();
    if ('reason' in row) {
      badRows++;
      console.fail(path, new StreetdateError('bad-evidence', `${path}: line ${row.line} is left out: ${row.reason}`, { path }));
      continue;
    }
    deliveries.add(row);
    variants.set(keyOf(row), { title: row.title, variant: row.variant });
  }
  for (const each of seen) {
    const key = keyOf(each);
    if (!variants.has(key)) console.note(`nobody in the list received the variant ${each.variant} of ${each.title}`);
    variants.set(key, each);
  }
  const ranking = rankRecipients(leakModel(deliveries, [...variants.values()]));
  const sources = ranking.sources.slice(0, top);
  const record = {
    type: 'recipients',
    deliveries: deliveries.count,
    badRows,
    variants: variants.size,
    seen: seen.length,
    ...ranking,
    sources,
  };
  const lines = sources.map(({ source, probability, interval: [low, high], seenHeld }) => {
    const range = low === high ? '' : ` (${low.toFixed(3)} to ${high.toFixed(3)})`;
    return `${probability.toFixed(3)}${range}  ${source}: issued ${seenHeld} of the ${seen.length} variants that were seen, in time`;
  });
  const method = ranking.method === 'exact' ? 'every possibility was computed' : `sampled, convergence ${ranking.convergence.toFixed(3)}`;
  const last = `${ranking.someoneElse.toFixed(3)}  someone else alone. ${deliveries.count} deliveries, ${variants.size} variants; ${method}.`;
  console.result(record, [...lines, last].join('\n'));
  if (ranking.convergence > 1.05) console.note('the sampler has not converged; the chances are rough');
  return EXIT.nothingFound;
};

function keyOf({ title, variant }: Pick<SentVariant, 'title' | 'variant'>): string {
  return JSON.stringify([title, variant]);
}
