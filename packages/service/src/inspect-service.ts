import { connect } from 'node:tls';
import { absentServers } from './absent-servers.ts';
import type { ServerProfile } from './service.ts';
import { openPostgresPool, parsePostgresUrl } from './store/postgres/pool.ts';
import { postgresFault } from './store/postgres/postgres-fault.ts';
import { freeBytesOf } from './uploads/upload-files.ts';

/** What is looked at. */
export const SERVICE_PARTS = ['disk', 'database', 'clock', 'queue', 'storage', 'certificate', 'proxy'] as const;

/** One thing that a service needs, and how it is. */
export interface ServiceFinding {
  readonly part: (typeof SERVICE_PARTS)[number];
  readonly isWell: boolean;
  /** What was found, a phrase without passwords. */
  readonly text: string;
}

/** Where a service is and will be. */
export interface ServiceWhereabouts {
  /** Its folder. */
  readonly home: string;
  /** Its servers; none if it lies in its folder alone. */
  readonly server?: ServerProfile | undefined;
  /** Where browsers find it. */
  readonly publicUrl?: string | undefined;
}

/** What is too little, too far off or too soon. */
const LEAST = { freeBytes: 2 ** 30, certificateDays: 14 } as const;
const MOST_CLOCK_MS = 5000;
const WAIT_MS = 10_000;

/** Looks at what a service needs beside its decoder: nothing is changed, and a part that is not used is left out. */
export async function inspectService({ home, server, publicUrl }: ServiceWhereabouts): Promise<ServiceFinding[]> {
  const parts = await Promise.all([
    inspectDisk(home),
    ...(server ? [inspectPostgres(server.postgres), inspectOthers(server)] : []),
    ...(publicUrl?.startsWith('https:') ? [inspectCertificate(new URL(publicUrl))] : []),
    ...(publicUrl === undefined ? [] : [inspectProxy(publicUrl)]),
  ]);
  return parts.flat();
}

async function inspectDisk(home: string): Promise<ServiceFinding[]> {
  const free = await freeBytesOf(home);
  if (free === undefined) return [];
  return [{ part: 'disk', isWell: free >= LEAST.freeBytes, text: `${(free / 2 ** 30).toFixed(1)} GiB are free at ${home}` }];
}

/** The database, and this machine's clock beside its. */
async function inspectPostgres(url: string): Promise<ServiceFinding[]> {
  const { place } = parsePostgresUrl(url);
  const pool = await openPostgresPool(url, { connections: 1 });
  try {
    const before = Date.now();
    const { rows } = await pool.query(
      'select extract(epoch from clock_timestamp()) * 1000 as now, not (rolsuper or rolbypassrls) as bound from pg_roles where rolname = current_user',
    );
    const { now, bound } = rows[0] as { readonly now: number; readonly bound: boolean };
    // Its answer was under way for a part of the time since.
    const offMs = Math.max(0, Math.abs(Number(now) - (before + Date.now()) / 2) - (Date.now() - before) / 2);
    const text = bound ? 'it answers' : 'it was entered as a superuser, whom its row policies do not bind';
    return [
      { part: 'database', isWell: bound, text: `${place}: ${text}` },
      { part: 'clock', isWell: offMs <= MOST_CLOCK_MS, text: `it differs from the database’s by ${(offMs / 1000).toFixed(1)} s` },
    ];
  } catch (cause) {
    const fault = postgresFault(cause, place)?.message ?? `${place}: ${cause instanceof Error ? cause.message : cause}`;
    return [{ part: 'database', isWell: false, text: fault }];
  } finally {
    await pool.end();
  }
}

async function inspectOthers(server: ServerProfile): Promise<ServiceFinding[]> {
  const faults = await absentServers(server);
  const [queue, storage] = [/^rediss?:/, /^s3:/].map((kind) => faults.find((fault) => kind.test(fault)));
  return [
    { part: 'queue', isWell: queue === undefined, text: queue ?? 'it answers' },
    { part: 'storage', isWell: storage === undefined, text: storage ?? 'it answers' },
  ];
}

function inspectCertificate({ hostname, port }: URL): Promise<ServiceFinding[]> {
  const found = (isWell: boolean, text: string): ServiceFinding[] => [{ part: 'certificate', isWell, text: `${hostname}: ${text}` }];
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, servername: hostname, port: Number(port || 443), timeout: WAIT_MS }, () => {
      const end = Date.parse(socket.getPeerCertificate().valid_to);
      const days = (end - Date.now()) / 86_400_000;
      // Short-lived ones, as Caddy's own, are renewed while they are used.
      const isShort = end - Date.parse(socket.getPeerCertificate().valid_from) < 2 * LEAST.certificateDays * 86_400_000;
      resolve(found(isShort ? days > 0 : days >= LEAST.certificateDays, `it ends in ${days.toFixed(1)} days`));
      socket.end();
    });
    socket.on('timeout', () => socket.destroy(new Error('nothing answers')));
    socket.on('error', (error) => resolve(found(false, error.message)));
  });
}

async function inspectProxy(publicUrl: string): Promise<ServiceFinding[]> {
  const found = (isWell: boolean, text: string): ServiceFinding[] => [{ part: 'proxy', isWell, text: `${publicUrl}: ${text}` }];
  try {
    const answer = await fetch(`${publicUrl}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(WAIT_MS) });
    const said = (await answer.json().catch(() => undefined)) as { readonly status?: string } | undefined;
    if (answer.ok && said?.status === 'ok') return found(true, 'it leads to the service');
    return found(false, `it does not lead to the service: it answers with ${answer.status}`);
  } catch (error) {
    const { cause, message } = error as Error;
    return found(false, cause instanceof Error ? cause.message : message);
  }
}
