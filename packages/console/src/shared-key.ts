/** Where the key of a link is kept: as long as the tab is open. */
const KEPT = 'streetdate.shared-key';

/** Takes the key from behind the `#` of a link that somebody shared, and out of the address. */
export function takeSharedKey(): void {
  const key = /^#(sd_[\w-]+)$/.exec(location.hash)?.[1];
  if (key === undefined) return;
  sessionStorage.setItem(KEPT, key);
  history.replaceState(undefined, '', location.pathname + location.search);
}

/** The key of the link by which this tab looks; undefined for everybody else. */
export function sharedKey(): string | undefined {
  return sessionStorage.getItem(KEPT) ?? undefined;
}

/** Looks no more by a link. */
export function leaveSharedKey(): void {
  sessionStorage.removeItem(KEPT);
}
