import { inWords } from '../words/writing.ts';
import { dateInWords } from './date-words.ts';
import type { DraftCopy, DraftServer } from './draft-facts.ts';
import { COPY_ELEMENTS, findingOf, isThere, type LetterTemplate, senderLines, workLines } from './draft-template.ts';
import { EXAMINER_WORDS } from './examiner-words.ts';
import { COMMON_WORDS, type DraftLanguage, titlesOf, writingIn } from './language.ts';
import type { DraftPart, LetterText } from './letter.ts';

/**
 * An examiner's report on all copies: a first page for a person without training, with what is claimed and what is not; then the exhibits with their
 * digests, pictures side by side, method, error rates of the shipped benchmark, limits, words, and what was decided and corrected.
 */
export const examinerReport: LetterTemplate = {
  name: 'examiner-report',
  titles: titlesOf(EXAMINER_WORDS),
  scope: 'case',
  elements: [
    { provision: 'report', what: 'the examiner’s name', isGiven: ({ sender: { name } }) => isThere(name) },
    { provision: 'report', what: 'for whom it is made: the rights holder', isGiven: ({ rightsHolder }) => isThere(rightsHolder) },
    { provision: 'report', ...COPY_ELEMENTS.locations },
    { provision: 'report', ...COPY_ELEMENTS.instants },
    { provision: 'report', ...COPY_ELEMENTS.findings },
  ],
  parts: (facts, _, language) => {
    const words = EXAMINER_WORDS[language];
    const common = COMMON_WORDS[language];
    const hosts = new Set(facts.copies.map(({ host }) => host)).size;
    const decisions = (facts.decisions ?? []).map(({ at, by, text }) => `${dateInWords(at, language)}, ${by}${common.colon} ${text}`);
    return [
      { heading: words.claimed, items: words.claims(common.copies(facts.copies.length), common.servers(hosts)) },
      { heading: words.notClaimed, items: words.notClaims },
      { heading: '', paragraphs: [words.forWhom(facts.rightsHolder ?? '')], items: workLines(facts) },
      { heading: words.by, items: senderLines(facts, language) },
      { heading: words.exhibits, items: facts.copies.map((copy, at) => exhibitLine(copy, at + 1, language)), newPage: true },
      ...findingsOf(facts.copies, language),
      ...serversOf(facts.servers ?? [], language),
      ...picturesOf(facts.copies, language),
      { heading: words.method, items: words.steps, newPage: true },
      { heading: words.errors, items: words.rates },
      { heading: words.limits, items: words.limitTexts },
      { heading: words.glossary, items: words.terms },
      decisions.length > 0 ? { heading: words.decisions, items: decisions } : { heading: words.decisions, paragraphs: [words.noDecisions] },
    ];
  },
};

function exhibitLine(copy: DraftCopy, number: number, language: DraftLanguage): LetterText {
  const { host, location, title, seenAt = '', sha256 } = copy;
  const [words, common] = [EXAMINER_WORDS[language], COMMON_WORDS[language]];
  const digest = sha256 === undefined ? words.noDigest : `SHA-256 ${sha256}`;
  const place = `${words.exhibit(number)}${common.colon} ${host}, ${location} (${title}, ${common.seen} ${dateInWords(seenAt, language)})`;
  return [`${place}, ${digest}. `, findingOf(copy, language)];
}

/** What speaks for and against a leak, of each content once: copies that are equal byte for byte are judged alike. */
function findingsOf(copies: readonly DraftCopy[], language: DraftLanguage): DraftPart[] {
  const [words, { colon }] = [EXAMINER_WORDS[language], COMMON_WORDS[language]];
  return (['for', 'against'] as const).flatMap((side) => {
    const items = copies.flatMap(({ findings = [] }, at): LetterText[] =>
      findings
        .filter(({ speaks }) => speaks === side)
        .map(({ text, lang = language }) => [`${words.exhibit(at + 1)}${colon} `, lang === language ? text : { text, lang }]),
    );
    return items.length === 0 ? [] : [{ heading: inWords(`reasons.${side}`, writingIn(language)), items }];
  });
}

/** The images that servers were read from and those among their files, with their digests, and the servers that have fingerprints alone. */
function serversOf(servers: readonly DraftServer[], language: DraftLanguage): DraftPart[] {
  const [words, { colon }] = [EXAMINER_WORDS[language], COMMON_WORDS[language]];
  const all = servers.flatMap(({ host, image, images: among = [] }) => [
    ...(image === undefined ? [] : [{ host, ...image }]),
    ...among.map(({ path, ...each }) => ({ host: `${host}, ${path}`, ...each })),
  ]);
  const images = all.map(({ host, ...image }) => {
    const { format, bytes, sha256, sha1, md5, statedMd5, statedSha1 } = image;
    const stated = [...(statedSha1 === undefined ? [] : [`SHA-1 ${statedSha1}`]), ...(statedMd5 === undefined ? [] : [`MD5 ${statedMd5}`])];
    const computed = `${words.computed} SHA-256 ${sha256}, SHA-1 ${sha1}, MD5 ${md5}`;
    return `${host}${colon} ${words.image(IMAGE_FORMS[format], bytes)}. ${computed}. ${stated.length > 0 ? `${words.stated} ${stated.join(', ')}` : words.statesNone}.`;
  });
  const lists = servers.flatMap(({ host, listedFingerprints }) =>
    listedFingerprints === undefined ? [] : [`${host}${colon} ${words.fingerprintList(listedFingerprints)}`],
  );
  return [
    ...(images.length > 0 ? [{ heading: words.images, items: images }] : []),
    ...(lists.length > 0 ? [{ heading: words.fingerprintLists, paragraphs: [words.noCopies], items: lists }] : []),
  ];
}

/** What people call the forms of images. */
const IMAGE_FORMS = { raw: 'raw', ewf: 'E01', iso: 'ISO' } as const;

/** The pictures of each content once: copies that are equal byte for byte show the same. */
function picturesOf(copies: readonly DraftCopy[], language: DraftLanguage): DraftPart[] {
  const words = EXAMINER_WORDS[language];
  const pairs = copies.flatMap(({ pictures = [] }, at) =>
    pictures.map(({ query, reference, queryTime, referenceTime }) => ({
      left: query,
      right: reference,
      caption: words.pair(at + 1, clock(queryTime), clock(referenceTime)),
    })),
  );
  return pairs.length === 0 ? [] : [{ heading: words.pictures, pairs, newPage: true }];
}

/** Seconds as `1:02:03`. */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [minutes, rest] = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  return `${Math.floor(whole / 3600)}:${minutes}:${rest}`;
}
