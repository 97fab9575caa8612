import { COPY_ELEMENTS, isThere, type LetterTemplate, seenInstants, senderLines, workLines } from './draft-template.ts';
import { byCountry } from './request-elements.ts';

/** Most addresses on the one page. */
const MOST_LINES = 12;

/** A summary of one page for an officer who has not heard of the case: what, where, since when, and how that is known. */
export const policeSummary: LetterTemplate = {
  name: 'police-summary',
  title: 'Summary for the police',
  scope: 'case',
  elements: [
    {
      provision: 'the works',
      what: 'the works, and whose rights they are',
      isGiven: ({ works, rightsHolder }) => works.length > 0 && isThere(rightsHolder),
    },
    { provision: 'the copies', ...COPY_ELEMENTS.locations },
    { provision: 'the time', ...COPY_ELEMENTS.instants },
    { provision: 'the finding', ...COPY_ELEMENTS.findings },
    {
      provision: 'the contact',
      what: 'the sender’s name, with a telephone number or an e-mail address',
      isGiven: ({ sender: { name, phone, email } }) => isThere(name) && (isThere(phone) || isThere(email)),
    },
  ],
  parts: (facts) => {
    const { copies, rightsHolder } = facts;
    const first = seenInstants(facts)?.[0]?.toISOString();
    const hosts = new Set(copies.map(({ host }) => host)).size;
    const countries = byCountry(facts).map(([country, group]) => `${country}: ${group.length}`);
    const left = copies.length - MOST_LINES;
    const listed = copies.slice(0, MOST_LINES).map(({ location, title, finding }) => `${location} (${title}). ${finding}`);
    return [
      { heading: 'What', paragraphs: [`${rightsHolder} holds rights in these works:`], items: workLines(facts) },
      { heading: 'Where', paragraphs: [`${copies.length} copies on ${hosts} servers. Copies by country: ${countries.join(', ')}.`] },
      { heading: 'Since when', paragraphs: [`The first copy was seen at ${first}.`] },
      { heading: 'The copies', items: [...listed, ...(left > 0 ? [`and ${left} more, see the list`] : [])] },
      {
        heading: 'How this is known',
        paragraphs: [
          'The pictures and the sound of each copy were compared with the enrolled film. The bundle with the fingerprints lets anybody repeat it. A match does not tell who made a copy.',
        ],
      },
      { heading: 'Contact', items: senderLines(facts) },
    ];
  },
};
