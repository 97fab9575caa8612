import type { Title, Upload } from '@streetdate/client';
import { answerOf, client } from '../service.ts';

/** Titles that one request asks for at most. */
const MOST = 200;

/** The titles that some uploads show. Of a library with very many, no others are asked for. */
export async function titlesShown(uploads: readonly Upload[], signal: AbortSignal): Promise<readonly Title[]> {
  const ids = [...new Set(uploads.flatMap(({ verdict }) => verdict?.outcome.matches.map(({ titleId }) => titleId) ?? []))].slice(0, MOST);
  if (ids.length === 0) return [];
  const { titles } = await answerOf(client.api.GET('/v1/titles', { params: { query: { id: ids, most: MOST } }, signal }));
  return titles;
}
