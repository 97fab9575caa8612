import { IN_ENGLISH, inWords } from '@streetdate/evidence/internal/words';
import { describeSureness } from '@streetdate/matcher/internal';
import { count, groupDigits } from '../output/count-words.ts';
import { discsInWords } from '../output/disc-words.ts';
import { barsInWords, coveredInWords, cropInWords, insetInWords, tiltInWords } from '../output/geometry-words.ts';
import type { ReportContent, ReportMatch, ReportScan } from './content.ts';
import { drawDistances } from './distance-plot.ts';
import { chanceInWords, percent, sentence, speedInWords, superscript } from './evidence-words.ts';
import { html, type Markup } from './html.ts';
import type { PicturePair } from './pictures.ts';
import { renderPairs } from './render-pairs.ts';
import { mediaTime } from './time-words.ts';
import { drawTimeline } from './timeline.ts';

/** One match: reference, strength, frames, timeline, segments and distances. */
export function renderMatch(
  match: ReportMatch,
  scan: ReportScan,
  content: ReportContent,
  pairs: readonly PicturePair[] | undefined,
  id: string,
): Markup {
  const { hashBits = 256 } = content;
  const reference = content.references.get(match.referenceId);
  // A still has no timeline, and sound no distances of frames.
  const hasTimeline = scan.kind !== 'still';
  return html`<section class="match" id="${id}" aria-labelledby="${id}-name">
<h3 id="${id}-name">${match.strength === 'strong' ? 'Shows' : 'May show'} <cite>${match.title}</cite>${reference?.edition !== undefined && html` <span class="edition">${reference.edition}</span>`}</h3>
${match.verdict.summary !== scan.verdict.summary && html`<p class="says">${match.verdict.summary}</p>`}
<dl class="facts">
<div><dt>Reference</dt><dd>${reference !== undefined && `${inWords(`kind.${reference.kind}`, IN_ENGLISH)} `}<code>${match.referenceId}</code></dd></div>
<div><dt>Strength</dt><dd>${sentence(describeSureness(match))}.</dd></div>
<div><dt>Chance</dt><dd>${chanceInWords(match.expectedFalseMatches)}</dd></div>
<div><dt>Second hash</dt><dd>${secondHashInWords(match)}</dd></div>
<div><dt>Sound</dt><dd>${soundInWords(match)}</dd></div>
<div><dt>Luma</dt><dd>${lumaInWords(match)}</dd></div>
${motionInWords(match).map((words) => html`<div><dt>Motion</dt><dd>${words}</dd></div>`)}
${discsInWords(match.discs ?? []).map((words) => html`<div><dt>Enrolled from</dt><dd>${words}</dd></div>`)}
${sharedInWords(match).map((words) => html`<div><dt>Shared</dt><dd>${words}</dd></div>`)}
</dl>
${renderPairs(pairs, hashBits)}
<section class="block">
<h4>${hasTimeline ? 'Timeline' : 'Position'}</h4>
${hasTimeline && html`<figure>${drawTimeline(match.segments, { id: `${id}-timeline`, queryDuration: scan.duration, referenceDuration: reference?.duration, ...markedOf(match) })}${captionOf(match)}</figure>`}
${renderSegments(match)}
</section>
${scan.kind === 'film' && renderDistances(match, hashBits, id)}
</section>
`;
}

/** What the timeline marks: what promos show of the reference, and what of the file no promo shows. */
function markedOf({ published = [], verdict }: ReportMatch) {
  return { published, unpublished: published.length > 0 ? (verdict.unpublished?.intervals ?? []) : [] };
}

function captionOf(match: ReportMatch): Markup | undefined {
  const { published, unpublished } = markedOf(match);
  if (published.length === 0) return undefined;
  const promos = [...new Set(match.published?.map(({ referenceId }) => referenceId))].join(', ');
  return html`<figcaption><span class="key published"></span> published in <bdi>${promos}</bdi>${unpublished.length > 0 && html` <span class="key unpublished"></span> not published`}</figcaption>`;
}

/** What this reference shares with other matches of the file, a sentence each. */
function sharedInWords({ shared = [] }: ReportMatch): string[] {
  return shared.map(({ referenceId, start, end, kind }) => {
    const span = `${mediaTime(start)} to ${mediaTime(end)}`;
    if (kind === 'duplicate') return `Reference ${referenceId} is the same film, enrolled twice.`;
    if (kind === 'part') return `From ${span} it has the same pictures as reference ${referenceId}.`;
    return `From ${span} it has the same pictures as reference ${referenceId}. This is shared content of several films and does not count.`;
  });
}

/** How the file shows the picture, and which crop of it. */
function geometryInWords(segment: ReportMatch['segments'][number]): string {
  if (segment.foundBy === 'sound') return 'not compared: sound only';
  const { mirrored, rotation, inverted, queryView, referenceView, cutOut, cutOutAtEnd, tilt, covered } = segment;
  const words = [
    mirrored && 'mirrored',
    inverted && 'as a negative',
    rotation !== 0 && `rotated by ${rotation}°`,
    insetInWords(segment),
    barsInWords(segment),
    queryView.startsWith('tilted') && 'tilted by a few degrees',
    tiltInWords(tilt),
    cutOut ? cropInWords(cutOut, cutOutAtEnd) : referenceView !== 'active' && 'edges cropped',
    coveredInWords(covered),
  ].filter((word) => word !== false);
  return words.join(', ') || 'unchanged';
}

/** The audio evidence in words. */
function soundInWords({ sound }: ReportMatch): string {
  const likeness = sound && `${percent(sound.meanDistance)} of its bits differ over ${sound.codesCompared} codes`;
  switch (sound?.vote) {
    case 'agrees':
      return `The reference's sound at the same place: ${likeness}.`;
    case 'disagrees':
      return `Other sound, dubbed or replaced: ${likeness}. This does not weaken the match of the pictures.`;
    case 'alone':
      return `Only the sound matches, not the pictures: ${likeness}. Sound alone decides nothing, since films share music.`;
    default:
      return 'No sound could be compared.';
  }
}

/** The mean-luma evidence in words. */
function lumaInWords({ light }: ReportMatch): string {
  if (light === undefined) return 'Not compared.';
  const course = `correlation ${light.correlation.toFixed(2)} over ${light.changesCompared} changes`;
  if (light.vote === 'agrees') return `Mean luma changes as in the reference at the same place: ${course}.`;
  return light.changesCompared === 0 ? 'Inconclusive: luma changes too little.' : `Inconclusive: ${course}.`;
}

/** The motion evidence in words, a sentence for each segment that was found by it. */
function motionInWords({ segments }: ReportMatch): string[] {
  return segments.flatMap(({ motion, queryStart, queryEnd }) => {
    if (motion === undefined) return [];
    const seen = [motion, ...(motion.also ? [motion.also] : [])].map(
      ({ seenIn, moments, correlation }) => `${correlation.toFixed(2)} over ${moments} ${seenIn === 'pictures' ? 'pictures' : 'moments'}`,
    );
    return `From ${mediaTime(queryStart)} to ${mediaTime(queryEnd)} the scene is too still or too short for frame hashes to fix the moment. Motion fixes it: correlation ${seen.join(' and ')}. Unrelated films reach that at one in 10${superscript(Math.round(-motion.logChance))} places.`;
  });
}

function secondHashInWords(match: ReportMatch): string {
  const opinion = match.secondOpinion;
  if (opinion === undefined) return 'None: the fingerprints have no second hash in common.';
  const compared = `${count(opinion.framesCompared, 'frame')} compared by ${opinion.algorithm}`;
  if (opinion.vote === 'silent') return `Inconclusive: too few frames (${compared}).`;
  const difference = `on average ${percent(opinion.meanDistance)} of the bits differ`;
  return `It ${opinion.vote}: ${compared}, ${difference}.`;
}

function renderSegments(match: ReportMatch): Markup {
  return html`<div class="scroll"><table class="segments stacks">
<thead><tr><th scope="col">Segment</th><th scope="col">Query</th><th scope="col">Reference</th><th scope="col">Speed</th><th scope="col">Picture</th><th scope="col" class="figure">Bits that differ</th><th scope="col" class="figure">Frames</th></tr></thead>
<tbody>
${match.segments.map(
  (segment, index) => html`<tr><th scope="row">${index + 1}</th>
<td data-name="Query">${span(segment.queryStart, segment.queryEnd)}</td><td data-name="Reference">${span(segment.referenceStart, segment.referenceEnd)}</td>
<td data-name="Speed" class="words">${speedInWords(segment.speed)}</td><td data-name="Picture">${geometryInWords(segment)}</td>
<td data-name="Bits that differ" class="figure">${percent(segment.meanDistance)}</td>
<td data-name="Frames" class="figure" title="compared (independent)">${groupDigits(segment.framesCompared)} (${groupDigits(Math.round(segment.independentFrames))})</td></tr>
`,
)}</tbody>
</table></div>
<p class="hint">Frames: the number compared in the segment and, in brackets, the number of independent ones. A still picture counts once.</p>`;
}

function span(start: number, end: number): Markup {
  return html`<span><span class="time">${mediaTime(start, 3)}</span> – <span class="time">${mediaTime(end, 3)}</span></span>`;
}

function renderDistances(match: ReportMatch, hashBits: number, id: string): Markup {
  const plot = drawDistances(match.segments, { id: `${id}-distances`, hashBits });
  if (plot === undefined) {
    return html`<section class="block"><h4>Distances</h4><p class="note">This scan did not store the distances of single frames.</p></section>`;
  }
  const dot = plot.marks === 'frames' ? 'a compared frame' : 'mean of neighbouring frames, with their range';
  return html`<section class="block">
<h4>Distance of every compared frame</h4>
<p class="hint">Share of the ${hashBits} bits of a frame hash that differ between query and reference. Lower is more alike. Single high dots are normal in fast motion and count in the mean.</p>
<figure class="with-names">${plot.picture}
<figcaption class="legend">
<span><svg width="14" height="14" aria-hidden="true"><circle class="frame" cx="7" cy="7" r="3"/></svg> ${dot}</span>
<span><svg width="22" height="14" aria-hidden="true"><line class="mean" x1="0" x2="22" y1="7" y2="7"/></svg> mean of a segment</span>
${
  match.segments.some((segment) => segment.backgroundDistance !== undefined) &&
  html`<span><svg width="22" height="14" aria-hidden="true"><line class="background" x1="0" x2="22" y1="7" y2="7"/></svg> the same frames against other moments of the reference</span>`
}
<span><svg width="22" height="14" aria-hidden="true"><line class="unrelated" x1="0" x2="22" y1="7" y2="7"/></svg> unrelated pictures</span>
</figcaption></figure>
</section>`;
}
