import { EVIDENCE_CHANNELS, PROPOSERS } from '@streetdate/matcher';

/** The page with the generated tables. */
export const SEARCH_PAGE = new URL('../../packages/matcher/docs/search.md', import.meta.url);

/** The page with the tables as the lists have them. */
export function withTables(page: string): string {
  return between(between(page, 'proposers', proposerTable()), 'channels', channelTable());
}

function proposerTable(): string {
  const rows = PROPOSERS.map(({ name, requires, purpose }) => `| ${name} | ${requires} | ${purpose} |`);
  return ['| proposer | needs | finds |', '| --- | --- | --- |', ...rows].join('\n');
}

function channelTable(): string {
  const rows = EVIDENCE_CHANNELS.map(({ name, counts, purpose }) => `| ${name} | ${counts.replace('-', ' ')} | ${purpose} |`);
  return ['| channel | counts | compares |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Replaces what stands between two marks; a page without them stays as it is. */
function between(page: string, name: string, table: string): string {
  return page.replace(new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`), (_, start, end) => `${start}${table}\n${end}`);
}
