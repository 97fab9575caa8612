import type { ComponentChildren } from 'preact';

/** A value under its name, in a list of class `figures`. */
export function Figure({
  name,
  note,
  children,
}: {
  readonly name: string;
  /** What the value means. @defaultValue nothing */
  readonly note?: string | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {note !== undefined && <small>{note}</small>}
      </dd>
    </div>
  );
}
