import { mayRunAt, type ServiceDatabase } from '../store/database.ts';
import type { Lane } from './lanes.ts';

/** What a queue is told of a job. */
export interface Delivery {
  /** The job's id. */
  readonly id: string;
  /** How often it was taken before. */
  readonly takes: number;
  /** Its place in the order. */
  readonly dueAt: string;
}

/** Waiting jobs of a lane that a queue knows at most. The rest follows as these are taken, so that the queue stays small. */
const WINDOW = 2000;

/** Jobs delivered in one round at most. */
const MOST = 500;

/**
 * The waiting jobs that the queue has to be told of: new ones, and those that nobody took in a while. They count as delivered from now on; if
 * the process ends before it tells the queue, they are delivered again.
 */
export async function nextDeliveries(
  database: ServiceDatabase,
  { lane, now, redeliverMs }: { readonly lane: Lane; readonly now: Date; readonly redeliverMs: number },
): Promise<Delivery[]> {
  const before = new Date(now.getTime() - redeliverMs).toISOString();
  const rows = await database
    .updateTable('job')
    .set({ delivered_at: now.toISOString() })
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom((inner) =>
        inner
          .selectFrom('job')
          .select(['id', 'delivered_at'])
          .where('state', '=', 'waiting')
          .where('lane', '=', lane)
          .where(mayRunAt(), '<=', now.toISOString())
          .orderBy('due_at')
          .orderBy('id')
          .limit(WINDOW)
          .as('first'),
      )
        .select('id')
        .where(({ eb, or }) => or([eb('delivered_at', 'is', null), eb('delivered_at', '<', before)]))
        .limit(MOST),
    )
    .where('state', '=', 'waiting')
    .returning(['id', 'takes', 'due_at'])
    .execute();
  return rows.map(({ id, takes, due_at }) => ({ id, takes, dueAt: due_at }));
}

/** Lets a job, or all of a lane, be delivered again at once. */
export async function forgetDeliveries(database: ServiceDatabase, which: string | { readonly lane: Lane }): Promise<void> {
  const query = database.updateTable('job').set({ delivered_at: null }).where('state', '=', 'waiting');
  await (typeof which === 'string' ? query.where('id', '=', which) : query.where('lane', '=', which.lane)).execute();
}
