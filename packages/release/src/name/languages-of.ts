import type { Tag } from './tag.ts';

/** Spoken languages and subtitle languages. `Sub Ita Eng` lists subtitle languages. */
export function languagesOf(text: string, tags: readonly Tag[]): { readonly spoken: string[]; readonly written: string[] } {
  const spoken = new Set<string>();
  const written = new Set<string>();
  let listEnd: number | undefined;
  for (const { kind, value, start, end, text: word } of tags) {
    const goesOn = listEnd !== undefined && !/[\p{L}\p{N}[({]/u.test(text.slice(listEnd, start));
    if (kind === 'subtitles') written.add(value);
    else if (kind === 'language') (goesOn ? written : spoken).add(value);
    listEnd = (kind === 'subtitles' && /^(?:soft|hard)?subs?/iu.test(word)) || (kind === 'language' && goesOn) ? end : undefined;
  }
  if (written.size > 1) written.delete('und');
  return { spoken: [...spoken], written: [...written] };
}
