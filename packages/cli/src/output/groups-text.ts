import type { CaseRelease, ReleaseLinks } from '@streetdate/evidence';
import { IN_ENGLISH, oddsInWords } from '@streetdate/evidence/internal/words';
import { CASE_IN_ENGLISH, type CaseWriting, say } from './case-writing.ts';
import { count } from './count-words.ts';
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
export function ratioInWords(ratio: number, { locale }: CaseWriting = CASE_IN_ENGLISH): string {
  return ratio >= 100 ? Math.round(ratio).toLocaleString(locale) : decimal(ratio.toPrecision(2), locale);
}

/** How many links there are, how many false ones to expect, and what the ratios were learnt from. */
export function groupsHead(
  releases: readonly CaseRelease[],
  { links, pairs, mostFalse, learntFrom }: ReleaseLinks,
  writing: CaseWriting = CASE_IN_ENGLISH,
): string {
  const counted = (noun: 'links' | 'releases' | 'pairs' | 'groups', number: number) => say(noun, writing, { count: number });
  const most = mostFalse < 1 ? decimal(mostFalse.toPrecision(1), writing.locale) : Math.ceil(mostFalse);
  return [
    say('groups.links', writing, {
      ...{ links: counted('links', links.length), releases: counted('releases', releases.length), pairs: counted('pairs', pairs) },
    }),
    say('groups.chance', writing, { most }),
    say('groups.learnt', writing, { groups: counted('groups', learntFrom.groups), pairs: counted('pairs', learntFrom.pairs) }),
  ].join(' ');
}

/** A trait's name in words. One of a later version has its own name. */
export function traitInWords(name: string, writing: CaseWriting): string {
  const word = `trait.${name}`;
  return Object.hasOwn(writing.own, word) ? say(word as 'trait.site', writing) : name;
}

function decimal(digits: string, locale: string): string {
  return locale === 'en' ? digits : digits.replace('.', ',');
}
