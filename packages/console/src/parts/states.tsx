import { StreetdateProblem } from '@streetdate/client';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ConnectionLost } from '../connection.ts';
import type { Live, Pages } from '../live.ts';
import { say } from '../words.ts';

/** The head of a page. It is what a reader comes to when a link leads to the page. */
export function PageHead({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly children?: ComponentChildren;
}) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Streetdate`;
  }, [title]);
  useEffect(() => {
    // At the first view a reader begins at the top of the document.
    if (hasMoved) head.current?.focus({ preventScroll: true });
    hasMoved = true;
  }, []);
  return (
    <header class="page-head">
      <div class="stack">
        <h1 ref={head} tabIndex={-1}>
          {title}
        </h1>
        {lead !== undefined && <p>{lead}</p>}
      </div>
      {children}
    </header>
  );
}

/** Whether a page was shown before. */
let hasMoved = false;

/** Shows something once it is there; before that, that it is asked for, and why it cannot be had. */
export function Loaded<T>({ live, children }: { readonly live: Live<T>; readonly children: (value: T) => ComponentChildren }) {
  if (live.state === 'loading')
    return (
      <div class="waiting">
        <p class="unseen" role="status">
          {say('loading')}
        </p>
        <i />
        <i />
      </div>
    );
  if (live.state === 'failed')
    return (
      <div class="notice" data-tone="review" role="alert">
        <strong>{say('failed')}</strong>
        <p>{inWords(live.error)}</p>
        <p>
          <button type="button" class="button little" onClick={live.refresh}>
            {say('again')}
          </button>
        </p>
      </div>
    );
  return <>{children(live.value)}</>;
}

/** A list that comes in pages: its entries, what to do where it has none, and a way to the next page. */
export function LoadedList<T>({
  pages,
  empty,
  children,
}: {
  readonly pages: Pages<T>;
  readonly empty: ComponentChildren;
  readonly children: (items: readonly T[]) => ComponentChildren;
}) {
  return (
    <Loaded live={pages.live}>
      {(items) => (
        <>
          {items.length === 0 ? empty : children(items)}
          {pages.more !== undefined && (
            <p>
              <button type="button" class="button" onClick={pages.more}>
                {say('more')}
              </button>
            </p>
          )}
        </>
      )}
    </Loaded>
  );
}

/** What to do first where nothing is yet. */
export function Empty({ title, text, children }: { readonly title: string; readonly text: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <strong>{title}</strong>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** Why something that a person started did not work. */
export function Failure({ error }: { readonly error: Error | undefined }) {
  return (
    <div role="alert">
      {error !== undefined && (
        <div class="notice" data-tone="review">
          <strong>{say('failed')}</strong>
          <p>{inWords(error)}</p>
        </div>
      )}
    </div>
  );
}

/** A fault in words: the service's own, where it has some. */
export function inWords(error: Error): string {
  if (error instanceof ConnectionLost) return say('lost.kept');
  if (error instanceof StreetdateProblem) return error.problem.detail ?? error.problem.title;
  return error.message;
}
