import { Readable } from 'node:stream';
import { exportAudit, recordAudit } from '../../accounts/audit.ts';
import { exportOrganisation } from '../../work/export-organisation.ts';
import { auditSource } from '../actor.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { z } from '../schema.ts';

/** All that an organisation has, for its admins. */
export const exportRoutes: Routes = (server, { service }) => {
  server.get(
    '/v1/export',
    operation(
      {
        id: 'exportOrganisation',
        summary: 'Export all that the organisation has',
        description:
          'One line of JSON for each title, reference, disc, upload, verdict, account, key, webhook, legal hold and audit entry, with its `type`. ' +
          'With `fingerprints=true` references have the bytes of their fingerprints in base64. Secrets and passwords are left out, and so is the media of uploads.',
        tag: 'accounts',
        action: 'organisation.export',
        rawAnswer: 'application/x-ndjson',
      },
      {
        querystring: z.object({ fingerprints: z.enum(['true', 'false']).default('false').describe('Whether to add fingerprints') }),
        response: { 200: z.string() },
      },
    ),
    async (request, reply) => {
      const { actor, query } = request;
      const { database, now } = service;
      const event = { action: 'organisation.export', detail: { fingerprints: query.fingerprints === 'true' } };
      await database.transaction().execute((transaction) => recordAudit(transaction, auditSource(request), event, now()));
      const lines = async function* () {
        for await (const line of exportOrganisation(service, actor.organisationId, query.fingerprints === 'true'))
          yield `${JSON.stringify(line)}\n`;
        for await (const entry of exportAudit(database, actor.organisationId))
          yield `${JSON.stringify({ type: 'audit-entry', ...entry })}\n`;
      };
      reply.type('application/x-ndjson').header('content-disposition', 'attachment; filename="organisation.jsonl"');
      // A stream goes out as it is.
      return reply.send(Readable.from(lines()) as never) as never;
    },
  );
};
