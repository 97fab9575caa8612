import type { DraftFacts, DraftRequest } from './draft-facts.ts';
import { type DraftElement, isThere } from './draft-template.ts';
import { COMMON_WORDS, type DraftLanguage } from './language.ts';

/** An element that a member of the request holds. */
export function requestElement(provision: string, member: keyof DraftRequest, what: string): DraftElement {
  return { provision, what, isGiven: ({ request }) => isThere(request?.[member]) };
}

/** The authority that asks, and its reference number where it has one. */
export function authorityLines(request: DraftRequest | undefined, language: DraftLanguage): string[] {
  const { reference, colon } = COMMON_WORDS[language];
  return [request?.authority ?? '', ...(request?.reference ? [`${reference}${colon} ${request.reference}`] : [])];
}

/** The copies by the country of their server, each country's earliest first. */
export function byCountry({ copies }: DraftFacts, language: DraftLanguage): [country: string, copies: DraftFacts['copies']][] {
  const groups = new Map<string, DraftFacts['copies'][number][]>();
  for (const copy of copies) {
    const country = copy.country ?? COMMON_WORDS[language].unknown;
    groups.set(country, [...(groups.get(country) ?? []), copy]);
  }
  for (const group of groups.values()) group.sort((one, other) => ((one.seenAt ?? '') < (other.seenAt ?? '') ? -1 : 1));
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}
