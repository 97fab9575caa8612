import { copyLines, hasExactLocations, isThere, type LetterTemplate, senderLines, workLines } from './draft-template.ts';

/** A notification under the law of the United States, 17 U.S.C. § 512(c)(3)(A), with its six elements. */
export const dmca: LetterTemplate = {
  name: 'dmca',
  title: 'Notification of claimed infringement under 17 U.S.C. § 512(c)(3)',
  scope: 'host',
  elements: [
    {
      provision: '§ 512(c)(3)(A)(i)',
      what: 'the signature of a person who may act for the rights holder',
      isGiven: ({ sender }) => isThere(sender.signature),
    },
    {
      provision: '§ 512(c)(3)(A)(ii)',
      what: 'the works, with each copy being of one of them',
      isGiven: ({ works, copies }) => works.length > 0 && copies.every((copy) => works.some(({ title }) => title === copy.title)),
    },
    { provision: '§ 512(c)(3)(A)(iii)', what: 'the copies, each with its exact address', isGiven: hasExactLocations },
    {
      provision: '§ 512(c)(3)(A)(iv)',
      what: "the sender's name, address, telephone number and e-mail address",
      isGiven: ({ sender: { name, address, phone, email } }) => [name, address, phone, email].every(isThere),
    },
    {
      provision: '§ 512(c)(3)(A)(v)',
      what: "the sender's statement of good faith",
      isGiven: ({ confirmed }) => confirmed.goodFaith === true,
    },
    {
      provision: '§ 512(c)(3)(A)(vi)',
      what: "the sender's statements of accuracy and, under penalty of perjury, of authority, and the rights holder's name",
      isGiven: ({ confirmed, rightsHolder }) => confirmed.accuracy === true && confirmed.authority === true && isThere(rightsHolder),
    },
  ],
  parts: (facts, host) => [
    { heading: '', paragraphs: [`To the designated agent of ${host}:`] },
    { heading: 'The works', paragraphs: ['The following works are claimed to be infringed:'], items: workLines(facts) },
    {
      heading: 'The material',
      paragraphs: ['The following material is claimed to be infringing. We ask that it be removed, or that access to it be disabled:'],
      items: copyLines(facts),
    },
    { heading: 'Contact', items: senderLines(facts) },
    {
      heading: 'Statements',
      paragraphs: [
        'I have a good faith belief that use of the material in the manner complained of is not authorized by the copyright owner, its agent, or the law.',
        `The information in this notification is accurate. Under penalty of perjury, I am authorized to act on behalf of ${facts.rightsHolder}, the owner of an exclusive right that is allegedly infringed.`,
      ],
    },
    { heading: 'Signature', paragraphs: [facts.sender.signature ?? ''] },
  ],
};
