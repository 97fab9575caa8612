/** When output is coloured: `auto` is on a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise, and where `FORCE_COLOR` asks for it. */
export const COLOR_WISHES = ['auto', 'always', 'never'] as const;

/** One of {@link COLOR_WISHES}. */
export type ColorWish = (typeof COLOR_WISHES)[number];

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether text to a stream is coloured. A wish other than `auto` decides alone; then `NO_COLOR` (no-color.org), if it is not empty; then
 * `FORCE_COLOR` (force-color.org), where `0` and `false` mean no; then whether the stream is a terminal.
 */
export function wantsColor(stream: { readonly isTTY?: boolean }, env: Environment, wish: ColorWish = 'auto'): boolean {
  if (wish !== 'auto') return wish === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

// Select Graphic Rendition (ECMA-48, 8.3.117). The eight colours of every terminal, which its user has chosen.
const CODES = {
  heading: [1, 22],
  faint: [2, 22],
  error: [31, 39],
  warning: [33, 39],
  'pre-release-leak': ['1;31', '22;39'],
  'needs-review': [33, 39],
  authorised: [32, 39],
  'released-copy': [32, 39],
  'published-material': [32, 39],
  'no-match': [2, 22],
} as const;

/** What a piece of text is: it decides how the text looks. */
export type Role = keyof typeof CODES;

/** Paints a text that is safe on a terminal: escape what comes from others first, see `escapeText`. */
export type Style = (role: Role, text: string) => string;

/** Paints nothing. */
export const PLAIN: Style = (_role, text) => text;

/** Paints with the colours of the terminal. */
export const COLORED: Style = (role, text) => `\u001b[${CODES[role][0]}m${text}\u001b[${CODES[role][1]}m`;

/** How results are written for people. A `Console` is one. */
export interface TextOptions {
  /** Paints. @defaultValue {@link PLAIN} */
  readonly style?: Style;
  /** Whether everything is told, such as each ISCC. @defaultValue false */
  readonly verbose?: boolean;
}
