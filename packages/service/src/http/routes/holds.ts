import { audited } from '../../accounts/audit.ts';
import { addHold, endHold, HELD_KINDS, type LegalHold, listHolds } from '../../organisations/holds.ts';
import { newId } from '../../store/ids.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { cutPage, next, pageQuery, uuidCursor } from '../paging.ts';
import { Problem } from '../problem.ts';
import { id, instant } from '../records.ts';
import { z } from '../schema.ts';

const target = z.object({
  kind: z.enum(HELD_KINDS).describe('An organisation holds all that it has, a title its references and the uploads that show it'),
  id: z
    .string()
    .min(1)
    .max(200)
    .describe('Its id')
    .meta({ examples: ['film'] }),
});

const reason = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .meta({ examples: ['Case 12/345, Landgericht Köln'] });

const EXAMPLE = { target: { kind: 'title', id: 'film' }, reason: 'Case 12/345, Landgericht Köln' } as const;

const newHold = z
  .object({ target, reason })
  .meta({ id: 'NewLegalHold', description: 'What is to be kept, whoever wants it removed', examples: [EXAMPLE] });

const hold = z.object({ id, target, reason, createdBy: z.string().describe('Who set it'), createdAt: instant }).meta({
  id: 'LegalHold',
  description: 'A reason why something must not be removed, by nobody and by no retention',
  examples: [{ id: '019a3a1e-7c11-7000-8000-5d1f0c3b2a11', ...EXAMPLE, createdBy: 'Grace Hopper', createdAt: '2027-02-07T12:00:00.000Z' }],
});

/** Legal holds: what must not be removed. */
export const holdRoutes: Routes = (server, { service }) => {
  const { database, now } = service;
  const action = 'holds.write';

  server.get(
    '/v1/holds',
    operation(
      {
        id: 'listHolds',
        summary: 'List legal holds, latest first',
        description: 'Those that stand. The audit log has the ended ones.',
        tag: 'service',
        action: 'holds.read',
      },
      { querystring: z.object({ ...pageQuery, cursor: uuidCursor }), response: { 200: z.object({ holds: z.array(hold), next }) } },
    ),
    async ({ query: { cursor, most }, actor }) => {
      const { page, ...rest } = cutPage(await listHolds(database, actor.organisationId, { before: cursor, most: most + 1 }), most);
      return { holds: [...page], ...rest };
    },
  );

  server.post(
    '/v1/holds',
    operation(
      {
        id: 'addHold',
        summary: 'Hold something',
        description: 'From now on it is not removed: neither by a request nor by retention. What is gone already does not come back.',
        tag: 'service',
        action,
      },
      { body: newHold, response: { 201: hold } },
    ),
    async (request, reply) => {
      const { actor, body } = request;
      if (body.target.kind === 'organisation' && body.target.id !== actor.organisationId)
        throw new Problem(403, 'not-allowed', 'an organisation can hold itself, and no other one');
      const holdId = newId();
      const event = {
        action,
        target: { kind: 'hold', id: holdId },
        detail: { holds: body.target.kind, id: body.target.id, reason: body.reason },
      };
      const added = await audited(database, auditSource(request), event, now(), (transaction) =>
        addHold(transaction, actor.organisationId, { ...body, createdBy: actor.name }, now(), holdId),
      );
      return reply.code(201).send(answerOf(added));
    },
  );

  server.delete(
    '/v1/holds/:id',
    operation(
      {
        id: 'endHold',
        summary: 'End a legal hold',
        description: 'Retention may remove what it held within the hour. Another hold of the same still holds.',
        tag: 'service',
        action,
        problems: [415],
      },
      { params: z.object({ id }), response: { 204: z.any() } },
    ),
    async (request, reply) => {
      const { actor, params } = request;
      const event = { action, target: { kind: 'hold', id: params.id }, detail: { ended: true } };
      await audited(database, auditSource(request), event, now(), async (transaction) => {
        if ((await endHold(transaction, actor.organisationId, params.id)) === undefined)
          throw new Problem(404, 'unknown-hold', `there is no hold ${params.id}`);
      });
      return reply.code(204).send();
    },
  );
};

function answerOf({ target: held, ...facts }: LegalHold): z.infer<typeof hold> {
  return { ...facts, target: { ...held } };
}
