/**
 * Colour, space and type of every page: the console, the reports, the page that verifies a bundle, and those to sign in. CSS custom properties
 * on `:root`, by day and by night, and by day on paper. Text has a contrast of 4.5 : 1 and more on each ground that it stands on.
 */
export const DESIGN_TOKENS = `:root {
  color-scheme: light dark;

  --ground: light-dark(#f5f6f8, #101318);
  --raised: light-dark(#ffffff, #181c23);
  --sunken: light-dark(#eceff3, #0b0e12);
  --ink: light-dark(#17202b, #e9edf2);
  --ink-soft: light-dark(#4b5866, #a9b4c1);
  --edge: light-dark(#76828f, #7d8997);
  --hair: light-dark(#dbe0e6, #2a313b);
  --accent: light-dark(#124a91, #8dbbf5);
  --accent-soft: light-dark(#e4edf9, #1b2c45);
  --on-accent: light-dark(#ffffff, #0b1a2e);

  --leak: light-dark(#a3162a, #ff9ba6);
  --leak-soft: light-dark(#fbe9eb, #3a1a20);
  --review: light-dark(#7a4b00, #f0c26a);
  --review-soft: light-dark(#fbf1dd, #362a12);
  --fine: light-dark(#14642f, #8adba0);
  --fine-soft: light-dark(#e4f4e9, #15301f);
  --calm: light-dark(#44515f, #b3bfcc);
  --calm-soft: light-dark(#e9edf2, #252c36);

  --copy: light-dark(#0f6f86, #6fd0e6);
  --reference: light-dark(#6a3fa0, #c3a2f2);

  --space-1: 0.25rem;
  --space-2: 0.5rem;
  --space-3: 0.75rem;
  --space-4: 1rem;
  --space-5: 1.5rem;
  --space-6: 2.25rem;
  --space-7: 3.5rem;

  --small: 0.8125rem;
  --body: 0.9375rem;
  --large: 1.125rem;
  --title: 1.625rem;
  --figure: 2rem;

  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", Menlo, monospace;

  --round: 0.625rem;
  --round-small: 0.375rem;
  --lift: 0 1px 2px light-dark(rgb(16 24 40 / 0.06), rgb(0 0 0 / 0.4));
  --side: 14.5rem;
  --quick: 140ms;
}

@media (prefers-reduced-motion: reduce) {
  :root {
    --quick: 0ms;
  }
}

@media print {
  :root {
    color-scheme: light;
  }
}
`;
