import { type AuditEvent, audited, recordAudit } from '../../accounts/audit.ts';
import { readLimits } from '../../organisations/limits.ts';
import type { Service } from '../../service.ts';
import { newId } from '../../store/ids.ts';
import {
  addWebhook,
  changeWebhook,
  findDelivery,
  findWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  renewSecret,
  type Webhook,
} from '../../webhooks/webhooks.ts';
import { queueMessage } from '../../work/announce-verdict.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { createOnce, idempotencyHeader } from '../idempotency.ts';
import { operation } from '../operation.ts';
import { cutPage, next, pageOf, pageQuery, uuidCursor } from '../paging.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import {
  delivery,
  deliveryAnswer,
  newWebhook,
  renewal,
  webhook,
  webhookAnswer,
  webhookChange,
  webhookWithSecret,
} from '../webhook-record.ts';

const params = z.object({ id });

/** Webhooks: who is told of verdicts. */
export const webhookRoutes: Routes = (server, { service }) => {
  const { database, now } = service;

  server.get(
    '/v1/webhooks',
    operation(
      {
        id: 'listWebhooks',
        summary: 'List webhooks, oldest first',
        description: 'Without their secrets.',
        tag: 'webhooks',
        action: 'webhooks.read',
      },
      { querystring: z.object({ ...pageQuery, cursor: uuidCursor }), response: { 200: z.object({ webhooks: z.array(webhook), next }) } },
    ),
    async ({ query, actor }) => {
      const { page, ...rest } = pageOf(await listWebhooks(database, actor.organisationId), query);
      return { webhooks: page.map((each) => webhookAnswer(each, now())), ...rest };
    },
  );

  server.post(
    '/v1/webhooks',
    operation(
      {
        id: 'addWebhook',
        summary: 'Add a webhook',
        description:
          'Messages are signed by Standard Webhooks with the secret of the answer. Those that fail are sent again, each time later. No ' +
          'message goes to a private address that who runs the service has not allowed, and no redirect is followed.',
        tag: 'webhooks',
        action: 'webhooks.write',
        problems: [415, 422],
      },
      { headers: idempotencyHeader, body: newWebhook, response: { 201: webhookWithSecret } },
    ),
    async (request, reply) => {
      const { organisationId } = request.actor;
      await checkUrl(service, organisationId, request.body.url);
      const { resourceId, isRepeated } = await createOnce(service, request, undefined, (note) =>
        database.transaction().execute(async (transaction) => {
          const added = await addWebhook(transaction, organisationId, request.body, service.secretSeal, now());
          await recordAudit(transaction, auditSource(request), webhookEvent(added.id, { host: new URL(added.url).host }), now());
          await note(transaction, added.id);
          return added.id;
        }),
      );
      if (isRepeated) reply.header('idempotency-replayed', 'true');
      const added = await known(service, organisationId, resourceId);
      return reply.code(201).send({ ...webhookAnswer(added, now()), secret: service.secretSeal.open(added.secret, added.id) });
    },
  );

  server.get(
    '/v1/webhooks/:id',
    operation(
      {
        id: 'getWebhook',
        summary: 'Get a webhook',
        description: 'Without its secret.',
        tag: 'webhooks',
        action: 'webhooks.read',
      },
      { params, response: { 200: webhook } },
    ),
    async ({ params, actor }) => webhookAnswer(await known(service, actor.organisationId, params.id), now()),
  );

  server.patch(
    '/v1/webhooks/:id',
    operation(
      {
        id: 'changeWebhook',
        summary: 'Change a webhook',
        description: 'What is not given stays, and so does the secret. An inactive one is told of nothing.',
        tag: 'webhooks',
        action: 'webhooks.write',
        problems: [415, 422],
      },
      { params, body: webhookChange, response: { 200: webhook } },
    ),
    async (request) => {
      const { params, body, actor } = request;
      await known(service, actor.organisationId, params.id);
      if (body.url !== undefined) await checkUrl(service, actor.organisationId, body.url);
      await audited(database, auditSource(request), webhookEvent(params.id, { changed: Object.keys(body) }), now(), (transaction) =>
        changeWebhook(transaction, actor.organisationId, params.id, body),
      );
      return webhookAnswer(await known(service, actor.organisationId, params.id), now());
    },
  );

  server.delete(
    '/v1/webhooks/:id',
    operation(
      {
        id: 'removeWebhook',
        summary: 'Remove a webhook',
        description: 'With its deliveries. What waits is not sent.',
        tag: 'webhooks',
        action: 'webhooks.write',
        problems: [415],
      },
      { params, response: { 204: z.any() } },
    ),
    async (request, reply) => {
      const { params, actor } = request;
      await known(service, actor.organisationId, params.id);
      await audited(database, auditSource(request), webhookEvent(params.id, { isRemoved: true }), now(), (transaction) =>
        removeWebhook(transaction, actor.organisationId, params.id),
      );
      return reply.code(204).send();
    },
  );

  server.post(
    '/v1/webhooks/:id/secret',
    operation(
      {
        id: 'renewWebhookSecret',
        summary: 'Give a webhook a new secret',
        description:
          'The secret before goes on to sign for `keepSeconds`. Each message has a signature by both then, so that a receiver misses none ' +
          'while it changes.',
        tag: 'webhooks',
        action: 'webhooks.write',
        problems: [409, 415, 422],
      },
      { params, headers: idempotencyHeader, body: renewal, response: { 200: webhookWithSecret } },
    ),
    async (request, reply) => {
      const { organisationId } = request.actor;
      const { keepSeconds } = request.body;
      await known(service, organisationId, request.params.id);
      const { resourceId, isRepeated } = await createOnce(service, request, undefined, (note) =>
        database.transaction().execute(async (transaction) => {
          const event = webhookEvent(request.params.id.toLowerCase(), { isSecretRenewed: true, keepSeconds });
          await recordAudit(transaction, auditSource(request), event, now());
          const before = await known({ database: transaction }, organisationId, request.params.id);
          if (!(await renewSecret(transaction, before, keepSeconds, service.secretSeal, now())))
            throw new Problem(409, 'too-many-secrets', 'it has several secrets that are still valid: wait, or renew with keepSeconds 0');
          await note(transaction, before.id);
          return before.id;
        }),
      );
      if (isRepeated) reply.header('idempotency-replayed', 'true');
      const renewed = await known(service, organisationId, resourceId);
      return { ...webhookAnswer(renewed, now()), secret: service.secretSeal.open(renewed.secret, renewed.id) };
    },
  );

  server.post(
    '/v1/webhooks/:id/ping',
    operation(
      {
        id: 'pingWebhook',
        summary: 'Send a test message',
        description: 'It is queued as any other. The delivery says what became of it.',
        tag: 'webhooks',
        action: 'webhooks.write',
        problems: [415, 422],
      },
      { params, headers: idempotencyHeader, response: { 202: delivery } },
    ),
    async (request, reply) => {
      const { organisationId } = request.actor;
      const { id: webhookId } = await known(service, organisationId, request.params.id);
      const { resourceId, isRepeated } = await createOnce(service, request, undefined, (note) =>
        database.transaction().execute(async (transaction) => {
          const message = { type: 'ping', timestamp: now().toISOString(), data: {} };
          const queued = (await queueMessage(transaction, organisationId, webhookId, newId(), message, now()))!;
          await note(transaction, queued);
          return queued;
        }),
      );
      if (isRepeated) reply.header('idempotency-replayed', 'true');
      const queued = await findDelivery(database, organisationId, resourceId);
      if (queued === undefined) throw new Problem(404, 'unknown-delivery', 'the message was removed with its webhook');
      return reply.code(202).send(deliveryAnswer(queued));
    },
  );

  server.get(
    '/v1/webhooks/:id/deliveries',
    operation(
      {
        id: 'listDeliveries',
        summary: 'List the messages of a webhook, latest first',
        description: 'What was sent, how often, and what was answered.',
        tag: 'webhooks',
        action: 'webhooks.read',
      },
      {
        params,
        querystring: z.object({ ...pageQuery, cursor: uuidCursor }),
        response: { 200: z.object({ deliveries: z.array(delivery), next }) },
      },
    ),
    async ({ params, query: { cursor, most }, actor }) => {
      const { id: webhookId } = await known(service, actor.organisationId, params.id);
      const found = await listDeliveries(database, actor.organisationId, webhookId, { before: cursor, most: most + 1 });
      const { page, ...rest } = cutPage(found, most);
      return { deliveries: page.map(deliveryAnswer), ...rest };
    },
  );
};

/** @throws Problem 404 */
async function known({ database }: Pick<Service, 'database'>, organisationId: string, webhookId: string): Promise<Webhook> {
  const found = await findWebhook(database, organisationId, webhookId.toLowerCase());
  if (found === undefined) throw new Problem(404, 'unknown-webhook', `there is no webhook ${webhookId}`);
  return found;
}

/** @throws Problem 422 that says why no message may go there. */
async function checkUrl({ database, webhooks }: Service, organisationId: string, address: string): Promise<void> {
  const { webhookNetworks } = await readLimits(database, organisationId);
  const fault = webhooks.faultOfUrl(address, webhookNetworks);
  if (fault !== undefined) throw new Problem(422, 'unusable', fault);
}

/** What stands in the audit log of a webhook that was added, changed or removed. Its address may hold a secret, and is left out. */
function webhookEvent(webhookId: string, detail: NonNullable<AuditEvent['detail']>): AuditEvent {
  return { action: 'webhooks.write', target: { kind: 'webhook', id: webhookId }, detail };
}
