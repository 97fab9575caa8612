import { checkObject, checkPath } from '@streetdate/core/internal';
import { openEmbedded } from './open-embedded.ts';
import { openOnServers } from './open-on-servers.ts';
import type { Service, ServiceOptions } from './service.ts';
import { retentionOf } from './uploads/retention.ts';
import { webhookSender } from './webhooks/post.ts';

/**
 * Opens the service. Without servers it lies in a library's folder: SQLite, a folder for uploads, an in-process queue, nothing to install.
 * @param home - The library's folder, which the service holds. With servers a folder of this process alone, for what can be made again.
 * @throws StreetdateError as `openLibrary`; with servers also `store-unavailable`, and `runtime-missing` if their packages are not installed.
 * RangeError for a wrong address.
 */
export async function openService(home: string, options: ServiceOptions = {}): Promise<Service> {
  checkPath('home', home);
  checkObject('options', options);
  const { now, server, retention, webhooks, threads = 0, openLibraries = 10, webhookKey } = options;
  if (!Number.isInteger(openLibraries) || openLibraries < 1)
    throw new RangeError(`openLibraries must be a whole number from 1 on, got ${openLibraries}`);
  if (webhookKey !== undefined) checkPath('webhookKey', webhookKey);
  const kept = { keptThreads: threads || undefined, openLibraries, webhookKey };
  const opening = { retention: retentionOf(retention), webhooks: webhookSender(webhooks), ...kept };
  if (server === undefined) return openEmbedded(home, { ...opening, now: now ?? (() => new Date()) });
  return openOnServers(home, server, { ...opening, ...(now && { now }) });
}
