import type { CaseRelease, ReleaseLinks } from '@streetdate/evidence';
import { IN_ENGLISH, oddsInWords } from '@streetdate/evidence/internal/words';
import { count, groupDigits } from './count-words.ts';
import { escapeText } from './escape.ts';

/** Links between releases, for a person to read on a terminal. */
export function groupsText(releases: readonly CaseRelease[], linked: ReleaseLinks, top: number): string {
  const { links, clusters } = linked;
  const byId = new Map(releases.map((release) => [release.id, release]));
  const nameOf = (id: string) => {
    const { name, path = id } = byId.get(id) ?? {};
    return escapeText(name ?? path);
  };
  const together = clusters.map((ids, at) => {
    const tags = [...new Set(ids.flatMap((id) => byId.get(id)?.group ?? []))];
    const claims = tags.length === 0 ? 'no name claims a group' : `names claim ${tags.map(escapeText).join(', ')}`;
    return [`${at + 1}. ${count(ids.length, 'release')}, ${claims}`, ...ids.map((id) => `   ${nameOf(id)}`)].join('\n');
  });
  const strongest = links.slice(0, top).map(({ releases: [one, other], ratio, traits }) => {
    const words = traits.map(({ name, ratio: each }) => `${name} ${ratioInWords(each)}`).join(', ');
    return `${oddsInWords(ratio, IN_ENGLISH)}  ${nameOf(one)} and ${nameOf(other)}: ${words}`;
  });
  return [groupsHead(releases, linked), ...together, ...(strongest.length > 0 ? [strongest.join('\n')] : [])].join('\n\n');
}

/** A likelihood ratio for a person: `1,234`, `2.1`. */
export function ratioInWords(ratio: number): string {
  return ratio >= 100 ? groupDigits(Math.round(ratio)) : ratio.toPrecision(2);
}

/** How many links there are, how many false ones to expect, and what the ratios were learnt from. */
export function groupsHead(releases: readonly CaseRelease[], { links, pairs, mostFalse, learntFrom }: ReleaseLinks): string {
  return [
    `${count(links.length, 'link')} between ${count(releases.length, 'release')}; ${count(pairs, 'pair')} compared.`,
    `Of so many pairs, chance alone would link at most ${mostFalse < 1 ? mostFalse.toPrecision(1) : groupDigits(Math.ceil(mostFalse))}.`,
    `Learnt from ${count(learntFrom.groups, 'group')} that names claim, and ${count(learntFrom.pairs, 'pair')} of one group.`,
  ].join(' ');
}
