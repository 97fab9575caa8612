import { hasAdmin } from '../../accounts/accounts.ts';
import { audited, recordAudit } from '../../accounts/audit.ts';
import { addLink } from '../../accounts/links.ts';
import { putLimits, readKept, readLimits } from '../../organisations/limits.ts';
import {
  addOrganisation,
  findOrganisation,
  listOrganisations,
  type Organisation,
  renameOrganisation,
} from '../../organisations/organisations.ts';
import { newId } from '../../store/ids.ts';
import { asOrganisation } from '../../store/scope.ts';
import { isNetwork } from '../../webhooks/public-address.ts';
import { eraseOrganisation } from '../../work/erase-organisation.ts';
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

const days = (what: string, example: number) =>
  z
    .number()
    .min(0)
    .max(36_500)
    .optional()
    .describe(what)
    .meta({ examples: [example] });
const bound = (what: string, example: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe(what)
    .meta({ examples: [example] });

const limits = z
  .object({
    media: z.enum(['never', 'matched', 'all']).optional().describe('Of which uploads the media is kept once their work is done'),
    mediaDays: days('Days after the verdict for which it is kept', 30),
    fingerprintDays: days('Days for which fingerprints are searched for new references', 365),
    mostBytes: bound('Most bytes of media that are kept at once', 1e12),
    mostUploads: bound('Most uploads that are kept at once, with or without their media', 1_000_000),
    webhookNetworks: z
      .array(z.string().max(50).refine(isNetwork, 'must be an address or a range such as 10.0.0.0/8'))
      .max(100)
      .optional()
      .describe(
        'Private addresses and networks that its webhooks may be in, beside those that the service allows for all, and without TLS too',
      )
      .meta({ examples: [['10.0.0.7', 'fd00::/8']] }),
  })
  .meta({
    id: 'OrganisationLimits',
    description: 'How long and how much an organisation keeps, and where its messages may go',
    examples: [{ media: 'matched', mediaDays: 7, mostBytes: 1e12 }],
  });

const limitsAnswer = z
  .object({
    limits,
    keeps: z.object({ bytes: z.number().int().describe('Bytes of media'), uploads: z.number().int() }),
  })
  .meta({
    id: 'Usage',
    description: 'What an organisation may keep, and what it keeps now',
    examples: [{ limits: { mostBytes: 1e12 }, keeps: { bytes: 48213, uploads: 1 } }],
  });

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

  const limitsOf = async (organisationId: string) => {
    const { webhookNetworks, ...limits } = await readLimits(database, organisationId);
    return {
      limits: { ...limits, ...(webhookNetworks && { webhookNetworks: [...webhookNetworks] }) },
      keeps: await readKept(database, organisationId),
    };
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

  server.get(
    '/v1/organisations/:id/limits',
    operation(
      {
        id: 'getOrganisationLimits',
        summary: 'Get what an organisation may keep, and what it keeps',
        description: 'Where a limit is absent, the setting of the service holds, or there is no bound.',
        tag: 'accounts',
        action,
      },
      { params, response: { 200: limitsAnswer } },
    ),
    async ({ params: { id: organisationId } }) => {
      known(await findOrganisation(database, organisationId), organisationId);
      return asOrganisation(organisationId, () => limitsOf(organisationId));
    },
  );

  server.put(
    '/v1/organisations/:id/limits',
    operation(
      {
        id: 'putOrganisationLimits',
        summary: 'Set what an organisation may keep',
        description:
          'They replace those of before. Retention goes by them within the hour. Uploads that are there stay when a quota is lowered; new ones get 507.',
        tag: 'accounts',
        action,
      },
      { params, body: limits, response: { 200: limitsAnswer } },
    ),
    async (request) => {
      const { params, body } = request;
      known(await findOrganisation(database, params.id), params.id);
      const detail = { limits: JSON.stringify(body) };
      const event = { action, target: { kind: 'organisation', id: params.id }, detail };
      await audited(database, auditSource(request), event, service.now(), async () => {});
      return asOrganisation(params.id, async () => {
        await putLimits(database, params.id, body);
        return limitsOf(params.id);
      });
    },
  );

  server.get(
    '/v1/usage',
    operation(
      {
        id: 'getUsage',
        summary: 'Get what the organisation may keep, and what it keeps',
        description: 'Who runs the service sets the limits.',
        tag: 'accounts',
        action: 'uploads.read',
      },
      { response: { 200: limitsAnswer } },
    ),
    ({ actor }) => limitsOf(actor.organisationId),
  );

  server.delete(
    '/v1/organisations/:id',
    operation(
      {
        id: 'deleteOrganisation',
        summary: 'Remove an organisation and all that it has',
        description:
          'Nobody gets in from then on. A job removes its uploads, library, accounts, keys and webhooks. What another organisation has as well stays. Its ' +
          'audit log stays, under its id. The first organisation and one with a legal hold are refused.',
        tag: 'accounts',
        action,
        problems: [409, 415],
      },
      { params, response: { 202: z.object({ id }) } },
    ),
    async (request, reply) => {
      const { id: organisationId } = request.params;
      if (organisationId === service.firstOrganisationId)
        throw new Problem(409, 'organisation-conflict', 'the first organisation runs the service and cannot be removed');
      const event = { action, target: { kind: 'organisation', id: organisationId }, detail: { removed: true } };
      const isThere = await eraseOrganisation(service, organisationId, (transaction) =>
        recordAudit(transaction, auditSource(request), event, service.now()),
      );
      if (!isThere) known(undefined, organisationId);
      return reply.code(202).send({ id: organisationId });
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
