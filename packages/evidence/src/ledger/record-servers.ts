import { checkList, checkObject, checkString } from '@streetdate/core/internal';
import type { Library, StoredServer } from '@streetdate/engine';
import { toHex } from '../bytes/bytes.ts';
import { GrowingRoot } from '../proofs/growing-root.ts';
import { appendFresh } from './append-fresh.ts';
import type { LedgerEntry, LedgerEvent } from './entry.ts';
import type { Ledger } from './ledger.ts';
import { hashLine } from './server-line.ts';
import { lineOfFile, serverList } from './server-list.ts';

/**
 * Adds to the ledger which servers were taken into the case and is not recorded yet: name, country, custodian, counts, and the root of the Merkle
 * tree over the list of files. A second call adds nothing, unless a server has changed.
 * @param by - Who has it recorded.
 * @param ids - Ids of servers. @defaultValue all servers
 * @throws RangeError for an id that no server has; then nothing is added.
 */
export async function recordServers(
  ledger: Ledger,
  library: Library,
  by: string,
  ids?: readonly string[],
): Promise<readonly LedgerEntry[]> {
  checkObject('ledger', ledger);
  checkObject('library', library);
  checkString('by', by);
  if (ids !== undefined) checkList('ids', ids, checkString);
  const servers = await library.catalogue.servers();
  const unknown = ids?.find((id) => !servers.some((server) => server.id === id));
  if (unknown !== undefined) throw new RangeError(`ids must be those of servers of the case, got ${unknown}`);
  const events: LedgerEvent[] = [];
  for (const server of servers) if (ids === undefined || ids.includes(server.id)) events.push(await serverEvent(library, server));
  return appendFresh(ledger, by, events);
}

/** What the ledger keeps of a server. */
async function serverEvent(library: Library, server: StoredServer): Promise<LedgerEvent> {
  const { id, name, country, custodian, seenAt, source, path, addedAt, image } = server;
  const { bytes, digested, unread, fingerprints } = await library.catalogue.serverTotals(id);
  const unreadPlaces = (await library.catalogue.serverProblems(id)).length;
  const images = await library.catalogue.serverImages(id);
  const list = new GrowingRoot();
  for await (const file of serverList(library, id)) list.append(hashLine(lineOfFile(file)));
  return {
    kind: 'server',
    serverId: id,
    name,
    country,
    ...(custodian !== undefined && { custodian }),
    ...(seenAt !== undefined && { seenAt }),
    source,
    path: Buffer.from(path).toString(),
    ...(image !== undefined && { image }),
    ...(images.length > 0 && { images }),
    addedAt,
    files: list.size,
    bytes,
    digested,
    unread,
    unreadPlaces,
    ...(fingerprints !== undefined && { fingerprints }),
    filesRoot: toHex(list.root()),
  };
}
