import type { Page } from 'playwright-core';

/** Most characters of a line that people still read with ease; typography says 45 to 75, and a table's cell may have somewhat more. */
const LONGEST_LINE = 100;

/** How far words of a drawing may stand over its edge: those of its first and last mark do, by half, and nothing is there. Pixels. */
const BESIDE_DRAWING = 8;

/**
 * What of a page stands where it cannot be read: lines that are too long, words over the edge of the screen that nothing scrolls to, words of a
 * drawing outside it, and parts that are wider than their card.
 */
export async function layoutFaults(page: Page): Promise<string[]> {
  return (await page.evaluate(`(() => {
    const found = [];
    const name = (text) => JSON.stringify(text.trim().slice(0, 40));
    // What is hidden from sight, and what its own part of the page scrolls.
    const isApart = (element) => element.closest('.unseen, .skip, pre, code, [hidden]') !== null;
    const scrolls = (element) => {
      for (let each = element; each && each !== document.body; each = each.parentElement)
        if (/auto|scroll/.test(getComputedStyle(each).overflowX)) return true;
      return false;
    };
    for (const card of document.querySelectorAll('.card, .sighting'))
      if (card.scrollWidth > card.clientWidth + 1)
        found.push('the part ' + name(card.textContent) + ' has something that stands over its edge by ' + (card.scrollWidth - card.clientWidth) + ' pixels');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent;
      const parent = node.parentElement;
      if (text.trim() === '' || isApart(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 1);
      if (boxes.length === 0) continue;
      const lines = new Set(boxes.map(({ top }) => Math.round(top))).size;
      if (text.trim().length / lines > ${LONGEST_LINE}) found.push(name(text) + ' has lines of ' + Math.round(text.length / lines) + ' characters');
      const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))];
      const svg = parent.closest('svg');
      const edge = svg === null ? { left: 0, right: innerWidth } : svg.getBoundingClientRect();
      const slack = svg === null ? 1 : ${BESIDE_DRAWING};
      if ((right > edge.right + slack || left < edge.left - slack) && (svg !== null || !scrolls(parent)))
        found.push(name(text) + ' stands over the edge by ' + Math.round(Math.max(right - edge.right, edge.left - left)) + ' pixels');
    }
    return found;
  })()`)) as string[];
}
