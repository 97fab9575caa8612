import type { Segment } from '@streetdate/matcher';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 800;
const BAR = { height: 24, query: 24, reference: 100 } as const;

/** Copy and film as two bars, one above the other, each as wide as the picture, with the segments and what they correspond to. */
export function timeline(queryDuration: number, referenceDuration: number, segments: readonly Segment[]): SVGElement {
  const svg = element('svg', { viewBox: `0 0 ${WIDTH} 150`, role: 'img' });
  svg.append(
    caption(`copy, ${queryDuration.toFixed(1)} s`, BAR.query - 8),
    caption(`film, ${referenceDuration.toFixed(1)} s`, BAR.reference + BAR.height + 16),
    bar('film', 0, WIDTH, BAR.query),
    bar('film', 0, WIDTH, BAR.reference),
  );
  for (const { queryStart, queryEnd, referenceStart, referenceEnd } of segments) {
    const [left, right] = [at(queryStart, queryDuration), at(queryEnd, queryDuration)];
    const [shownLeft, shownRight] = [at(referenceStart, referenceDuration), at(referenceEnd, referenceDuration)];
    const [top, bottom] = [BAR.query + BAR.height, BAR.reference];
    svg.append(
      element('polygon', { class: 'link', points: `${left},${top} ${right},${top} ${shownRight},${bottom} ${shownLeft},${bottom}` }),
      bar('segment', left, right, BAR.query),
      bar('segment', shownLeft, shownRight, BAR.reference),
    );
  }
  return svg;
}

/** A still has no length: what it shows is at its left edge. */
function at(time: number, duration: number): number {
  return duration > 0 ? (time / duration) * WIDTH : 0;
}

function bar(kind: string, left: number, right: number, top: number): SVGElement {
  return element('rect', { class: kind, x: left, y: top, width: Math.max(1, right - left), height: BAR.height });
}

function caption(text: string, y: number): SVGElement {
  const node = element('text', { x: 0, y });
  node.textContent = text;
  return node;
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const node = document.createElementNS(SVG, name) as SVGElement;
  for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, String(value));
  return node;
}
