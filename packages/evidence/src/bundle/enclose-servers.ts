import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredServer } from '@streetdate/engine';
import { toHex } from '../bytes/bytes.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { hashLine, type ServerListLine } from '../ledger/server-line.ts';
import { lineOfFile, serverList } from '../ledger/server-list.ts';
import { MerkleTree } from '../proofs/merkle-tree.ts';
import type { ProvenFile } from './server-proofs.ts';

/** A server on which scanned files are, with the tree over its list. */
export interface EnclosedServer {
  readonly server: StoredServer;
  /** Root over its list as it is now, in hexadecimal. */
  readonly filesRoot: string;
  /** Its files with the contents of the scans. */
  readonly copies: readonly { readonly scanId: string; readonly line: ServerListLine; readonly position: number }[];
  readonly tree: MerkleTree;
}

/** Copies that are read at once. */
const PAGE = 1000;

/** The servers on which the contents of scans are, by id. */
export async function findServers(library: Library, scanIds: ReadonlySet<string>): Promise<ReadonlyMap<string, EnclosedServer>> {
  const { catalogue } = library;
  const servers = await catalogue.servers();
  const scans = new Map<string, Map<string, string>>();
  for (let after: string | undefined = servers.length > 0 ? '' : undefined; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof catalogue.filmCopies>> = await catalogue.filmCopies({ after, most: PAGE });
    for (const { serverId, path, scanId } of page) {
      if (scanId === undefined || !scanIds.has(scanId)) continue;
      const ofServer = scans.get(serverId) ?? new Map<string, string>();
      scans.set(serverId, ofServer.set(path, scanId));
    }
    after = page.at(-1)?.digest;
  }
  const found = new Map<string, EnclosedServer>();
  for (const server of servers) {
    const ofServer = scans.get(server.id);
    if (ofServer === undefined) continue;
    const tree = new MerkleTree();
    const copies: { scanId: string; line: ServerListLine; position: number }[] = [];
    for await (const file of serverList(library, server.id)) {
      const [line, scanId] = [lineOfFile(file), ofServer.get(file.path)];
      if (scanId !== undefined) copies.push({ scanId, line, position: tree.size });
      tree.append(hashLine(line));
    }
    found.set(server.id, { server, filesRoot: toHex(tree.root()), copies, tree });
  }
  return found;
}

/**
 * Proofs that the files are in the lists that the ledger recorded.
 * @param entries - The ledger's entries that the bundle encloses.
 * @throws StreetdateError `bad-evidence` when the ledger does not have a server as it is now.
 */
export function proveFiles(servers: ReadonlyMap<string, EnclosedServer>, entries: readonly LedgerEntry[]): readonly ProvenFile[] {
  return [...servers.values()].flatMap(({ server, filesRoot, copies, tree }) => {
    const entry = entries.findLast(({ event }) => event.kind === 'server' && event.serverId === server.id && event.filesRoot === filesRoot);
    if (entry === undefined) throw new StreetdateError('bad-evidence', `the ledger does not have the server ${server.name} as it is now`);
    return copies.map(({ scanId, line, position }) => ({
      entry: entry.position,
      scanId,
      file: line,
      position,
      hashes: tree.inclusionProof(position).map(toHex),
    }));
  });
}
