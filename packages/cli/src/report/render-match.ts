import { count, groupDigits } from '../output/count-words.ts';
import { discsInWords } from '../output/disc-words.ts';
import { barsInWords, coveredInWords, cutInWords, insetInWords, tiltInWords } from '../output/geometry-words.ts';
import { sourcesInWords } from '../output/source-words.ts';
import type { ReportContent, ReportMatch, ReportReference, ReportScan } from './content.ts';
import { drawDistances } from './distance-plot.ts';
import { chanceInWords, percent, speedInWords, superscript } from './evidence-words.ts';
import { html, type Markup } from './html.ts';
import type { PicturePair } from './pictures.ts';
import { renderPairs } from './render-pairs.ts';
import { clockTime } from './time-words.ts';
import { drawTimeline } from './timeline.ts';

/** What is known of an enrolled rendition, in words. */
export const KIND_WORDS: Readonly<Record<ReportReference['kind'], string>> = {
  disc: 'Disc',
  master: 'Master',
  screener: 'Screener',
  still: 'Still picture',
  background: 'Background',
};

/** One match: what was found, how sure that is, the frames, the timeline, the segments and the distances. */
export function renderMatch(
  match: ReportMatch,
  scan: ReportScan,
  content: ReportContent,
  pairs: readonly PicturePair[] | undefined,
  id: string,
): Markup {
  const { hashBits = 256 } = content;
  const reference = content.references.get(match.referenceId);
  // One picture has no course in time to draw.
  const film = scan.kind === 'film';
  return html`<section class="match" id="${id}" aria-labelledby="${id}-name">
<h3 id="${id}-name">${match.strength === 'strong' ? 'Shows' : 'May show'} <cite>${match.title}</cite>${reference?.edition !== undefined && html` <span class="edition">${reference.edition}</span>`}</h3>
${scan.matches.length > 1 && html`<p class="says">${match.verdict.summary}</p>`}
<dl class="facts">
<div><dt>Reference</dt><dd>${reference !== undefined && `${KIND_WORDS[reference.kind]} `}<code>${match.referenceId}</code></dd></div>
<div><dt>Strength</dt><dd><b>${match.strength === 'strong' ? 'Strong' : 'Weak'}</b>, score ${match.score.toFixed(1)}</dd></div>
<div><dt>By chance</dt><dd>${chanceInWords(match.expectedFalseMatches)}</dd></div>
<div><dt>Second opinion</dt><dd>${secondOpinionInWords(match)}</dd></div>
<div><dt>Sound</dt><dd>${soundInWords(match)}</dd></div>
<div><dt>Light</dt><dd>${lightInWords(match)}</dd></div>
${motionInWords(match).map((words) => html`<div><dt>Motion</dt><dd>${words}</dd></div>`)}
${discsInWords(match.discs ?? []).map((words) => html`<div><dt>Enrolled from</dt><dd>${words}</dd></div>`)}
${(match.sources ? sourcesInWords(match.sources) : []).map((words) => html`<div><dt>Source</dt><dd>${words}</dd></div>`)}
${sharedInWords(match).map((words) => html`<div><dt>Shared</dt><dd>${words}</dd></div>`)}
</dl>
${renderPairs(pairs, hashBits)}
<section class="block">
<h4>${film ? 'Timeline' : 'Where it lies'}</h4>
${film && html`<figure>${drawTimeline(match.segments, { id: `${id}-timeline`, queryDuration: scan.duration, referenceDuration: reference?.duration })}</figure>`}
${renderSegments(match)}
</section>
${film && renderDistances(match, hashBits, id)}
</section>
`;
}

/** What this reference shares with others that were found in the same file, a sentence each. */
function sharedInWords({ shared = [] }: ReportMatch): string[] {
  return shared.map(({ referenceId, start, end, kind }) => {
    const span = `${clockTime(start)} to ${clockTime(end)}`;
    if (kind === 'duplicate') return `Reference ${referenceId} is the same film, enrolled twice.`;
    if (kind === 'part') return `From ${span} it has the same pictures as reference ${referenceId}.`;
    return `From ${span} it has the same pictures as reference ${referenceId}: common to several films, and not counted.`;
  });
}

/** How the file shows the picture, and which part of it where it is not the whole. */
function geometryInWords(segment: ReportMatch['segments'][number]): string {
  const { mirrored, rotation, queryView, referenceView, cutOut, tilt, covered } = segment;
  const words = [
    mirrored && 'mirrored',
    rotation !== 0 && `rotated by ${rotation}°`,
    insetInWords(segment),
    barsInWords(segment),
    queryView.startsWith('tilted') && 'tilted by a few degrees',
    tiltInWords(tilt),
    cutOut ? cutInWords(cutOut) : referenceView !== 'active' && 'cropped at its edges',
    coveredInWords(covered),
  ].filter((word) => word !== false);
  return words.join(', ') || 'unchanged';
}

/** What the audio shows, for the same list. */
function soundInWords({ sound }: ReportMatch): string {
  const likeness = sound && `${percent(sound.meanDistance)} of its bits differ over ${sound.codesCompared} codes`;
  switch (sound?.vote) {
    case 'agrees':
      return `It is the reference's sound at the same place: ${likeness}.`;
    case 'disagrees':
      return `It is another sound, dubbed or replaced: ${likeness}. The match of the pictures stays as strong.`;
    case 'alone':
      return `Only the sound was found, not the pictures: ${likeness}. Sound alone decides nothing: films share music.`;
    default:
      return 'There was none to compare.';
  }
}

/** What the mean luma shows, for the same list. */
function lightInWords({ light }: ReportMatch): string {
  if (light === undefined) return 'It was not compared.';
  const course = `correlation ${light.correlation.toFixed(2)} over ${light.changesCompared} changes`;
  if (light.vote === 'agrees') return `It brightens and darkens as the reference does at the same place: ${course}.`;
  return light.changesCompared === 0 ? 'Too few changes to compare.' : `It is inconclusive: ${course}.`;
}

/** What the motion shows, a sentence for each segment that was found by it. */
function motionInWords({ segments }: ReportMatch): string[] {
  return segments.flatMap(({ motion, queryStart, queryEnd }) => {
    if (motion === undefined) return [];
    const seen = [motion, ...(motion.also ? [motion.also] : [])].map(
      ({ seenIn, moments, correlation }) => `${correlation.toFixed(2)} over ${moments} ${seenIn === 'pictures' ? 'pictures' : 'moments'}`,
    );
    return `From ${clockTime(queryStart)} to ${clockTime(queryEnd)} the scene is too still or too short to be placed by its pictures alone. Its motion places it: correlation ${seen.join(' and ')}. Unrelated films reach that at most once in 10${superscript(Math.round(-motion.logChance))} places.`;
  });
}

function secondOpinionInWords(match: ReportMatch): string {
  const opinion = match.secondOpinion;
  if (opinion === undefined) return 'None: the fingerprints share no second hash.';
  const compared = `${count(opinion.framesCompared, 'frame')} compared by ${opinion.algorithm}`;
  if (opinion.vote === 'silent') return `Silent: too few frames to say (${compared}).`;
  const difference = `on average ${percent(opinion.meanDistance)} of the bits differ`;
  return `An independent hash ${opinion.vote}: ${compared}, ${difference}.`;
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
<p class="hint">Frames: how many were compared on the segment's line, and in brackets how many of them were independent; a picture that stands still counts once.</p>`;
}

function span(start: number, end: number): Markup {
  return html`<span><span class="time">${clockTime(start, 3)}</span> – <span class="time">${clockTime(end, 3)}</span></span>`;
}

function renderDistances(match: ReportMatch, hashBits: number, id: string): Markup {
  const plot = drawDistances(match.segments, { id: `${id}-distances`, hashBits });
  if (plot === undefined) {
    return html`<section class="block"><h4>Distances</h4><p class="note">The distances of the single frames were not kept with this scan.</p></section>`;
  }
  const dot =
    plot.marks === 'frames'
      ? 'a compared frame'
      : 'the mean of neighbouring frames; the line through it reaches from the least to the most';
  return html`<section class="block">
<h4>Distance of every compared frame</h4>
<p class="hint">Share of the ${hashBits} bits of a picture's hash that differ between query and reference. Lower is more alike; single high dots are usual where the film moves fast, and count in the mean.</p>
<figure class="with-names">${plot.picture}
<figcaption class="legend">
<span><svg width="14" height="14" aria-hidden="true"><circle class="frame" cx="7" cy="7" r="3"/></svg> ${dot}</span>
<span><svg width="22" height="14" aria-hidden="true"><line class="mean" x1="0" x2="22" y1="7" y2="7"/></svg> mean of a segment</span>
${
  match.segments.some((segment) => segment.backgroundDistance !== undefined) &&
  html`<span><svg width="22" height="14" aria-hidden="true"><line class="background" x1="0" x2="22" y1="7" y2="7"/></svg> the same frames beside other moments of the reference</span>`
}
<span><svg width="22" height="14" aria-hidden="true"><line class="unrelated" x1="0" x2="22" y1="7" y2="7"/></svg> where unrelated pictures lie</span>
</figcaption></figure>
</section>`;
}
