import { checkObject } from '@streetdate/core/internal';
import type { StoredScan, StoredSighting } from '@streetdate/engine';
import { factsOf, type readRecords } from '@streetdate/engine/internal';
import { judge, type Match, type Reference, type Sighting } from '@streetdate/matcher';
import { toBytes, toText } from '../bytes/bytes.ts';
import type { VerdictEvent } from './entry.ts';

/** What the catalogue knows that verdicts are by. */
export type Records = Awaited<ReturnType<typeof readRecords>>;

/** A match with everything that its verdict is by, as ledgers and bundles have it. */
export type JudgedMatch = VerdictEvent['judged'][number];

/** Each match of a scan with a title that is still there, and what it means. */
export function judgedMatches(
  scan: StoredScan,
  records: Records,
  sightings: readonly StoredSighting[],
): readonly { readonly match: Match; readonly judged: JudgedMatch; readonly referenceFingerprintSha256: string }[] {
  checkObject('scan', scan);
  return scan.matches.flatMap((match) => {
    const facts = factsOf(scan, match, records, sightings);
    if (facts === undefined) return [];
    const { windows, unreadable: _, ...title } = facts.title;
    const { sourceEvidence, heldBack, allowedBy, disputes } = facts;
    const published = facts.published.map((each) => ({ ...each, promo: publicReference(each.promo) }));
    const reference = publicReference(facts.reference);
    const given = { title, reference, sourceEvidence, published, heldBack, ...(allowedBy && { allowedBy }), ...(disputes && { disputes }) };
    const judged = plain({
      ...{ title, reference, windows, sourceEvidence },
      ...(published.length > 0 && { published }),
      ...(heldBack.length > 0 && { heldBack }),
      ...(allowedBy && { allowedBy }),
      ...(disputes && { disputes }),
      verdict: judge(match, windows, scan.sighting, given),
    }) as unknown as JudgedMatch;
    return [{ match, judged, referenceFingerprintSha256: facts.reference.fingerprintSha256 }];
  });
}

/** When and where a scanned file was seen. Its location is the link or host that was reported; the path on this machine is nobody's business. */
export function publicSighting({ sighting }: Pick<StoredScan, 'sighting'>, reports: readonly StoredSighting[]): Sighting {
  checkObject('sighting', sighting);
  const { location: _, ...when } = sighting;
  const same = reports.find(
    ({ seenAt, seenAtBasis, territory }) => seenAt === when.seenAt && seenAtBasis === when.seenAtBasis && territory === when.territory,
  );
  const location = same?.link ?? same?.host;
  // Half of a surrogate pair, as some file systems allow, becomes a replacement character.
  return { ...when, ...(location !== undefined && { location: toText(toBytes(location)) }) };
}

/** What of a reference may leave the house: not where its media lies. */
function publicReference({ id, titleId, kind, edition, promo, duration }: Reference): Reference {
  return {
    ...{ id, titleId, kind },
    ...(edition !== undefined && { edition }),
    ...(promo && { promo }),
    ...(duration !== undefined && { duration }),
  };
}

/** A value as JSON has it. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
