import { COPY_ELEMENTS, type LetterTemplate, workLines } from './draft-template.ts';
import { byCountry, requestElement } from './request-elements.ts';

const ARTICLE = 'ETS No. 30, Article 14';

/**
 * An annex to a request for mutual legal assistance, after Article 14 of the European Convention on Mutual Assistance in Criminal Matters: the
 * servers by country, what each holds, and since when it was seen.
 */
export const mlaAnnex: LetterTemplate = {
  name: 'mla-annex',
  title: 'Annex to a request for mutual legal assistance: servers by country',
  scope: 'case',
  elements: [
    requestElement(`${ARTICLE}(1)(a)`, 'authority', 'the authority making the request'),
    requestElement(`${ARTICLE}(1)(b)`, 'data', 'the object of the request: which data are asked for'),
    requestElement(`${ARTICLE}(2)`, 'offence', 'the offence'),
    requestElement(`${ARTICLE}(2)`, 'summary', 'a summary of the facts'),
    { provision: 'the annex', ...COPY_ELEMENTS.locations },
    { provision: 'the annex', ...COPY_ELEMENTS.countries },
    { provision: 'the annex', ...COPY_ELEMENTS.instants },
  ],
  parts: (facts) => {
    const { request } = facts;
    return [
      { heading: 'Authority', paragraphs: [request?.authority ?? '', ...(request?.reference ? [`Reference: ${request.reference}`] : [])] },
      { heading: 'Offence', paragraphs: [request?.offence ?? ''] },
      { heading: 'Facts', paragraphs: [request?.summary ?? ''], items: workLines(facts) },
      { heading: 'Data asked for', paragraphs: [request?.data ?? ''] },
      ...byCountry(facts).map(([country, copies]) => ({
        heading: `${country}: ${new Set(copies.map(({ host }) => host)).size} servers, ${copies.length} copies`,
        items: copies.map(({ host, location, title, seenAt, sha256 }) => {
          const digest = sha256 === undefined ? '' : `, SHA-256 ${sha256}`;
          return `${host}: ${title}, seen since ${seenAt}, at ${location}${digest}`;
        }),
      })),
    ];
  },
};
