import { type Account, addAccount, changeAccount, findAccount, listAccounts, removeAccount } from '../../accounts/accounts.ts';
import { audited } from '../../accounts/audit.ts';
import { addLink } from '../../accounts/links.ts';
import { checkFree } from '../../organisations/holds.ts';
import { forgetWritten } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { answering } from '../account-problems.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { next, pageOf, pageQuery } from '../paging.ts';
import { Problem } from '../problem.ts';
import { id } from '../records.ts';
import { z } from '../schema.ts';
import { account, accountLink, email, name, role } from './account-records.ts';

const params = z.object({ id });

/** Accounts of the organisation, for its admins. */
export const accountRoutes: Routes = (server, { service }) => {
  const { database } = service;
  const known = (found: Account | undefined, accountId: string): Omit<Account, 'organisationId'> => {
    if (found === undefined) throw new Problem(404, 'unknown-account', `there is no account ${accountId}`);
    const { organisationId, ...rest } = found;
    return rest;
  };

  server.get(
    '/v1/accounts',
    operation(
      {
        id: 'listAccounts',
        summary: 'List accounts, in the order that they were made',
        description: 'Accounts of the organisation, closed ones too.',
        tag: 'accounts',
        action: 'accounts.read',
      },
      { querystring: z.object(pageQuery), response: { 200: z.object({ accounts: z.array(account), next }) } },
    ),
    async ({ query, actor }) => {
      const { page, ...rest } = pageOf(await listAccounts(database, actor.organisationId), query);
      return { accounts: page.map((each) => known(each, each.id)), ...rest };
    },
  );

  server.get(
    '/v1/accounts/:id',
    operation(
      {
        id: 'getAccount',
        summary: 'Get an account',
        description: 'An account of the organisation.',
        tag: 'accounts',
        action: 'accounts.read',
      },
      { params, response: { 200: account } },
    ),
    async ({ params, actor }) => known(await findAccount(database, actor.organisationId, params.id), params.id),
  );

  server.post(
    '/v1/accounts',
    operation(
      {
        id: 'addAccount',
        summary: 'Add an account',
        description:
          'It has no password. Give the link in the answer to its owner, who sets one with it; the link is shown once and lasts a day. Streetdate ' +
          'sends no mail.',
        tag: 'accounts',
        action: 'accounts.write',
        problems: [409],
      },
      { body: z.object({ email, name, role }), response: { 201: z.object({ account, link: accountLink }) } },
    ),
    async (request, reply) => {
      const { organisationId } = request.actor;
      const accountId = newId();
      const event = {
        action: 'accounts.write',
        target: { kind: 'account', id: accountId },
        detail: { added: true, role: request.body.role },
      };
      const made = await answering(
        reply,
        audited(database, auditSource(request), event, service.now(), async (transaction) => {
          const added = await addAccount(transaction, { organisationId, ...request.body }, service.now(), { id: accountId });
          return {
            account: known(added, accountId),
            link: linkAnswer(await addLink(transaction, { organisationId, accountId }, service.now())),
          };
        }),
      );
      return reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );

  server.patch(
    '/v1/accounts/:id',
    operation(
      {
        id: 'changeAccount',
        summary: 'Change an account’s name or role, or close it',
        description:
          'A closed account cannot sign in, and its sessions and links end. It stays closed, and its name stays in the audit log. The only admin ' +
          'can neither be closed nor get another role.',
        tag: 'accounts',
        action: 'accounts.write',
        problems: [409],
      },
      {
        params,
        body: z.object({ name: name.optional(), role: role.optional(), state: z.literal('closed').optional() }),
        response: { 200: account },
      },
    ),
    async (request, reply) => {
      const { params, body, actor } = request;
      const detail = {
        ...(body.role !== undefined && { role: body.role }),
        ...(body.name !== undefined && { name: body.name }),
        ...(body.state !== undefined && { state: body.state }),
      };
      const event = { action: 'accounts.write', target: { kind: 'account', id: params.id }, detail };
      return answering(
        reply,
        audited(database, auditSource(request), event, service.now(), async (transaction) =>
          known(await changeAccount(transaction, actor.organisationId, params.id, body), params.id),
        ),
      );
    },
  );

  server.delete(
    '/v1/accounts/:id',
    operation(
      {
        id: 'deleteAccount',
        summary: 'Remove an account',
        description:
          'With its e-mail address, password, sessions, links and known devices. What the person did stays in the audit log with the name, since ' +
          'entries are never changed. The only admin cannot be removed, and nobody under a legal hold.',
        tag: 'accounts',
        action: 'accounts.write',
        problems: [409, 415],
      },
      { params, response: { 204: z.any() } },
    ),
    async (request, reply) => {
      const { params, actor } = request;
      const event = { action: 'accounts.write', target: { kind: 'account', id: params.id }, detail: { removed: true } };
      await answering(
        reply,
        audited(database, auditSource(request), event, service.now(), async (transaction) => {
          await checkFree(transaction, actor.organisationId, { kind: 'account', id: params.id });
          known(await removeAccount(transaction, actor.organisationId, params.id), params.id);
        }),
      );
      await forgetWritten(database);
      return reply.code(204).send();
    },
  );

  server.post(
    '/v1/accounts/:id/links',
    operation(
      {
        id: 'addAccountLink',
        summary: 'Make a link that sets an account’s password',
        description:
          'For an account that has lost its password or its first link. Earlier links of the account end; its password stays until the link is used.',
        tag: 'accounts',
        action: 'accounts.write',
        problems: [409, 413, 415],
      },
      { params, response: { 201: accountLink } },
    ),
    async (request, reply) => {
      const { params, actor } = request;
      const event = { action: 'accounts.write', target: { kind: 'account', id: params.id }, detail: { link: true } };
      const link = await audited(database, auditSource(request), event, service.now(), async (transaction) => {
        const { state } = known(await findAccount(transaction, actor.organisationId, params.id), params.id);
        if (state === 'closed') throw new Problem(409, 'account-conflict', 'a closed account cannot be changed');
        return addLink(transaction, { organisationId: actor.organisationId, accountId: params.id }, service.now());
      });
      return reply.code(201).header('cache-control', 'no-store').send(linkAnswer(link));
    },
  );
};

/** A link as an answer has it. @param page - Where it leads. */
export function linkAnswer(
  { secret, expiresAt }: { readonly secret: string; readonly expiresAt: string },
  page: '/set-up' | '/new-password' = '/new-password',
): z.infer<typeof accountLink> {
  return { token: secret, path: `${page}#${secret}`, expiresAt };
}
