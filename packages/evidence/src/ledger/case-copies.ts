import { checkFunction, checkObject } from '@streetdate/core/internal';
import type { FilmCopy, Library, StoredServer } from '@streetdate/engine';
import { readRecords } from '@streetdate/engine/internal';
import type { Verdict } from '@streetdate/matcher';
import { filmPages } from '../case/report-of-case.ts';
import type { DraftCopy, DraftFacts, DraftServer } from '../drafts/draft-facts.ts';
import { EXAMINER_WORDS } from '../drafts/examiner-words.ts';
import { COMMON_WORDS, DRAFT_LANGUAGES, type DraftLanguage, writingIn } from '../drafts/language.ts';
import { findingTold, summaryInWords, type Told } from '../words/summaries.ts';
import { decodeEntry } from './entry.ts';
import { judgedMatches } from './judged-match.ts';
import { Ledger } from './ledger.ts';

/** Options for {@link caseCopies}. */
export interface CaseCopiesOptions {
  /** The language of the findings. @defaultValue `en` */
  readonly language?: DraftLanguage | undefined;
}

/** What letters about a case are filled with. */
export interface CaseCopies extends Pick<DraftFacts, 'works' | 'copies' | 'decisions' | 'servers'> {
  /** Files that are called a leak, and that were seen neither at an address nor on a server of the case: no letter can name a place. */
  readonly withoutPlace: readonly string[];
}

/**
 * The works and copies of a case for letters: every copy that is judged a leak today, at the address where it was seen, and on each server that has it. The
 * address of a file on a server is a `file:` URL (RFC 8089) with the server's id as host. What people wrote of disputes is no part of it.
 * @throws RangeError when findings are not there in the language.
 */
export async function caseCopies(library: Library, options: CaseCopiesOptions = {}): Promise<CaseCopies> {
  checkObject('library', library);
  checkObject('library.catalogue', library.catalogue);
  checkFunction('library.catalogue.servers', library.catalogue.servers);
  checkObject('options', options);
  const { language = 'en' } = options;
  if (!DRAFT_LANGUAGES.includes(language)) throw new RangeError(`language must be one of ${DRAFT_LANGUAGES.join(', ')}, got ${language}`);
  const writing = writingIn(language);
  const { catalogue } = library;
  const records = await readRecords(catalogue);
  const servers = new Map((await catalogue.servers()).map((server) => [server.id, server]));
  const onServers = new Map<string, FilmCopy[]>();
  const withFilms = new Set<string>();
  for await (const page of servers.size === 0 ? [] : filmPages(catalogue, undefined)) {
    for (const copy of page) {
      withFilms.add(copy.serverId);
      if (copy.scanId !== undefined) onServers.set(copy.scanId, [...(onServers.get(copy.scanId) ?? []), copy]);
    }
  }
  const { digests, decisions } = await fromLedger(library, language);
  const [works, copies, withoutPlace] = [new Map<string, DraftFacts['works'][number]>(), [] as DraftCopy[], [] as string[]];
  for (const scan of await catalogue.scans()) {
    if (scan.matches.length === 0) continue;
    const sightings = (await catalogue.sightings([scan.id])).get(scan.id) ?? [];
    for (const { judged } of judgedMatches(scan, records, sightings)) {
      if (judged.verdict.kind !== 'pre-release-leak') continue;
      const { id, name, year, eidr, isan } = judged.title as { id: string; name: string; year?: number; eidr?: string; isan?: string };
      const identifier = eidr ?? (isan === undefined ? undefined : `ISAN ${isan.replace(/^ISAN\s*/i, '')}`);
      works.set(id, { title: name, ...(year !== undefined && { year }), ...(identifier !== undefined && { identifier }) });
      const { text: finding, lang: findingLanguage } = foreign(summaryInWords(judged.verdict, name, writing), language);
      const common = { title: name, scanId: scan.id, finding, ...(findingLanguage !== undefined && { findingLanguage }) };
      const { explain } = judged.verdict as unknown as Pick<Verdict, 'explain'>;
      const findings = explain.map((each) => ({ speaks: each.speaks, ...foreign(findingTold(each, writing), language) }));
      const before = copies.length;
      for (const { link, host, seenAt } of sightings) {
        const named = host ?? hostOf(link);
        if (link === undefined || named === undefined) continue;
        const sha256 = digests.get(scan.id);
        copies.push({
          ...common,
          host: named,
          location: link,
          ...(seenAt !== undefined && { seenAt }),
          ...(sha256 !== undefined && { sha256 }),
        });
      }
      for (const { serverId, path, digest } of onServers.get(scan.id) ?? []) {
        const { name: host, country, seenAt } = servers.get(serverId)!;
        const location = `file://${serverId}/${path.split('/').map(encodeURIComponent).join('/')}`;
        const sha256 = /^[0-9a-f]{64}$/.test(digest) ? digest : undefined;
        copies.push({
          ...common,
          host,
          location,
          country,
          ...(seenAt !== undefined && { seenAt }),
          ...(sha256 !== undefined && { sha256 }),
        });
      }
      // Equal contents are judged alike: the first copy has the findings for all.
      if (copies.length === before) withoutPlace.push(scan.path);
      else copies[before] = { ...copies[before]!, findings };
    }
  }
  const named = new Set(copies.map(({ scanId }) => scanId!));
  const ofCopies = decisions
    .filter(({ scanId }) => scanId === undefined || named.has(scanId))
    .map(({ scanId: _, ...decision }) => decision);
  const told = await toldServers(library, servers.values(), withFilms);
  return { works: [...works.values()], copies, decisions: ofCopies, servers: told, withoutPlace };
}

/** The servers that were read from an image or have images among their files, and those that hold fingerprints and no film. */
async function toldServers(
  { catalogue }: Library,
  servers: Iterable<StoredServer>,
  withFilms: ReadonlySet<string>,
): Promise<DraftServer[]> {
  const told: DraftServer[] = [];
  for (const { id, name: host, image } of servers) {
    const listedFingerprints = withFilms.has(id) ? undefined : (await catalogue.serverTotals(id)).fingerprints;
    const images = await catalogue.serverImages(id);
    if (image === undefined && images.length === 0 && listedFingerprints === undefined) continue;
    told.push({
      host,
      ...(image !== undefined && { image }),
      ...(images.length > 0 && { images }),
      ...(listedFingerprints !== undefined && { listedFingerprints }),
    });
  }
  return told;
}

/** What the ledger has for letters: the SHA-256 of scanned files, and what people decided and corrected. */
async function fromLedger(library: Library, language: DraftLanguage) {
  const [words, { colon }] = [EXAMINER_WORDS[language], COMMON_WORDS[language]];
  const digests = new Map<string, string>();
  const decisions: { readonly at: string; readonly by: string; readonly text: string; readonly scanId?: string }[] = [];
  const scanOf = new Map<number, string>();
  for await (const { text } of new Ledger(library).lines()) {
    const entry = decodeEntry(text);
    if ('reason' in entry) continue;
    const { event, position, at, by } = entry;
    if ('scanId' in event) scanOf.set(position, event.scanId);
    if (event.kind === 'scan' && 'media' in event && event.media.sha256 !== null) digests.set(event.scanId, event.media.sha256);
    if (event.kind === 'decision')
      decisions.push({ at, by, text: `${words.decided[event.decision]}. ${event.reason}`, scanId: event.scanId });
    if (event.kind === 'correction') {
      const scanId = scanOf.get(event.corrects);
      decisions.push({
        at,
        by,
        text: `${words.corrected(event.corrects)}${colon} ${event.reason}`,
        ...(scanId !== undefined && { scanId }),
      });
    }
  }
  return { digests, decisions };
}

/** A sentence with its language, where that is not the letter's. */
function foreign({ text, lang }: Told, language: DraftLanguage): { readonly text: string; readonly lang?: DraftLanguage } {
  return lang === undefined || lang === language ? { text } : { text, lang };
}

function hostOf(link = ''): string | undefined {
  try {
    return new URL(link).hostname || undefined;
  } catch {
    return undefined;
  }
}
