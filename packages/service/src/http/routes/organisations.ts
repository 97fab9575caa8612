import { hasAdmin } from '../../accounts/accounts.ts';
import { audited } from '../../accounts/audit.ts';
import { addLink } from '../../accounts/links.ts';
import {
  addOrganisation,
  findOrganisation,
  listOrganisations,
  type Organisation,
  renameOrganisation,
} from '../../organisations/organisations.ts';
import { newId } from '../../store/ids.ts';
import { asOrganisation } from '../../store/scope.ts';
import { auditSource } from '../actor.ts';
import type { FastifyRequest, Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { next, pageOf, pageQuery } from '../paging.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { accountLink, name, organisation } from './account-records.ts';
import { linkAnswer } from './accounts.ts';

const params = z.object({ id });
const action = 'organisations.manage';

/**
 * Organisations, for the admins of the first one, which runs the service. They see names and nothing else: they get no way into another
 * organisation once it has an admin.
 */
export const organisationRoutes: Routes = (server, { service }) => {
  const { database } = service;
  const known = (found: Organisation | undefined, organisationId: string): Organisation => {
    if (found === undefined) throw new Problem(404, 'unknown-organisation', `there is no organisation ${organisationId}`);
    return found;
  };
  const taken = (isTaken: boolean, taken: string) => {
    if (isTaken) throw new Problem(409, 'organisation-conflict', `there is an organisation named ${taken}`);
  };
  /** In the log of the other organisation too: its admins see that the service made a way in. */
  const makeLink = async (request: FastifyRequest, organisationId: string) => {
    const source = { ...auditSource(request), organisationId };
    const link = await asOrganisation(organisationId, () =>
      audited(database, source, { action, detail: { link: true } }, service.now(), async (transaction) => {
        if (await hasAdmin(transaction, organisationId)) throw new Problem(409, 'organisation-conflict', 'this organisation has an admin');
        return addLink(transaction, { organisationId }, service.now());
      }),
    );
    return linkAnswer(link, '/set-up');
  };

  server.get(
    '/v1/organisations',
    operation(
      {
        id: 'listOrganisations',
        summary: 'List organisations',
        description: 'For admins of the first organisation, which runs the service.',
        tag: 'accounts',
        action,
      },
      { querystring: z.object(pageQuery), response: { 200: z.object({ organisations: z.array(organisation), next }) } },
    ),
    async ({ query }) => {
      const { page, ...rest } = pageOf(await listOrganisations(database), query);
      return { organisations: [...page], ...rest };
    },
  );

  server.post(
    '/v1/organisations',
    operation(
      {
        id: 'addOrganisation',
        summary: 'Add an organisation',
        description: 'It gets a library of its own. Give the link in the answer to its first admin; it is shown once and lasts a day.',
        tag: 'accounts',
        action,
        problems: [409],
      },
      { body: z.object({ name }), response: { 201: z.object({ organisation, link: accountLink }) } },
    ),
    async (request, reply) => {
      const organisationId = newId();
      const event = { action, target: { kind: 'organisation', id: organisationId }, detail: { added: request.body.name } };
      const added = await audited(database, auditSource(request), event, service.now(), async (transaction) => {
        const made = await addOrganisation(transaction, { id: organisationId, name: request.body.name }, service.now());
        taken(made === undefined, request.body.name);
        return known(made, organisationId);
      });
      const link = await makeLink(request, organisationId);
      return reply.code(201).header('cache-control', 'no-store').send({ organisation: added, link });
    },
  );

  server.patch(
    '/v1/organisations/:id',
    operation(
      {
        id: 'renameOrganisation',
        summary: 'Rename an organisation',
        description: 'Its accounts sign in with the new name from then on.',
        tag: 'accounts',
        action,
        problems: [409],
      },
      { params, body: z.object({ name }), response: { 200: organisation } },
    ),
    async (request) => {
      const { params, body } = request;
      const event = { action, target: { kind: 'organisation', id: params.id }, detail: { name: body.name } };
      return audited(database, auditSource(request), event, service.now(), async (transaction) => {
        const renamed = await renameOrganisation(transaction, params.id, body.name);
        taken(renamed === 'taken', body.name);
        return known(renamed === 'taken' ? undefined : renamed, params.id);
      });
    },
  );

  server.post(
    '/v1/organisations/:id/links',
    operation(
      {
        id: 'addOrganisationLink',
        summary: 'Make a link for the first admin of an organisation',
        description: 'For an organisation that has no admin yet, whose first link was lost or has expired. Earlier links end.',
        tag: 'accounts',
        action,
        problems: [409, 413, 415],
      },
      { params, response: { 201: accountLink } },
    ),
    async (request, reply) => {
      known(await findOrganisation(database, request.params.id), request.params.id);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(await makeLink(request, request.params.id));
    },
  );
};
