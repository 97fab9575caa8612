import { CommandLines } from '../../parts/command-lines.tsx';
import { isGuest } from '../../service.ts';
import { say } from '../../words.ts';
import type { Case } from './load.ts';

/** What is made of the case at the machine that keeps the key: a service has none, and writes no letters by itself. */
const COMMANDS = [
  ['case.do.report', 'streetdate case report --output case.html'],
  ['case.do.bundle', 'streetdate case bundle --key key.pem --output case.zip'],
  ['case.do.letters', 'streetdate draft dsa --facts facts.json --output drafts'],
  ['case.do.recipients', 'streetdate recipients sent.csv --mapping columns.json --seen TITLE:VARIANT:INSTANT --json'],
] as const;

/** The case as a file, and the commands that make the page, the bundle, the letters and the ranking of recipients. */
export function Commands({ found }: { readonly found: Case }) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([`${JSON.stringify(found, undefined, 2)}\n`], { type: 'application/json' }));
    Object.assign(document.createElement('a'), { href: address, download: `case-${found.generatedAt.slice(0, 10)}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  return (
    <section class="card stack no-print" aria-labelledby="do">
      <h2 id="do">{say('case.do')}</h2>
      {!isGuest() && <p class="reading soft">{say('case.do.text')}</p>}
      <p class="row">
        <button type="button" class="button main-button" onClick={save}>
          {say('case.do.save')}
        </button>
        <button type="button" class="button" onClick={() => print()}>
          {say('case.print')}
        </button>
        <a class="button" href="/verify.html">
          {say('case.verify')}
        </a>
      </p>
      {!isGuest() && (
        <>
          <p class="reading soft">{say('do.where')}</p>
          <CommandLines lines={COMMANDS} />
        </>
      )}
    </section>
  );
}
