import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

const KEPT = new URL('../pictures/', import.meta.url);

/** How much smaller a kept picture is than the page: words become grey lines, whose exact letters do not matter. */
const SMALLER = 8;
/** Values of a colour that count as another one, of 255, and the share of pixels that may have one: times and ids differ each time. */
const [OTHER, MOST] = [40, 0.04] as const;

/**
 * What differs between a page and its kept picture: layout, colours, a part that is missing. `UPDATE_PICTURES=1` keeps the page instead.
 * @returns Nothing, or in one sentence how much.
 */
export async function pictureFaults(page: Page, name: string): Promise<string[]> {
  await page.evaluate('scrollTo(0, 0)');
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const { width = 0 } = await sharp(shot).metadata();
  const small = sharp(shot)
    .resize({ width: Math.round(width / SMALLER) })
    .removeAlpha();
  const path = new URL(`${name}.png`, KEPT).pathname;
  if (process.env.UPDATE_PICTURES === '1') {
    await mkdir(KEPT, { recursive: true });
    await small.png({ palette: true, colours: 64 }).toFile(path);
    return [];
  }
  const [own, kept] = await Promise.all([small.clone().raw().toBuffer(), sharp(path).removeAlpha().toColourspace('srgb').raw().toBuffer()]);
  if (own.length !== kept.length) return [`${name} has another size than its kept picture`];
  let others = 0;
  for (let at = 0; at < own.length; at += 3) {
    if ([0, 1, 2].some((channel) => Math.abs(own[at + channel]! - kept[at + channel]!) > OTHER)) others++;
  }
  const share = others / (own.length / 3);
  return share <= MOST ? [] : [`${name} differs from its kept picture in ${(100 * share).toFixed(1)} % of it`];
}
