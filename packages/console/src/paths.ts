/** The addresses of the console's pages, as the service gives them and as the console reads them. */
export const PATHS = [
  '/',
  '/drop',
  '/uploads',
  '/uploads/:id',
  '/review',
  '/review/:id',
  '/titles',
  '/titles/:id',
  '/case',
  '/library',
  '/settings',
  '/settings/:part',
  '/audit',
] as const;

/** One of {@link PATHS}. */
export type Path = (typeof PATHS)[number];

/** The page that an address leads to, with the parts of the address that it names; undefined for none. */
export function pageAt(address: string): { readonly path: Path; readonly params: Readonly<Record<string, string>> } | undefined {
  const given = address.split('/');
  for (const path of PATHS) {
    const asked = path.split('/');
    if (asked.length !== given.length) continue;
    const params: Record<string, string> = {};
    const fits = asked.every((part, at) => {
      if (!part.startsWith(':')) return part === given[at];
      const value = decoded(given[at]!);
      params[part.slice(1)] = value;
      return value !== '';
    });
    if (fits) return { path, params };
  }
  return undefined;
}

/** Text of an address; empty where it is no valid one. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
