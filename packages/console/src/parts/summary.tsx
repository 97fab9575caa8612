import { type Judged, summaryOf } from '../facts/summary.ts';

/** A verdict in a sentence, in the page's language where it can be told in it. */
export function Summary({ outcome, class: look }: { readonly outcome: Judged; readonly class: string }) {
  const { text, lang } = summaryOf(outcome);
  return (
    <p class={look} lang={lang}>
      {text}
    </p>
  );
}
