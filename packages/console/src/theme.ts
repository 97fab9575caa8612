import { createStore } from './store.ts';

/** Light, dark, or as the system is. */
export const THEMES = ['system', 'light', 'dark'] as const;

/** One of {@link THEMES}. */
export type Theme = (typeof THEMES)[number];

/** Where the choice of a person is kept. */
const KEPT = 'streetdate.theme';

/** The theme that was chosen. */
export const theme = createStore<Theme>(THEMES.find((each) => each === localStorage.getItem(KEPT)) ?? 'system');

/** Shows the theme that was chosen, now and after each choice. */
export function showTheme(): void {
  const show = () => {
    const chosen = theme.get();
    if (chosen === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
  };
  show();
  theme.watch(() => {
    localStorage.setItem(KEPT, theme.get());
    show();
  });
}
