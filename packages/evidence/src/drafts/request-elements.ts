import type { DraftFacts, DraftRequest } from './draft-facts.ts';
import { type DraftElement, isThere } from './draft-template.ts';

/** An element that a member of the request holds. */
export function requestElement(provision: string, member: keyof DraftRequest, what: string): DraftElement {
  return { provision, what, isGiven: ({ request }) => isThere(request?.[member]) };
}

/** The copies by the country of their server, each country's earliest first. */
export function byCountry({ copies }: DraftFacts): [country: string, copies: DraftFacts['copies']][] {
  const groups = new Map<string, DraftFacts['copies'][number][]>();
  for (const copy of copies) {
    const country = copy.country ?? 'unknown';
    groups.set(country, [...(groups.get(country) ?? []), copy]);
  }
  for (const group of groups.values()) group.sort((one, other) => ((one.seenAt ?? '') < (other.seenAt ?? '') ? -1 : 1));
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}
