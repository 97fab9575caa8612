import { appendAllPending } from '../accounts/audit.ts';
import type { Libraries } from '../organisations/libraries.ts';
import type { Service } from '../service.ts';
import { sumUpTally } from '../store/tally.ts';
import { organisationsWithSketches } from '../uploads/kept-sketches.ts';
import { addJob } from './jobs.ts';
import { rescanJobOf } from './rescan.ts';
import { addRetention } from './retention.ts';

/**
 * Adds the jobs that no request asks for: the search for new references in earlier uploads, and the removal of what is kept too long. Each has
 * a key, so that any number of workers may ask.
 */
export async function addPeriodicJobs(service: Service): Promise<void> {
  await addRetention(service);
  const { database, libraries, now } = service;
  await sumUpTally(database);
  await appendAllPending(database);
  for (const organisationId of due(await organisationsWithSketches(database), libraries, now())) {
    const revision = await libraries.use(organisationId, ({ catalogue }) => catalogue.revision());
    await addJob(database, rescanJobOf(organisationId, revision), now());
  }
}

/** Organisations whose libraries are open, since one that was enrolled in is, and one of the others: all would be opened and closed in vain. */
function due(organisationIds: readonly string[], libraries: Libraries, now: Date): string[] {
  const open = organisationIds.filter((id) => libraries.isOpen(id));
  const others = organisationIds.filter((id) => !open.includes(id));
  return others.length === 0 ? open : [...open, others[Math.floor(now.getTime() / TURN_MS) % others.length]!];
}

/** How long it is the turn of one of the libraries that are not open, milliseconds. */
const TURN_MS = 5000;
