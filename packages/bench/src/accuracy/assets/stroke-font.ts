/**
 * Capital letters, digits and a few signs as SVG paths on a grid 4 wide and 6 high. Drawn as strokes, so that subtitles, notices and
 * credits look the same on every machine: ffmpeg's `drawtext` and librsvg both need fonts that a bare system lacks.
 */
const GLYPHS: Readonly<Record<string, string>> = {
  A: 'M0 6L2 0L4 6M.7 4H3.3',
  B: 'M0 0V6H2.5Q4 6 4 4.5Q4 3 2.5 3H0M0 0H2.3Q3.6 0 3.6 1.5Q3.6 3 2.3 3',
  C: 'M4 1Q3.3 0 2 0Q0 0 0 3Q0 6 2 6Q3.3 6 4 5',
  D: 'M0 0V6H1.8Q4 6 4 3Q4 0 1.8 0Z',
  E: 'M4 0H0V6H4M0 3H3',
  F: 'M4 0H0V6M0 3H3',
  G: 'M4 1Q3.3 0 2 0Q0 0 0 3Q0 6 2 6Q4 6 4 4V3.2H2.4',
  H: 'M0 0V6M4 0V6M0 3H4',
  I: 'M2 0V6M1 0H3M1 6H3',
  J: 'M3.5 0V4.2Q3.5 6 1.8 6Q0 6 0 4.4',
  K: 'M0 0V6M4 0L0 3.6M1.4 2.6L4 6',
  L: 'M0 0V6H4',
  M: 'M0 6V0L2 3.5L4 0V6',
  N: 'M0 6V0L4 6V0',
  O: 'M2 0Q0 0 0 3Q0 6 2 6Q4 6 4 3Q4 0 2 0Z',
  P: 'M0 6V0H2.4Q4 0 4 1.7Q4 3.4 2.4 3.4H0',
  Q: 'M2 0Q0 0 0 3Q0 6 2 6Q4 6 4 3Q4 0 2 0ZM2.5 4.3L4 6.4',
  R: 'M0 6V0H2.4Q4 0 4 1.6Q4 3.2 2.4 3.2H0M2 3.2L4 6',
  S: 'M3.8 1Q3.3 0 2 0Q.2 0 .2 1.5Q.2 2.7 2 3Q3.9 3.4 3.9 4.6Q3.9 6 2 6Q.6 6 0 5',
  T: 'M0 0H4M2 0V6',
  U: 'M0 0V4Q0 6 2 6Q4 6 4 4V0',
  V: 'M0 0L2 6L4 0',
  W: 'M0 0L1 6L2 2.5L3 6L4 0',
  X: 'M0 0L4 6M4 0L0 6',
  Y: 'M0 0L2 3L4 0M2 3V6',
  Z: 'M0 0H4L0 6H4',
  0: 'M2 0Q.2 0 .2 3Q.2 6 2 6Q3.8 6 3.8 3Q3.8 0 2 0ZM1 4.8L3 1.2',
  1: 'M.8 1.2L2.2 0V6M.8 6H3.6',
  2: 'M.2 1.4Q.4 0 2 0Q3.8 0 3.8 1.6Q3.8 2.8 0 6H4',
  3: 'M.2 1Q.8 0 2 0Q3.6 0 3.6 1.5Q3.6 3 1.6 3Q3.8 3 3.8 4.5Q3.8 6 2 6Q.6 6 0 5',
  4: 'M3 6V0L0 4.2H4',
  5: 'M3.6 0H.6L.3 2.7Q1 2.2 2 2.2Q3.8 2.2 3.8 4.1Q3.8 6 2 6Q.6 6 0 5',
  6: 'M3.4 .3Q.2 .3 .2 4Q.2 6 2 6Q3.8 6 3.8 4.2Q3.8 2.6 2 2.6Q.6 2.6 .2 4',
  7: 'M0 0H4L1.4 6',
  8: 'M2 0Q.4 0 .4 1.5Q.4 3 2 3Q3.6 3 3.6 1.5Q3.6 0 2 0ZM2 3Q.1 3 .1 4.5Q.1 6 2 6Q3.9 6 3.9 4.5Q3.9 3 2 3Z',
  9: 'M.6 5.7Q3.8 5.7 3.8 2Q3.8 0 2 0Q.2 0 .2 1.8Q.2 3.4 2 3.4Q3.4 3.4 3.8 2',
  '.': 'M1.9 5.9H2.1',
  ',': 'M2.1 5.6L1.7 6.8',
  '!': 'M2 0V4M1.9 5.9H2.1',
  '?': 'M.4 1.2Q.6 0 2 0Q3.6 0 3.6 1.5Q3.6 2.5 2.6 3Q2 3.4 2 4.2M1.9 5.9H2.1',
  '-': 'M.8 3H3.2',
  "'": 'M2 0V1.4',
  ':': 'M1.9 2H2.1M1.9 5H2.1',
  '/': 'M0 6.4L4 -.4',
  '#': 'M1.3 0L.7 6M3.3 0L2.7 6M0 2H4M0 4H4',
};
const ADVANCE = 5.4;

/** How wide a text of one line is at a given capital height, both in pixels. */
export function textWidth(text: string, height: number): number {
  return Math.max(0, text.length * ADVANCE - (ADVANCE - 4)) * (height / 6);
}

/**
 * SVG strokes of one line of text; letters are drawn as capitals, and signs that the font lacks as spaces.
 * @param x Left edge in pixels.
 * @param y Top of the capitals in pixels.
 * @param height Height of the capitals in pixels.
 * @param paint SVG attributes: colours, stroke width in units of a sixth of the height.
 */
export function strokeText(text: string, x: number, y: number, height: number, paint: string): string {
  const scale = (height / 6).toFixed(4);
  const glyphs = [...text.toUpperCase()].map((letter, at) => {
    const path = GLYPHS[letter];
    return path === undefined ? '' : `<path transform="translate(${(at * ADVANCE).toFixed(2)} 0)" d="${path}"/>`;
  });
  const style = `fill="none" stroke-linecap="round" stroke-linejoin="round" ${paint}`;
  return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale})" ${style}>${glyphs.join('')}</g>`;
}

/** White text with a black outline, as subtitles have it. */
export function outlinedText(text: string, x: number, y: number, height: number): string {
  const outline = strokeText(text, x, y, height, 'stroke="#000" stroke-width="2"');
  return outline + strokeText(text, x, y, height, 'stroke="#fff" stroke-width="0.9"');
}
