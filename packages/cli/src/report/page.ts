import { createHash } from 'node:crypto';
import { html, type Markup } from './html.ts';

/** The parts of a page. */
export interface Page {
  /** Its title. */
  readonly title: string;
  /** Its language. @defaultValue `en` */
  readonly language?: string;
  /** Version of the command that makes it. */
  readonly version: string;
  /** Its style sheet. */
  readonly style: Markup;
  /** What stands in its body. */
  readonly body: Markup;
}

/** A self-contained HTML page. It allows embedded pictures and its one style sheet, and blocks scripts, forms and every request. */
export function renderPage({ title, language = 'en', version, style, body }: Page): string {
  const digest = createHash('sha256').update(String(style)).digest('base64');
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Streetdate ${version}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return String(page);
}
