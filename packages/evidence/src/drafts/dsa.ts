import { copyLines, hasExactLocations, isThere, type LetterTemplate, senderLines, workLines } from './draft-template.ts';

/** A notice under the law of the European Union, Regulation (EU) 2022/2065 (Digital Services Act), Article 16(2), with its four elements. */
export const dsa: LetterTemplate = {
  name: 'dsa',
  title: 'Notice under Article 16 of Regulation (EU) 2022/2065',
  scope: 'host',
  elements: [
    {
      provision: 'Article 16(2)(a)',
      what: 'the reasons: the works, the rights holder, and what was found of each copy',
      isGiven: ({ works, copies, rightsHolder }) =>
        works.length > 0 && isThere(rightsHolder) && copies.every(({ finding }) => isThere(finding)),
    },
    { provision: 'Article 16(2)(b)', what: 'the copies, each with its exact address', isGiven: hasExactLocations },
    {
      provision: 'Article 16(2)(c)',
      what: "the sender's name and e-mail address",
      isGiven: ({ sender: { name, email } }) => isThere(name) && isThere(email),
    },
    {
      provision: 'Article 16(2)(d)',
      what: "the sender's statement, in good faith, that the notice is accurate and complete",
      isGiven: ({ confirmed }) => confirmed.goodFaith === true && confirmed.accuracy === true,
    },
  ],
  parts: (facts, host) => [
    { heading: '', paragraphs: [`To ${host}:`] },
    {
      heading: 'Reasons',
      paragraphs: [
        `${facts.rightsHolder} holds rights in the following works. The information below is made available without its consent, and we consider it illegal content.`,
      ],
      items: workLines(facts),
    },
    { heading: 'Exact location of the information', items: copyLines(facts) },
    { heading: 'Sender', items: senderLines(facts) },
    {
      heading: 'Statement',
      paragraphs: ['I believe in good faith that the information and allegations in this notice are accurate and complete.'],
    },
  ],
};
