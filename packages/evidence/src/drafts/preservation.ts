import { COPY_ELEMENTS, copyLines, type LetterTemplate, seenInstants } from './draft-template.ts';
import { requestElement } from './request-elements.ts';

const ARTICLE = 'Regulation (EU) 2023/1543, Article 6(4)';

/**
 * What a European Preservation Order says, Regulation (EU) 2023/1543, Article 6(4). Only an authority issues one: this is a draft for its people,
 * who use the certificate of Annex II.
 */
export const preservation: LetterTemplate = {
  name: 'preservation',
  title: 'Information for a European Preservation Order under Regulation (EU) 2023/1543',
  scope: 'host',
  elements: [
    requestElement(`${ARTICLE}(a)`, 'authority', 'the issuing authority'),
    { provision: `${ARTICLE}(c)`, ...COPY_ELEMENTS.locations },
    requestElement(`${ARTICLE}(d)`, 'data', 'the category of data to be preserved'),
    { provision: `${ARTICLE}(e)`, ...COPY_ELEMENTS.instants },
    requestElement(`${ARTICLE}(f)`, 'offence', 'the provisions of criminal law that apply'),
    requestElement(`${ARTICLE}(g)`, 'grounds', 'why it is necessary and proportionate'),
  ],
  parts: (facts, host) => {
    const { request, sender } = facts;
    const [first, last] = [seenInstants(facts)?.at(0), seenInstants(facts)?.at(-1)].map((instant) => instant?.toISOString());
    return [
      {
        heading: 'Issuing authority',
        paragraphs: [request?.authority ?? '', ...(request?.reference ? [`Reference: ${request.reference}`] : [])],
      },
      { heading: 'Addressee', paragraphs: [host] },
      { heading: 'Unique identifiers', items: copyLines(facts) },
      { heading: 'Data to be preserved', paragraphs: [request?.data ?? '', `From ${first} to ${last}, when the copies were seen.`] },
      { heading: 'Provisions of criminal law', paragraphs: [request?.offence ?? ''] },
      { heading: 'Necessity and proportionality', paragraphs: [request?.grounds ?? ''] },
      { heading: 'Prepared by', items: [sender.name, sender.organisation, sender.email].filter((line) => line !== undefined) },
    ];
  },
};
