import type { ReleaseWindow } from '@streetdate/matcher';

/** Rows that are read at once. */
const PAGE = 5000;

/** All rows of a list that is in order of digests, a page at a time. The rows of one digest are in one page. */
export async function* pagesByDigest<Row extends { readonly digest: string }>(
  read: (page: { readonly after: string; readonly most: number }) => Promise<Row[]>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Row[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    signal?.throwIfAborted();
    const page: Row[] = await read({ after, most: PAGE });
    if (page.length > 0) yield page;
    after = page.at(-1)?.digest;
  }
}

/** The rows of such pages, those of one digest together. */
export async function* groupsByDigest<Row extends { readonly digest: string }>(
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Row[]> {
  let group: Row[] = [];
  for await (const page of pages) {
    for (const row of page) {
      if (group.length > 0 && group[0]!.digest !== row.digest) {
        yield group;
        group = [];
      }
      group.push(row);
    }
  }
  if (group.length > 0) yield group;
}

/** A title of a case. */
export interface CaseTitle {
  /** Its id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** When and where it is released. */
  readonly windows: readonly ReleaseWindow[];
}

/** Reads the titles of a case. */
export interface TitleReader {
  /** All titles. */
  titles(): Promise<readonly CaseTitle[]>;
  /** All references. */
  references(): Promise<readonly { readonly id: string; readonly titleId: string }[]>;
}

/** Every title by its id, and the title of each reference by the reference's. */
export async function titlesById(
  catalogue: TitleReader,
): Promise<{ readonly titles: ReadonlyMap<string, CaseTitle>; readonly titleOf: ReadonlyMap<string, string> }> {
  return {
    titles: new Map((await catalogue.titles()).map((title) => [title.id, title])),
    titleOf: new Map((await catalogue.references()).map(({ id, titleId }) => [id, titleId])),
  };
}
