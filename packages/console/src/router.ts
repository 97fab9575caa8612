import { pageAt } from './paths.ts';
import { createStore } from './store.ts';

/** Where the browser is: the path and what follows it. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const here = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

/** Where the browser is. */
export const place = createStore<Place>(here());

/** Goes to a page of the console. */
export function goTo(address: string, { replaces = false }: { readonly replaces?: boolean } = {}): void {
  if (replaces) history.replaceState(undefined, '', address);
  else history.pushState(undefined, '', address);
  place.set(here());
}

/** Sets one part of what follows the question mark; the history keeps no step for it. */
export function setQuery(name: string, value: string | undefined): void {
  const query = new URLSearchParams(location.search);
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  goTo(location.pathname + (query.size > 0 ? `?${query}` : ''), { replaces: true });
}

/** Follows links between pages of the console without loading it again, and the browser's own steps. */
export function followLinks(): void {
  addEventListener('popstate', () => place.set(here()));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (pageAt(link.pathname) === undefined || (link.hash !== '' && link.pathname === location.pathname)) return;
    event.preventDefault();
    if (link.href !== location.href) goTo(link.pathname + link.search);
  });
}
