import { signInWords } from '@streetdate/evidence/internal/words';
import { currentLanguage, say, writing } from '../words.ts';

/**
 * What a sign of provenance found, or why it found nothing. The sign's own sentence is English; in another language the page says what the
 * sign measures, and shows that sentence on demand. What somebody stated without a sign stays in their words.
 */
export function SignReason({ sign, reason }: { readonly sign?: string | undefined; readonly reason: string }) {
  const { name, measures } = sign === undefined ? {} : signInWords(sign, writing());
  const isEnglish = currentLanguage() === 'en';
  return (
    <>
      {name !== undefined && <strong>{name}</strong>}
      {measures !== undefined && <p class="soft small">{measures}</p>}
      {isEnglish || sign === undefined ? (
        <p class="soft small" lang={sign === undefined ? undefined : 'en'}>
          {reason}
        </p>
      ) : (
        <details class="small">
          <summary>{say('provenance.original')}</summary>
          <p lang="en">{reason}</p>
        </details>
      )}
    </>
  );
}
