import type { LedgerEvent } from '@streetdate/evidence';
import { type Canary, rankCanaries } from '@streetdate/marks';

/** Three canaries of copies that were issued. */
export const CANARIES: readonly Canary[] = [
  { kind: 'take', name: 'door', choices: ['left hand', 'right hand', 'both hands'] },
  { kind: 'caption', name: 'caption', choices: ['one line', 'two lines'] },
  { kind: 'chapter', name: 'second chapter', choices: ['0 0:05:00', '0 0:05:01'] },
];
const COPIES = [
  { recipient: 'Reviewer A', choices: [0, 0, 0] },
  { recipient: 'Reviewer B', choices: [1, 1, 0] },
  { recipient: 'Reviewer C', choices: [2, 1, 1] },
  { recipient: 'Reviewer D', choices: [0, 1, 1] },
];

/** Who saw what. */
const BY = {
  take: { by: 'pictures' as const, logRatio: 5.2 },
  caption: { by: 'person' as const },
  chapter: { by: 'structure' as const },
};

/** Films of the choices that pictures were compared with. */
const VARIANTS = CANARIES[0]!.choices.map((choice, at) => ({ name: 'door', choice, fileSha256: `${at}`.repeat(64) }));

/** Four copies that were issued in two runs, and a comparison that Reviewer B's copy fits alone. */
export function canaryEvents(fileSha256: string): { readonly issues: readonly LedgerEvent[]; readonly reading: LedgerEvent } {
  const canaries = CANARIES.map(({ kind, name, choices }) => ({ kind, name, choices: [...choices] }));
  const issue = (copies: typeof COPIES): LedgerEvent => ({
    ...{ kind: 'canary-issue', set: 'beadfeedbeadfeed', title: 'Film', canaries },
    copies: copies.map(({ recipient, choices }) => ({ recipient, choices: [...choices] })),
  });
  return { issues: [issue(COPIES.slice(0, 3)), issue(COPIES.slice(3))], reading: comparisonOf([1, 1, undefined], fileSha256) };
}

/** A comparison of these choices with the issued copies, whose numbers are right. */
export function comparisonOf(seen: readonly (number | undefined)[], fileSha256: string): LedgerEvent {
  const consistent = rankCanaries(CANARIES, COPIES, seen).filter((fit) => fit.consistent);
  return {
    ...{ kind: 'canary-reading', set: 'beadfeedbeadfeed', title: 'Film', path: '/seen/copy.sdfp', fileSha256 },
    ...{ canaries: CANARIES.length, issued: COPIES.length, variants: VARIANTS },
    seen: CANARIES.flatMap(({ name, choices, kind }, at) => {
      if (seen[at] === undefined) return [];
      return [{ name, choice: choices[seen[at]]!, ...BY[kind as keyof typeof BY] }];
    }),
    consistent: consistent.map(({ recipient, agree, logRatio }) => ({ recipient, agree, logRatio: Math.round(logRatio * 100) / 100 })),
  };
}
