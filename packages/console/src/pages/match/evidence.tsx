import { CommandLines } from '../../parts/command-lines.tsx';
import { say } from '../../words.ts';

/** How a verdict becomes a signed bundle: by commands at the machine of whoever has the key, with the id of this scan in them. */
export function Evidence({ scanId }: { readonly scanId: string }) {
  return (
    <section class="card stack no-print" aria-labelledby="evidence">
      <h2 id="evidence">{say('case.do')}</h2>
      <p class="reading soft">{say('match.do.text')}</p>
      <p class="reading soft">{say('do.where')}</p>
      <CommandLines
        lines={[
          ['match.do.record', `streetdate ledger record ${scanId} --by NAME`],
          ['case.do.bundle', `streetdate bundle ${scanId} --key key.pem --output bundle.zip`],
        ]}
      />
      <p>
        <a class="button" href="/verify.html">
          {say('case.verify')}
        </a>
      </p>
    </section>
  );
}
