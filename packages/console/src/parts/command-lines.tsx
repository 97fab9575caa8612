import { useState } from 'preact/hooks';
import { say, type Word } from '../words.ts';

/** Commands for the machine where the library's keys are, each with what it makes and a button that copies it. */
export function CommandLines({ lines }: { readonly lines: readonly (readonly [word: Word, command: string])[] }) {
  const [copied, setCopied] = useState<Word | undefined>();
  return (
    <ul class="lines">
      {lines.map(([word, command]) => (
        <li key={word}>
          <div class="stack">
            <strong>{say(word)}</strong>
            <code class="mono wrap">{command}</code>
          </div>
          <button
            type="button"
            class="button little"
            aria-label={`${say('copy.command')}: ${say(word)}`}
            onClick={() => navigator.clipboard?.writeText(command).then(() => setCopied(word))}
          >
            {say(copied === word ? 'copied' : 'copy.command')}
          </button>
        </li>
      ))}
    </ul>
  );
}
