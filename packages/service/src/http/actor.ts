import type { Actor } from '../accounts/actor.ts';
import type { Service } from '../service.ts';

/** Who asks. Before there are accounts, whoever reaches the server works for the first organisation. */
export async function actorOf(service: Service, _request: { readonly headers: object }): Promise<Actor> {
  return { organisationId: service.firstOrganisationId, role: 'admin', name: 'local' };
}
