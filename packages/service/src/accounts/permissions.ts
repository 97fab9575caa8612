import type { Role } from './roles.ts';

/** What an action does, and the least role that may do it. */
export interface Permission {
  /** The least role that may do it. */
  readonly least: Role;
  /** What it does in words, as the documentation lists it. */
  readonly does: string;
  /** Whether it concerns all organisations, so that only the first one, which runs the service, may do it. @defaultValue false */
  readonly concernsService?: boolean;
}

/**
 * Every action, with the least role that may do it: the only place that says so. A route names its action. `docs/accounts.md` has the same
 * table.
 */
export const PERMISSIONS = {
  'titles.read': { least: 'viewer', does: 'see titles, windows, references and where copies are allowed' },
  'uploads.read': { least: 'viewer', does: 'see uploads, their verdicts and their progress' },
  'searches.send': { least: 'viewer', does: 'search by a fingerprint without storing it' },
  'self.read': { least: 'viewer', does: 'see who one is, and one’s own sessions' },
  'self.write': { least: 'viewer', does: 'change one’s own password, end one’s own sessions' },
  'uploads.send': { least: 'analyst', does: 'send uploads and sightings in' },
  'uploads.cancel': { least: 'analyst', does: 'cancel an upload' },
  'pictures.read': { least: 'analyst', does: 'see pictures of uploads and references' },
  'case.read': { least: 'analyst', does: 'see the servers of the case, and what they share' },
  'signals.read': { least: 'analyst', does: 'export signals' },
  'disputes.read': { least: 'analyst', does: 'see who disputes a verdict and why, and what had left the house before a correction' },
  'decisions.read': { least: 'analyst', does: 'see what people decided about verdicts, and how often verdicts were right' },
  'decisions.write': { least: 'analyst', does: 'decide about verdicts' },
  'titles.write': { least: 'operator', does: 'enroll titles, change their windows and where copies are allowed' },
  'disputes.write': { least: 'operator', does: 'record disputes, and how they end' },
  'uploads.delete': { least: 'operator', does: 'remove uploads and what was kept of them' },
  'titles.delete': { least: 'operator', does: 'remove titles and references and what was kept of them' },
  'holds.read': { least: 'operator', does: 'see legal holds' },
  'signals.write': { least: 'operator', does: 'import signals' },
  'jobs.read': { least: 'operator', does: 'see jobs and dead letters' },
  'jobs.write': { least: 'operator', does: 'send dead letters again' },
  'webhooks.read': { least: 'operator', does: 'see webhooks and what was delivered' },
  'webhooks.write': { least: 'operator', does: 'add, change and remove webhooks' },
  'metrics.read': { least: 'operator', does: 'read the service’s metrics', concernsService: true },
  'accounts.read': { least: 'admin', does: 'see accounts' },
  'accounts.write': { least: 'admin', does: 'add, change, close and remove accounts' },
  'keys.read': { least: 'admin', does: 'see API keys, without their secrets' },
  'keys.write': { least: 'admin', does: 'make and revoke API keys' },
  'audit.read': { least: 'admin', does: 'read and export the audit log' },
  'decisions.policy': { least: 'admin', does: 'say how many people have to agree about a verdict' },
  'holds.write': { least: 'admin', does: 'set and end legal holds' },
  'organisation.export': { least: 'admin', does: 'export all that the organisation has' },
  'organisations.manage': { least: 'admin', does: 'add, rename, limit and remove organisations', concernsService: true },
} as const satisfies Readonly<Record<string, Permission>>;

/** One of {@link PERMISSIONS}. */
export type Action = keyof typeof PERMISSIONS;

/** Every action. */
export const ACTIONS = Object.keys(PERMISSIONS) as Action[];
