import type { Service } from '../service.ts';
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
  for (const organisationId of await organisationsWithSketches(service.database)) {
    const { catalogue } = await service.libraries.of(organisationId);
    await addJob(service.database, rescanJobOf(organisationId, await catalogue.revision()), service.now());
  }
}
