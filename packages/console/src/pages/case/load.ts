import { answerOf, client } from '../../service.ts';

/** A case, as the service answers it. */
export type Case = Awaited<ReturnType<typeof loadCase>>;

/** Asks for the case. */
export function loadCase(signal: AbortSignal) {
  return answerOf(client.api.GET('/v1/case', { signal }));
}
