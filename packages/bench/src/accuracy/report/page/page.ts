import { html, Markup } from '../../../results/plot/markup.ts';
import type { Estimate } from '../../metrics/bootstrap.ts';
import type { PeerScores } from '../../peers/score-peers.ts';
import type { FramePairs } from '../frame-pairs.ts';
import type { AccuracyRun } from '../run.ts';
import { drawCalibration } from './calibration-plot.ts';
import { drawCurves } from './curve-plot.ts';
import { drawHistogram } from './histogram.ts';
import { drawPairs } from './pairs-section.ts';
import { drawRecalls } from './recall-plot.ts';
import { STYLE } from './style.ts';

/** Scores are drawn up to here: one false match in 10^120 searches says more of the model than of films. */
const MOST_SCORE = 120;

/** The results as one HTML page that loads nothing: tables, plots, and the worst misses as pairs of pictures. */
export function accuracyPage(run: AccuracyRun, pairs: FramePairs): string {
  const { scores, facts, peers } = run;
  const title = `Accuracy, ${run.set} set`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>${title}</title>
<style>${new Markup(STYLE)}</style></head><body><main>
<h1>${title}</h1>
<p class="about">Clips: ${run.clips}. Seed ${run.seed}, copies of each attack: ${run.perAttack}. ${scores.queries} queries against ${run.references} references (${run.copied} of them copied): ${scores.truePairs} true pairs, ${scores.nullPairs} that are not. ${facts.processor}, Node ${facts.node}, ${facts.ffmpeg}, commit ${facts.commit ?? 'unknown'}, ${facts.date}. Intervals: middle 95 % of 1,000 bootstrap draws of queries.</p>
${drawFigures(run)}
${peers && drawPeers(peers)}
<h2>Precision over recall</h2>
${drawCurves([{ name: 'Streetdate', curve: scores.curve }, ...(peers?.scores ?? [])])}
<h2>Recall of each attack</h2>
${drawRecalls(scores.attacks)}
<h2>Expected false matches</h2>
<p>The score is minus the decimal logarithm of how many matches as good one search among unrelated films would give. Pairs of which nothing was said have none.</p>
${drawHistogram(
  [
    { name: 'true pairs', style: 'true', values: scores.trueScores },
    { name: 'pairs that are not', style: 'false', values: scores.falseScores },
    ...(run.nullPairs === undefined
      ? []
      : [{ name: 'unrelated windows', style: 'unrelated', values: run.nullPairs.reported.map(({ score }) => score) }]),
  ],
  {
    counted: 'pairs',
    title: 'Scores of true and of false pairs',
    name: `score (−log₁₀ of the expected false matches; the last bar holds all above)`,
    min: 0,
    max: MOST_SCORE,
    bars: 60,
    line: { at: 3, name: 'acted on from here' },
  },
)}
${run.nullPairs && html`<h2>Expected and counted false matches</h2>${drawCalibration(run.nullPairs.calibration)}`}
<h2>Start error</h2>
${drawHistogram([{ name: 'segments found', style: 'true', values: scores.startErrors }], { title: 'Error of the start in the query', counted: 'segments found', name: 'said minus true start in the query, seconds; the outer bars hold all beyond', min: -3, max: 3, bars: 48 })}
${section('Missed', scores.misses.length, pairs.missed, 'The true frame beside the query’s, in the middle of what was to be found; those of which least was said come first.')}
${section('Falsely accused', scores.strongFalse.length, pairs.accused, 'The frame of the query beside the one that it was taken for.')}
${section('Found by the narrowest margin', undefined, pairs.narrow, 'True pairs that were found with the lowest scores.')}
</main></body></html>
`;
  return String(page);
}

function drawFigures({ scores, nullPairs }: AccuracyRun): Markup {
  const row = (name: string, estimate: Estimate, target = '') =>
    html`<tr><th>${name}</th><td class="number">${fixed(estimate.value)}</td><td class="number">${interval(estimate)}</td><td>${target}</td></tr>`;
  const count = (name: string, value: number) => html`<tr><th>${name}</th><td class="number">${value}</td><td></td><td>none</td></tr>`;
  return html`<div class="scroll"><table><thead><tr><th></th><th class="number">value</th><th class="number">interval</th><th>to reach</th></tr></thead><tbody>
${row('micro average precision', scores.microAveragePrecision, 'at least 0.97')}
${row('recall at zero false positives', scores.recallAtZeroFalse, 'at least 0.93')}
${row('recall at the shipped threshold', scores.recall)}
${count('false positives at the shipped threshold', scores.strongFalse.length)}
${nullPairs && count(`… in ${nullPairs.pairs.toLocaleString('en')} unrelated pairs`, nullPairs.strong)}
${row('median segment IoU', scores.medianIou, 'at least 0.92')}
${row('segment precision, as VCSL has it', scores.segmentPrecision)}
${row('segment recall, as VCSL has it', scores.segmentRecall)}
${row('median start error, s', scores.medianStartError, 'at most 0.25')}
${row('median end error, s', scores.medianEndError)}
</tbody></table></div>`;
}

function drawPeers({ scores, skipped }: PeerScores): Markup {
  return html`<h2>Peers</h2>
<p>On the same queries and references. Each peer’s setting and threshold are the ones that serve it best on this very set; Streetdate’s were fixed before.</p>
<div class="scroll"><table><thead><tr><th></th><th class="number">micro average precision</th><th class="number">recall at zero false</th><th class="number">recall, precision at its best</th><th class="number">our lead</th><th>its best setting</th></tr></thead><tbody>
${scores.map(
  (peer) =>
    html`<tr><th>${peer.name}${peer.isOurs ? ' (no peer: our score)' : ''}</th><td class="number">${fixed(peer.microAveragePrecision.value)}</td><td class="number">${fixed(peer.recallAtZeroFalse.value)}</td><td class="number">${peer.best && `${fixed(peer.best.recall)}, ${fixed(peer.best.precision)}`}</td><td class="number">${fixed(peer.lead.value)}<br><span class="about">${interval(peer.lead)}</span></td><td>${peer.setting}</td></tr>`,
)}
</tbody></table></div>
<ul class="about">${scores.map(({ name, about }) => html`<li>${name}: ${about}.</li>`)}</ul>
${skipped.map(({ name, reason }) => html`<p class="about">Skipped: ${name}, since ${reason}.</p>`)}`;
}

function section(title: string, count: number | undefined, pairs: FramePairs[keyof FramePairs], about: string): Markup {
  const heading = html`<h2>${title}${count === undefined ? undefined : `: ${count}`}</h2>`;
  return pairs.length === 0 ? heading : html`${heading}<p>${about}</p>${drawPairs(pairs)}`;
}

const fixed = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));
const interval = ({ low, high }: Estimate): string => (Number.isNaN(low) ? '' : `${fixed(low)} to ${fixed(high)}`);
