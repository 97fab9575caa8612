import { dateInWords } from './date-words.ts';
import type { DraftFacts } from './draft-facts.ts';
import { isThere, seenInstants } from './draft-template.ts';
import type { DraftLanguage } from './language.ts';

/** Days before the first sighting from which on data are asked for, where the request names no day: an upload comes before it is seen. */
const DAYS_BEFORE = 30;

/** From when on data are asked for, and when copies were seen first and last. */
const PERIODS: Readonly<Record<DraftLanguage, (from: string, first: string, last: string) => string>> = {
  en: (from, first, last) =>
    `From ${from} to the day on which this order is carried out. The copies were seen from ${first} to ${last}; whoever put them there did so before.`,
  fr: (from, first, last) =>
    `Du ${from} jusqu’au jour de l’exécution de la présente injonction. Les copies ont été vues du ${first} au ${last} ; elles y avaient été mises auparavant.`,
  de: (from, first, last) =>
    `Vom ${from} bis zum Tag der Ausführung dieser Anordnung. Die Kopien wurden vom ${first} bis zum ${last} gesehen; abgelegt wurden sie vorher.`,
  es: (from, first, last) =>
    `Del ${from} hasta el día en que se ejecute esta orden. Las copias se vieron del ${first} al ${last}; se habían puesto allí antes.`,
};

/**
 * The period for which data are asked: from the day of the request, or else 30 days before the first copy was seen, to the day on which the order is
 * carried out. Undefined where it is not known when copies were seen.
 */
export function periodOf(facts: DraftFacts, language: DraftLanguage): string | undefined {
  const instants = seenInstants(facts);
  if (instants === undefined) return undefined;
  const [first, last] = [instants[0]!, instants.at(-1)!];
  const asked = facts.request?.from;
  const from = isThere(asked) ? asked! : dayOf(new Date(first.getTime() - DAYS_BEFORE * 86_400_000));
  const [start, seenFirst, seenLast] = [from, dayOf(first), dayOf(last)].map((day) => dateInWords(day, language));
  return PERIODS[language](start!, seenFirst!, seenLast!);
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
