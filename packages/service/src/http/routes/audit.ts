import { Readable } from 'node:stream';
import { exportAudit, listAudit } from '../../accounts/audit.ts';
import type { Routes } from '../fastify.ts';
import { operation } from '../operation.ts';
import { next, pageQuery } from '../paging.ts';
import { z } from '../schema.ts';
import { auditEntry } from './account-records.ts';

/** The audit log of the organisation, for its admins. */
export const auditRoutes: Routes = (server, { service: { database } }) => {
  server.get(
    '/v1/audit',
    operation(
      {
        id: 'listAudit',
        summary: 'List what was done, latest first',
        description:
          'Who did what, on which row, from where, and whether it was refused. Entries are written with the change, and never changed.',
        tag: 'accounts',
        action: 'audit.read',
      },
      {
        querystring: z.object({
          ...pageQuery,
          cursor: z.coerce
            .number()
            .int()
            .min(1)
            .max(2 ** 31 - 1)
            .optional()
            .describe('Where to go on: `next` of the page before')
            .meta({ examples: [51] }),
        }),
        response: { 200: z.object({ entries: z.array(auditEntry), next }) },
      },
    ),
    async ({ query: { cursor, most }, actor }) => {
      const found = await listAudit(database, actor.organisationId, { before: cursor, most: most + 1 });
      const entries = found.slice(0, most);
      return { entries, ...(found.length > most && { next: String(entries.at(-1)?.position) }) };
    },
  );

  server.get(
    '/v1/audit/export',
    operation(
      {
        id: 'exportAudit',
        summary: 'Export the audit log',
        description:
          'All entries from the first one on, one a line. Each has the hash of the entry before it, so that an edit shows. Keep the last hash ' +
          'elsewhere, so that a log whose end was cut off shows as well.',
        tag: 'accounts',
        action: 'audit.read',
        rawAnswer: 'application/x-ndjson',
      },
      { response: { 200: z.string() } },
    ),
    (request, reply) => {
      const lines = async function* () {
        for await (const entry of exportAudit(database, request.actor.organisationId)) yield `${JSON.stringify(entry)}\n`;
      };
      reply.type('application/x-ndjson').header('content-disposition', 'attachment; filename="audit.jsonl"');
      // A stream goes out as it is.
      return reply.send(Readable.from(lines()) as never) as never;
    },
  );
};
