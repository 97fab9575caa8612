import type { SeenRecord } from '@streetdate/engine/records';

/** Places that are named; `--json` lists all. */
const MOST_PLACES = 5;

const BASIS: Readonly<Record<SeenRecord['seenAtBasis'], string>> = {
  observed: 'observed',
  reported: 'reported',
  'file-time': "by the file's own time",
  unknown: 'how that is known is unknown',
};

/** Where a file was seen, a line for each place: `seen at https://host.example/v/1 (DE), 2027-02-07T12:00:00Z, observed`. */
export function placesInWords(seen: readonly SeenRecord[]): string[] {
  const lines = seen.slice(0, MOST_PLACES).map((place) => `seen at ${placeInWords(place)}`);
  const left = seen.length - lines.length;
  return left > 0 ? [...lines, `and at ${left} more ${left === 1 ? 'place' : 'places'}; --json lists all`] : lines;
}

/** One place and time. */
export function placeInWords({ link, host, account, territory, seenAt, seenAtBasis, fault }: SeenRecord): string {
  const on = link !== undefined && host !== undefined ? `${link} on ${host}` : (link ?? host ?? 'an unnamed place');
  const by = account === undefined ? on : `${on}, account ${account}`;
  const where = territory === undefined ? by : `${by} (${territory})`;
  const when = seenAt === undefined ? `${where}, time unknown` : `${where}, ${seenAt}, ${BASIS[seenAtBasis]}`;
  return fault === undefined ? when : `${when}; its row cannot be read in full: ${fault}`;
}
