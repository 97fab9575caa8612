import { type Actor, mayDo } from '../accounts/actor.ts';
import type { Service } from '../service.ts';
import type { FastifyRequest } from './fastify.ts';
import { Problem } from './problem.ts';

/** Who asks. Before there are accounts, whoever reaches the server works for the first organisation. */
export async function actorOf(service: Service, _request: { readonly headers: object }): Promise<Actor> {
  const { firstOrganisationId } = service;
  return { organisationId: firstOrganisationId, role: 'admin', name: 'local', kind: 'local', isOfFirstOrganisation: true };
}

/**
 * Sets who asks, and refuses what its role may not do. It runs before the body is read and before any row is looked for.
 * @throws Problem 403. A route that names no action is for admins.
 */
export async function admit(service: Service, request: FastifyRequest): Promise<void> {
  const action = request.routeOptions.config.action;
  if (request.is404 || action === 'public') return;
  const actor = await actorOf(service, request);
  if (action === undefined ? actor.role !== 'admin' : !mayDo(actor, action)) {
    throw new Problem(403, 'not-allowed', `the role ${actor.role} may not do that${action === undefined ? '' : `: it needs ${action}`}`);
  }
  request.actor = actor;
}
