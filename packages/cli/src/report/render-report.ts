import { createHash } from 'node:crypto';
import type { ReportContent } from './content.ts';
import { html } from './html.ts';
import { renderMethod } from './method.ts';
import type { ReportPictures } from './pictures.ts';
import { renderScan } from './render-scan.ts';
import { STYLE } from './style.ts';
import { headline, renderErrors, renderFileList, renderHead, renderUnmatched } from './summary.ts';
import { bySeverity } from './verdict-label.ts';

// Allow embedded pictures and this one style sheet. Block scripts, forms and every request.
const POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${createHash('sha256').update(String(STYLE)).digest('base64')}'; base-uri 'none'; form-action 'none'`;

// Further files stay folded: readers of hundreds use the list.
const MOST_OPEN = 20;

/**
 * Writes the report as one self-contained HTML page. Pure: the same content and pictures give the same page on every computer.
 * @param content - The scans and their references.
 * @param pictures - The frames to show. @defaultValue none
 * @returns The whole page, with all text escaped.
 */
export function renderReport(content: ReportContent, pictures: ReportPictures = new Map()): string {
  const scans = [...content.scans].sort(bySeverity);
  const found = scans.filter((scan) => scan.matches.length > 0).map((scan, index) => ({ scan, id: `file-${index + 1}` }));
  const unmatched = scans.filter((scan) => scan.matches.length === 0);
  const articles = found.map(({ scan, id }) => renderScan(scan, content, pictures, id));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Streetdate ${content.version}">
<title>${headline(content)} – Streetdate report</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${renderHead(content)}
${scans.length === 0 && html`<p class="note">No file was scanned, so this report makes no statement.</p>`}
${renderFileList(found)}
${articles.slice(0, MOST_OPEN)}
${
  articles.length > MOST_OPEN &&
  html`<details class="rest">
<summary><h2>${articles.length - MOST_OPEN} further files with a match</h2></summary>
${articles.slice(MOST_OPEN)}
</details>`
}
${renderErrors(content)}
${renderUnmatched(unmatched)}
${renderMethod(content)}
</main>
</body>
</html>
`;
  return String(page);
}
