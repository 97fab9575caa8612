import type { Upload } from '@streetdate/client';
import { failureWords } from '../facts/failures.ts';
import { say } from '../words.ts';

/** Why an upload failed and what to do next, with the service's own message beside; nothing where it did not fail. */
export function FailedUpload({ error, class: look }: { readonly error: Upload['error']; readonly class?: string }) {
  if (error === undefined) return null;
  const words = failureWords(error.code);
  const message = (
    <p class={words === undefined ? look : 'soft small wrap'} lang="en">
      {error.message}
    </p>
  );
  if (words === undefined) return message;
  return (
    <>
      <p class={look}>
        {say(words.what)} {say(words.next)}
      </p>
      {message}
    </>
  );
}
