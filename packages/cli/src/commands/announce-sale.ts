import type { Library } from '@streetdate/engine';
import type { ReleaseWindow } from '@streetdate/matcher';
import type { Console } from '../output/console.ts';
import { saleText } from '../output/sale-text.ts';

/**
 * Prints the title and windows of an enrollment once, as they were understood, when the returned function is first called: after the library
 * took the arguments, before the first film is decoded. JSON has them in other records.
 */
export async function announceSale(
  library: Library,
  title: string | undefined,
  windows: readonly ReleaseWindow[],
  console: Console,
): Promise<() => void> {
  const known = title === undefined ? undefined : await library.catalogue.title(title);
  let isTold = console.json;
  return () => {
    if (!isTold) console.text(saleText({ title, known, windows }, console));
    isTold = true;
  };
}
