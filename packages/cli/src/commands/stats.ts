import { correctionStats, Ledger } from '@streetdate/evidence';
import type { stats } from '../definitions/ledger.ts';
import { EXIT } from '../exit.ts';
import { statsText } from '../output/stats-text.ts';
import type { Run } from './command.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate stats` */
export const runStats: Run<typeof stats> = async (_operands, _values, context) => {
  const { console } = context;
  await withLibrary(context, { access: 'read' }, async (library) => {
    const { byTitle, byHost, byReason, corrections, all } = await correctionStats(library, new Ledger(library));
    const record = {
      type: 'stats' as const,
      ...{ all, byTitle: [...byTitle], byHost: [...byHost], byReason: [...byReason] },
      corrections: corrections.map((each) => ({
        ...each,
        bundles: [...each.bundles],
        letters: each.letters.map((letter) => ({ ...letter })),
      })),
    };
    console.result(record, statsText(record));
    if (all.accused === 0) console.note('the ledger has no accusation; `streetdate ledger record` records verdicts');
  });
  return EXIT.nothingFound;
};
