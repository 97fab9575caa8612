import type { ComponentChildren } from 'preact';

/** What is wider than a small screen, such as a table: it scrolls by itself, also by keyboard. */
export function Scrolled({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="scroll" tabIndex={0} aria-label={name}>
      {children}
    </section>
  );
}
