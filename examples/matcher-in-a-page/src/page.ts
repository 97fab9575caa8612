import { decodeFingerprint, type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { findMatches, LinearIndex } from '@streetdate/matcher';
import { find, segmentTable } from './elements.ts';
import { timeline } from './timeline.ts';

const dropped: { reference?: Fingerprint; query?: Fingerprint } = {};

for (const place of ['reference', 'query'] as const) {
  const input = find(`#${place}`, HTMLInputElement);
  const drop = input.closest('label')!;
  input.addEventListener('change', () => take(place, input.files?.[0]));
  drop.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    take(place, event.dataTransfer?.files[0]);
  });
}

async function take(place: 'reference' | 'query', file: File | undefined): Promise<void> {
  if (file === undefined) return;
  const facts = find(`label:has(#${place}) .facts`, HTMLElement);
  delete dropped[place];
  facts.textContent = '';
  try {
    const fingerprint = decodeFingerprint(new Uint8Array(await file.arrayBuffer()));
    dropped[place] = fingerprint;
    facts.textContent = `${file.name}: ${fingerprint.duration.toFixed(1)} s, ${fingerprint.tracks[0]?.timesMs.length ?? 0} frames`;
    compare();
  } catch (error) {
    if (!(error instanceof StreetdateError)) throw error;
    say(`${file.name}: ${error.message}`, true);
  }
}

function compare(): void {
  const { reference, query } = dropped;
  say('');
  if (reference === undefined || query === undefined) return;
  const index = new LinearIndex();
  index.add('reference', reference);
  const start = performance.now();
  const [match] = findMatches(query, index);
  const took = `(${Math.max(1, Math.round(performance.now() - start))} ms)`;
  if (match === undefined) {
    say(`The copy shows nothing of the film. ${took}`);
    return;
  }
  const { strength, score, segments, secondOpinion } = match;
  const second =
    secondOpinion === undefined ? '' : `; the second hash ${secondOpinion.vote === 'silent' ? 'is silent' : secondOpinion.vote}`;
  say(`A ${strength} match, score ${score.toFixed(1)}${second}. ${took}`);
  find('#result', HTMLElement).replaceChildren(timeline(query.duration, reference.duration, segments), segmentTable(segments));
}

function say(text: string, failed = false): void {
  const verdict = find('#verdict', HTMLElement);
  verdict.textContent = text;
  verdict.classList.toggle('failed', failed);
  find('#result', HTMLElement).replaceChildren();
}
