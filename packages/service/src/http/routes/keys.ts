import { audited } from '../../accounts/audit.ts';
import { addKey, listKeys, revokeKey } from '../../accounts/keys.ts';
import { ACTIONS, PERMISSIONS } from '../../accounts/permissions.ts';
import { mayAct } from '../../accounts/roles.ts';
import { newId } from '../../store/ids.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { next, pageOf, pageQuery } from '../paging.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { apiKey, name, role } from './account-records.ts';

const params = z.object({ id });

/** API keys of the organisation, for its admins. */
export const keyRoutes: Routes = (server, { service }) => {
  const { database } = service;

  server.get(
    '/v1/keys',
    operation(
      {
        id: 'listKeys',
        summary: 'List API keys, latest first',
        description: 'Keys of the organisation without their secrets, also those that were revoked or have expired.',
        tag: 'accounts',
        action: 'keys.read',
      },
      { querystring: z.object(pageQuery), response: { 200: z.object({ keys: z.array(apiKey), next }) } },
    ),
    async ({ query, actor }) => {
      const { page, ...rest } = pageOf(await listKeys(database, actor.organisationId), query);
      return { keys: [...page], ...rest };
    },
  );

  server.post(
    '/v1/keys',
    operation(
      {
        id: 'addKey',
        summary: 'Make an API key',
        description: 'Its secret is in the answer and nowhere else. Send it as `Authorization: Bearer sd_…`.',
        tag: 'accounts',
        action: 'keys.write',
        problems: [422],
      },
      {
        body: z.object({
          name,
          role,
          actions: z.array(z.enum(ACTIONS)).min(1).max(ACTIONS.length).optional().describe('Narrows it to some actions of its role'),
          expiresInDays: z.number().int().min(1).max(3650).default(365).describe('How long it lasts'),
        }),
        response: { 201: z.object({ key: apiKey, secret: z.string().describe('Shown once') }) },
      },
    ),
    async (request, reply) => {
      const { name: keyName, role: keyRole, actions, expiresInDays } = request.body;
      const beyond = actions?.find((action) => !mayAct(keyRole, PERMISSIONS[action].least));
      if (beyond !== undefined) throw new Problem(422, 'beyond-role', `the role ${keyRole} may not do ${beyond}`);
      const keyId = newId();
      const now = service.now();
      const event = {
        action: 'keys.write',
        target: { kind: 'key', id: keyId },
        detail: { added: true, role: keyRole, ...(actions && { actions }), expiresInDays },
      };
      const made = await audited(database, auditSource(request), event, now, (transaction) =>
        addKey(
          transaction,
          {
            organisationId: request.actor.organisationId,
            name: keyName,
            role: keyRole,
            ...(actions && { actions: [...new Set(actions)] }),
            expiresAt: new Date(now.getTime() + expiresInDays * 24 * 3_600_000),
            createdBy: request.actor.name,
          },
          now,
          keyId,
        ),
      );
      return reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );

  server.delete(
    '/v1/keys/:id',
    operation(
      {
        id: 'revokeKey',
        summary: 'Revoke an API key',
        description: 'It ends at once. It stays in the list, so that the audit log can be read.',
        tag: 'accounts',
        action: 'keys.write',
        problems: [413, 415],
      },
      { params, response: { 200: apiKey } },
    ),
    async (request) => {
      const { params, actor } = request;
      const event = { action: 'keys.write', target: { kind: 'key', id: params.id }, detail: { revoked: true } };
      return audited(database, auditSource(request), event, service.now(), async (transaction) => {
        const key = await revokeKey(transaction, actor.organisationId, params.id, service.now());
        if (key === undefined) throw new Problem(404, 'unknown-key', `there is no key ${params.id}`);
        return key;
      });
    },
  );
};
