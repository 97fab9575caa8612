import type { ListFilter, StreetdateClient, Title, Upload } from '@streetdate/client';

/** A street date, as a distributor's planning has it. */
export interface StreetDate {
  readonly title: string;
  readonly territory: string;
  readonly channel: Title['windows'][number]['channel'];
  /** A day, or an instant with an offset. */
  readonly opensAt: string;
  /** IANA time zone of a day. */
  readonly timeZone?: string;
}

/** What somebody has to look at in the morning. */
export interface Morning {
  /** Titles whose street dates were stored. */
  readonly titles: number;
  readonly leaks: readonly Upload[];
  /** Uploads about which the facts do not decide, and nobody has decided yet. */
  readonly toReview: readonly Upload[];
}

/** Stores the street dates of the planning, and lists what came in since the last night. Changed dates have earlier uploads judged again by themselves. */
export async function runNight(client: StreetdateClient, dates: readonly StreetDate[], since: Date): Promise<Morning> {
  const windowsOf = new Map<string, Omit<StreetDate, 'title'>[]>();
  for (const { title, ...window } of dates) windowsOf.set(title, [...(windowsOf.get(title) ?? []), window]);
  for (const [name, windows] of windowsOf) {
    const { error } = await client.api.POST('/v1/titles', { body: { name, windows } });
    if (error !== undefined) throw new Error(`${name}: ${error.detail ?? error.title}`);
  }
  return {
    titles: windowsOf.size,
    leaks: await listed(client, { verdict: 'pre-release-leak', from: since.toISOString() }),
    toReview: await listed(client, { verdict: 'needs-review', decided: 'none', from: since.toISOString() }),
  };
}

async function listed(client: StreetdateClient, filter: ListFilter): Promise<Upload[]> {
  const found: Upload[] = [];
  for await (const upload of client.uploads(filter)) found.push(upload);
  return found;
}

/** The morning's mail, as text. */
export function mailOf({ titles, leaks, toReview }: Morning, url: string): string {
  const lines = (uploads: readonly Upload[]) =>
    uploads.map(({ id, verdict }) => `  ${verdict?.outcome.verdict.summary}\n    ${url}/uploads/${id}`);
  return [
    `Street dates of ${titles} titles are stored.`,
    `Leaks since the last night: ${leaks.length}`,
    ...lines(leaks),
    `Uploads that need a person: ${toReview.length}`,
    ...lines(toReview),
  ].join('\n');
}
