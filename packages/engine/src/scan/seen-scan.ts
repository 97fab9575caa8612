import type { Sighting } from '@streetdate/matcher';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { StoredScan, StoredSighting } from '../catalogue/stored.ts';

/**
 * Stores a scan with the place where its file was seen. The place is stored beside the others of the file. The scan keeps the sighting that
 * says most: its own, or the one that is stored.
 */
export async function putSeenScan(
  writer: CatalogueWriter,
  scan: StoredScan,
  {
    link,
    host,
    account,
    recordedAt,
  }: {
    readonly link: string | undefined;
    readonly host: string | undefined;
    readonly account: string | undefined;
    readonly recordedAt: string;
  },
): Promise<void> {
  const { seenAt, seenAtBasis, territory } = scan.sighting;
  const before = (await writer.scan(scan.id))?.sighting;
  const sighting = before !== undefined && !saysMore(scan.sighting, before) ? before : scan.sighting;
  await writer.putScan({ ...scan, sighting });
  const place: Omit<StoredSighting, 'scanId'> = {
    ...(link !== undefined && { link }),
    ...(host !== undefined && { host }),
    ...(account !== undefined && { account }),
    ...(territory !== undefined && { territory }),
    ...(seenAt !== undefined && { seenAt }),
    seenAtBasis,
    recordedAt,
  };
  await writer.putSighting({ scanId: scan.id, ...place });
}

/** Whether a sighting says more than another: its time is one that may decide a verdict, or else it is earlier. */
function saysMore(one: Sighting, other: Sighting): boolean {
  if (isDecisive(one) !== isDecisive(other)) return isDecisive(one);
  const [ms, otherMs] = [one, other].map(({ seenAt }) => Date.parse(seenAt ?? ''));
  return Number.isNaN(otherMs) || ms! < otherMs!;
}

/** Anyone can set a file's own time, so that it decides nothing. */
function isDecisive({ seenAt, seenAtBasis }: Sighting): boolean {
  return seenAt !== undefined && (seenAtBasis === 'observed' || seenAtBasis === 'reported');
}
