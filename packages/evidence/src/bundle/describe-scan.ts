import { basename } from 'node:path';
import { decodeFingerprint, type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredScan } from '@streetdate/engine';
import type { Match } from '@streetdate/matcher';
import { FEATURE_VIEW } from '@streetdate/matcher/internal';
import { toBytes, toHex, toText } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import type { ScanEvent } from '../ledger/entry.ts';
import { judgedMatches, publicSighting, type Records } from '../ledger/judged-match.ts';
import type { CaseInterval, CaseMatch, CaseScan } from './case-file.ts';
import { unlikeScan } from './compare-match.ts';
import { type EnclosedInterval, encloseInterval, MARGIN, matchIntervals } from './interval-match.ts';

/** A pair of frames for a bundle. */
export interface BundlePictures {
  /** Seconds into the query. */
  readonly queryTime: number;
  /** Seconds into the reference. */
  readonly referenceTime: number;
  /** JPEG of the query's frame. @defaultValue it could not be decoded */
  readonly query?: Uint8Array;
  /** JPEG of the reference's frame. @defaultValue it could not be decoded */
  readonly reference?: Uint8Array;
}

/** Gives the frames of a match. */
export type PicturesOf = (scan: StoredScan, match: Match) => Promise<readonly BundlePictures[]>;

/**
 * What a bundle states of a scan. Fingerprints and pictures are added to its payload.
 * @param recorded - The scan as the ledger has it.
 * @throws StreetdateError `bad-evidence` when the ledger does not have it in its present form, or a match cannot be computed from its fingerprints.
 */
export async function describeScan(
  library: Library,
  scan: StoredScan,
  recorded: ScanEvent | undefined,
  records: Records,
  payload: Map<string, Uint8Array>,
  picturesOf: PicturesOf,
): Promise<CaseScan> {
  const { id: scanId, fingerprintSha256, programVersion, scannedAt, matches: found, path } = scan;
  const fileName = toText(toBytes(basename(path)));
  if (recorded === undefined)
    throw new StreetdateError('bad-evidence', `${fileName}: the ledger does not have its scan ${scanId} as it is now`);
  const load = async (digest: string): Promise<Fingerprint> => decodeFingerprint(await library.blobs.get('fingerprint', digest));
  const query = await load(fingerprintSha256);
  const sightings = (await library.catalogue.sightings([scanId])).get(scanId) ?? [];
  const matches: CaseMatch[] = [];
  for (const { match, judged, referenceFingerprintSha256 } of judgedMatches(scan, records, sightings)) {
    const { shown, original, recomputed } = encloseMatch(query, await load(referenceFingerprintSha256), match, fileName);
    matches.push({
      ...(judged as unknown as Omit<CaseMatch, 'referenceFingerprintSha256'>),
      referenceFingerprintSha256,
      query: enclose(shown),
      referenceInterval: enclose(original),
      recomputed,
      pictures: (await picturesOf(scan, match)).map(({ queryTime, referenceTime, query: left, reference: right }) => ({
        queryTime,
        referenceTime,
        ...(left && { query: keep(left, 'pictures', 'jpg') }),
        ...(right && { reference: keep(right, 'pictures', 'jpg') }),
      })),
    });
  }
  const { media, fingerprint } = recorded;
  const sighting = publicSighting(scan, sightings);
  return { scanId, fileName, media, fingerprintSha256, fingerprint, programVersion, scannedAt, sighting, found, matches };

  /** Keeps a file under its digest. @returns Its path below `data/`. */
  function keep(bytes: Uint8Array, folder: string, extension: string): string {
    const file = `${folder}/${toHex(sha256(bytes))}.${extension}`;
    payload.set(file, bytes);
    return file;
  }

  function enclose({ start, end, bytes, chunks }: EnclosedInterval): CaseInterval {
    return { start, end, file: keep(bytes, 'fingerprints', 'sdfp'), chunks };
  }
}

/** The same margin for a reference that was found by its keypoints. They are weighed against other shots, which are further away. */
const MARGIN_OF_KEYPOINTS = 90;

/** Encloses as little of both films as shows the match: with a margin, with a long one, or the whole films. */
function encloseMatch(query: Fingerprint, reference: Fingerprint, match: Match, fileName: string) {
  const { segments, referenceId } = match;
  const first = segments.some(({ queryView }) => queryView === FEATURE_VIEW) ? MARGIN_OF_KEYPOINTS : MARGIN;
  const times = (name: 'queryStart' | 'queryEnd' | 'referenceStart' | 'referenceEnd') => segments.map((segment) => segment[name]);
  let unlike: string | undefined;
  for (const [ofQuery, ofReference] of [
    [MARGIN, first],
    [MARGIN_OF_KEYPOINTS, 600],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ] as const) {
    const shown = encloseInterval(query, times('queryStart'), times('queryEnd'), ofQuery);
    const original = encloseInterval(reference, times('referenceStart'), times('referenceEnd'), ofReference);
    const recomputed = matchIntervals(shown.bytes, original.bytes, referenceId);
    unlike = unlikeScan(match, recomputed, { query: shown.start, reference: original.start });
    if (unlike === undefined) return { shown, original, recomputed };
  }
  throw new StreetdateError(
    'bad-evidence',
    `${fileName}: its match with ${referenceId} is not found again in both fingerprints: ${unlike}`,
  );
}
