import { useState } from 'preact/hooks';
import { Field } from './form.tsx';

/** A field for a file of the viewer's own, which is read in this page, and neither sent nor kept. It says where the file has something else. */
export function OwnFile({
  label,
  hint,
  accept,
  bad,
  read,
}: {
  readonly label: string;
  readonly hint?: string;
  /** Names and types of the files, as in HTML. */
  readonly accept: string;
  /** What is said of a file that has something else. */
  readonly bad: string;
  /** Takes the file; undefined where none is chosen any more. @returns Whether it can be read. */
  readonly read: (file: File | undefined) => Promise<boolean>;
}) {
  const [isBad, setBad] = useState(false);
  return (
    <>
      <div class="no-print">
        <Field label={label} {...(hint !== undefined && { hint })}>
          <input
            type="file"
            accept={accept}
            onChange={async ({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              setBad(!(await read(file)) && file !== undefined);
            }}
          />
        </Field>
      </div>
      <div role="alert">
        {isBad && (
          <p class="notice" data-tone="review">
            {bad}
          </p>
        )}
      </div>
    </>
  );
}
