import { type Problem, StreetdateClient, StreetdateProblem } from '@streetdate/client';
import { noteLoss, watchedFetch } from './connection.ts';
import { sharedKey } from './shared-key.ts';
import { createStore } from './store.ts';

/** Who asks, as the service says it. */
export type Who = NonNullable<Awaited<ReturnType<typeof askWho>>>;

/** What is known of who asks. */
export type Session =
  | { readonly state: 'unknown' }
  /** Nobody is signed in. `why` is what the service says about it. */
  | { readonly state: 'out'; readonly why: string; readonly problem: string }
  | { readonly state: 'in'; readonly who: Who };

/** Who asks. */
export const session = createStore<Session>({ state: 'unknown' });

/** The service that the console comes from. Everything that a page shows or changes goes through it. */
export const client: StreetdateClient = new StreetdateClient({
  url: location.origin,
  fetch: (request) => watchedFetch(request as Request),
  headers: () => {
    const key = sharedKey();
    if (key !== undefined) return { authorization: `Bearer ${key}` };
    const now = session.get();
    return now.state === 'in' && now.who.csrfToken !== undefined ? { 'x-csrf-token': now.who.csrfToken } : {};
  },
});

/** What an operation answers. @throws StreetdateProblem when the service refuses; who is not signed in any more is asked to sign in. */
export async function answerOf<R extends { readonly data?: unknown; readonly error?: unknown; readonly response: Response }>(
  asked: Promise<R>,
): Promise<NonNullable<R['data']>> {
  const { data, error, response } = await asked;
  if (response.ok) return data as NonNullable<R['data']>;
  const problem = (
    typeof error === 'object' && error !== null ? error : { type: 'about:blank', title: response.statusText, status: response.status }
  ) as Problem;
  // A proxy before the service answers so while the service is not there.
  if (response.status === 502 || response.status === 504) noteLoss();
  if (response.status === 401) session.set({ state: 'out', why: problem.detail ?? problem.title, problem: problem.type });
  throw new StreetdateProblem(problem);
}

/** Asks who asks. */
export async function refreshWho(): Promise<void> {
  const who = await askWho();
  if (who !== undefined) session.set({ state: 'in', who });
}

async function askWho() {
  return answerOf(client.api.GET('/v1/me')).catch((error: unknown) => {
    // Who is not signed in is known by then.
    if (error instanceof StreetdateProblem && error.problem.status === 401) return undefined;
    throw error;
  });
}

/** Whether whoever asks looks by a link that somebody shared. */
export function isGuest(): boolean {
  const now = session.get();
  return now.state === 'in' && now.who.kind === 'key';
}

/** Whether whoever asks may do something. */
export function may(action: Who['actions'][number]): boolean {
  const now = session.get();
  return now.state === 'in' && now.who.actions.includes(action);
}
