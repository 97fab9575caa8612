import type { ComponentChildren } from 'preact';
import { type Deed, useDeed } from '../live.ts';
import { say } from '../words.ts';
import { Failure } from './states.tsx';

/** What was typed into a form, without what was left empty. */
export type Typed = Readonly<Record<string, string | undefined>>;

/** A form that keeps what was typed until it has worked. */
export function Form({
  send,
  button,
  children,
  isGrave = false,
  keeps = false,
}: {
  readonly send: (typed: Typed) => Promise<unknown>;
  readonly button: string;
  readonly children: ComponentChildren;
  readonly isGrave?: boolean;
  /** Whether what was typed stays there after it has worked. */
  readonly keeps?: boolean;
}) {
  const deed: Deed = useDeed();
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const typed = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string' && value.trim() !== ''));
        if ((await deed.run(() => send(typed as Typed))) && !keeps) form.reset();
      }}
    >
      {children}
      <Failure error={deed.error} />
      <p>
        <button type="submit" class={isGrave ? 'button grave' : 'button main-button'} disabled={deed.isUnderWay}>
          {deed.isUnderWay ? say('underway') : button}
        </button>
      </p>
    </form>
  );
}

/** A field with its name, and what to know about it. */
export function Field({ label, hint, children }: { readonly label: string; readonly hint?: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: its control is what it is given
    <label class="field">
      <span>{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

/** A button that does one thing, and says why it did not work. */
export function DoButton({
  act,
  children,
  className = 'button little',
  isFinal = false,
}: {
  readonly act: () => Promise<unknown>;
  readonly children: ComponentChildren;
  readonly className?: string;
  /** Whether it cannot be undone, so that the person is asked first. */
  readonly isFinal?: boolean;
}) {
  const deed = useDeed();
  return (
    <span class="stack">
      <button
        type="button"
        class={className}
        disabled={deed.isUnderWay}
        onClick={() => (!isFinal || confirm(say('sure'))) && deed.run(act)}
      >
        {children}
      </button>
      <Failure error={deed.error} />
    </span>
  );
}
