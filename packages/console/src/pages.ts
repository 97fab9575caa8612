import type { ComponentType } from 'preact';
import type { PageProps } from './page-props.ts';
import type { IconName } from './parts/icon.tsx';
import type { Path } from './paths.ts';
import type { Who } from './service.ts';
import type { Word } from './words.ts';

/** A page of the console: what it takes to see it, and its code, which is loaded when it is first shown. */
interface Page {
  readonly needs: Who['actions'][number];
  readonly load: () => Promise<{ readonly default: ComponentType<PageProps> }>;
}

/** The page at each address. */
export const PAGES: Readonly<Record<Path, Page>> = {
  '/': { needs: 'uploads.read', load: () => import('./pages/today.tsx') },
  '/drop': { needs: 'uploads.send', load: () => import('./pages/drop.tsx') },
  '/uploads': { needs: 'uploads.read', load: () => import('./pages/uploads.tsx') },
  '/uploads/:id': { needs: 'uploads.read', load: () => import('./pages/match.tsx') },
  '/review': { needs: 'uploads.read', load: () => import('./pages/review.tsx') },
  '/review/:id': { needs: 'uploads.read', load: () => import('./pages/review.tsx') },
  '/titles': { needs: 'titles.read', load: () => import('./pages/titles.tsx') },
  '/titles/:id': { needs: 'titles.read', load: () => import('./pages/title.tsx') },
  '/case': { needs: 'case.read', load: () => import('./pages/case.tsx') },
  '/library': { needs: 'titles.read', load: () => import('./pages/library.tsx') },
  '/settings': { needs: 'self.read', load: () => import('./pages/settings.tsx') },
  '/settings/:part': { needs: 'self.read', load: () => import('./pages/settings.tsx') },
  '/audit': { needs: 'audit.read', load: () => import('./pages/audit.tsx') },
};

/** What the navigation leads to, in its order. */
export const NAVIGATION: readonly { readonly path: Path; readonly icon: IconName; readonly word: Word }[] = [
  { path: '/', icon: 'today', word: 'nav.today' },
  { path: '/drop', icon: 'drop', word: 'nav.drop' },
  { path: '/review', icon: 'review', word: 'nav.review' },
  { path: '/titles', icon: 'titles', word: 'nav.titles' },
  { path: '/case', icon: 'case', word: 'nav.case' },
  { path: '/library', icon: 'library', word: 'nav.library' },
  { path: '/settings', icon: 'settings', word: 'nav.settings' },
  { path: '/audit', icon: 'audit', word: 'nav.audit' },
];
