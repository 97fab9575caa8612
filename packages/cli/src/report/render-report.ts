import type { ReportContent } from './content.ts';
import { html } from './html.ts';
import { renderMethod } from './method.ts';
import { renderPage } from './page.ts';
import type { ReportPictures } from './pictures.ts';
import { renderScan } from './render-scan.ts';
import { STYLE } from './style.ts';
import { headline, renderErrors, renderFileList, renderHead, renderUnmatched } from './summary.ts';
import { bySeverity } from './verdict-label.ts';

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
  const body = html`${renderHead(content)}
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
${renderMethod(content)}`;
  return renderPage({ title: `${headline(content)} – Streetdate report`, version: content.version, style: STYLE, body });
}
