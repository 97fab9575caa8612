import type { ScanRecord } from '@streetdate/engine/records';
import { count, groupDigits } from './count-words.ts';

/** What of the library a file was not compared with, and what becomes of it; undefined if it was compared with everything. */
export function missingInWords(partial: ScanRecord['partial']): string | undefined {
  if (partial === undefined) return undefined;
  const { missing } = partial;
  const references = missing.reduce((sum, each) => sum + each.references, 0);
  const hours = missing.reduce((sum, each) => sum + each.hours, 0);
  const groups = missing.map(({ group }) => group).join(', ');
  const length = hours < 1 ? 'less than an hour' : count(Math.round(hours), 'hour');
  const parts = `${groupDigits(references)} of the references, ${length} of film (${missing.length === 1 ? 'group' : 'groups'} ${groups} of the index)`;
  return `${parts}, could not be reached; a later search completes it`;
}
