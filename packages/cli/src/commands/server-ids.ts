import type { Library } from '@streetdate/engine';
import { UsageError } from '../exit.ts';

/** The ids of servers that are named by name or id, for `--right-clock`. */
export async function idsOfServers(library: Library, names: readonly string[]): Promise<readonly string[]> {
  const servers = await library.catalogue.servers();
  return names.map((name) => {
    const found = servers.find((server) => server.name === name || server.id === name);
    if (found === undefined) throw new UsageError(`--right-clock must name a server of the case, got ${name}`);
    return found.id;
  });
}
