import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { checkList, checkObject } from '@streetdate/core/internal';
import type { Font } from 'fontkit';
import { COMMON_WORDS } from './language.ts';
import { type Letter, type LetterText, oneLine, type PicturePair, piecesOf } from './letter.ts';
import { fontOfWoff } from './woff.ts';

const require = createRequire(import.meta.url);

/** Margins of an A4 page, points. */
const MARGIN = 62;
/** Sizes of the text, points. A letter that has to fit one page takes the first that does, or else the last. */
const SIZES = [10, 9.5, 9, 8.5, 8, 7.5, 7];
/** PDF asks for a date. That of the making would give other bytes each time. */
const NO_DATE = new Date(0);
const INK = '#1b1b1b';
const QUIET = '#5c5c5c';

type Fonts = Readonly<Record<'regular' | 'bold', Font>>;
type Pdf = InstanceType<typeof import('pdfkit')>;

/**
 * A letter as PDF: A4, tagged for screen readers, fonts embedded. Equal letters give equal bytes: its date is always 1970. The font, Roboto, has the
 * letters of the Latin, Greek and Cyrillic scripts. Any other character is written as its number in Unicode, and the letter says so. This file is
 * the only adapter of pdfkit, fontkit and the font.
 */
export async function letterPdf(letter: Letter): Promise<Uint8Array> {
  checkObject('letter', letter);
  checkList('letter.parts', letter.parts, checkObject);
  const regular = await openFont(require.resolve('roboto-fontface/fonts/roboto/Roboto-Regular.woff'));
  const bold = await openFont(require.resolve('roboto-fontface/fonts/roboto/Roboto-Bold.woff'));
  for (const size of letter.onePage ? SIZES : []) {
    const { bytes, pages } = await writePdf(letter, { regular, bold }, size);
    if (pages === 1) return bytes;
  }
  return (await writePdf(letter, { regular, bold }, letter.onePage ? SIZES.at(-1)! : SIZES[0]!)).bytes;
}

async function openFont(path: string): Promise<Font> {
  const { create } = await import('fontkit');
  return create(Buffer.from(fontOfWoff(await readFile(path)))) as Font;
}

async function writePdf(letter: Letter, fonts: Fonts, size: number): Promise<{ readonly bytes: Uint8Array; readonly pages: number }> {
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, bufferPages: true, tagged: true, displayTitle: true, lang: letter.language, pdfVersion: '1.7' },
    // Another zlib would pack to other bytes. No letter uses the font that it would start with.
    ...{ compress: false, font: '' },
    info: { Title: letter.title, CreationDate: NO_DATE },
  });
  for (const [name, font] of Object.entries(fonts)) pdf.registerFont(name, font as unknown as Buffer);
  writeParts(new Writer(pdf, fonts, size), letter);
  const { count: pages } = pdf.bufferedPageRange();
  for (let page = 0; page < pages; page++) {
    pdf.switchToPage(page);
    // Below the margin a text would open another page.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' }).font('regular').fontSize(8).fillColor(QUIET);
    pdf.text(COMMON_WORDS[letter.language].page(page + 1, pages), MARGIN, pdf.page.height - MARGIN * 0.7, { align: 'right' });
    pdf.endMarkedContent();
  }
  pdf.end();
  const chunks: Buffer[] = [];
  for await (const chunk of pdf) chunks.push(chunk as Buffer);
  return { bytes: new Uint8Array(Buffer.concat(chunks)), pages };
}

function writeParts(writer: Writer, { title, language, parts }: Letter): void {
  const words = COMMON_WORDS[language];
  writer.text('P', words.note, { scale: 0.9, colour: QUIET });
  writer.text('H1', title, { font: 'bold', scale: 1.5 });
  for (const { heading, paragraphs = [], items = [], pairs = [], newPage } of parts) {
    if (newPage) writer.page();
    else writer.space();
    if (heading !== '') writer.text('H2', heading, { font: 'bold', scale: 1.15 });
    for (const paragraph of paragraphs) writer.text('P', paragraph);
    if (items.length > 0) writer.list(items);
    for (const pair of pairs) writer.pair(pair);
  }
  if (!writer.isWhole) {
    writer.space();
    writer.text('P', words.missingCharacters, { scale: 0.85, colour: QUIET });
  }
  writer.end();
}

/** Writes elements one below the other, with their tags. */
class Writer {
  /** Whether the fonts had every character so far. */
  isWhole = true;
  readonly #pdf: Pdf;
  readonly #fonts: Fonts;
  readonly #size: number;
  readonly #root: ReturnType<Pdf['struct']>;

  constructor(pdf: Pdf, fonts: Fonts, size: number) {
    this.#pdf = pdf;
    this.#fonts = fonts;
    this.#size = size;
    this.#root = pdf.struct('Document');
    pdf.addStructure(this.#root);
  }

  text(
    tag: 'H1' | 'H2' | 'P',
    text: string,
    { font = 'regular', scale = 1, colour = INK }: { readonly font?: keyof Fonts; readonly scale?: number; readonly colour?: string } = {},
  ): void {
    const printable = this.#printable(text, font);
    const write = () => {
      this.#pdf
        .font(font)
        .fontSize(this.#size * scale)
        .fillColor(colour);
      this.#pdf.text(printable, { lineGap: 1.5, paragraphGap: this.#size * 0.45 });
    };
    this.#root.add(this.#pdf.struct(tag, {}, write));
  }

  list(items: readonly LetterText[]): void {
    const pdf = this.#pdf;
    const list = pdf.struct('L');
    this.#root.add(list);
    for (const item of items) {
      const pieces = piecesOf(item);
      const left = pdf.x;
      const writes = pieces.map((piece, at) => {
        const printable = this.#printable(typeof piece === 'string' ? piece : piece.text, 'regular', at > 0, at < pieces.length - 1);
        const form = { lineGap: 1.5, paragraphGap: this.#size * 0.3, continued: at < pieces.length - 1 };
        const write = () => {
          pdf.font('regular').fontSize(this.#size).fillColor(INK);
          if (at > 0) pdf.text(printable, form);
          else {
            // A dash stays with its text.
            if (pdf.y + pdf.currentLineHeight() > this.#bottom) pdf.continueOnNewPage();
            const { y } = pdf;
            pdf.text('–', left, y, { lineBreak: false });
            pdf.text(printable, left + this.#size * 1.2, y, form);
          }
          if (!form.continued) pdf.x = left;
        };
        return typeof piece === 'string' ? write : pdf.struct('Span', { lang: piece.lang }, write);
      });
      list.add(pdf.struct('LI', {}, pdf.struct('LBody', {}, writes)));
    }
    list.end();
  }

  /** Two pictures side by side, with their caption below. */
  pair({ left, right, caption }: PicturePair): void {
    const pdf = this.#pdf;
    const gap = 8;
    const width = (pdf.page.width - 2 * MARGIN - gap) / 2;
    const height = width * 0.75;
    if (pdf.y + height + 4 * this.#size > this.#bottom) pdf.addPage();
    const { x, y } = pdf;
    const write = () => {
      for (const [at, jpeg] of [left, right].entries()) {
        pdf.image(Buffer.from(jpeg), x + at * (width + gap), y, { fit: [width, height], align: 'center', valign: 'center' });
      }
    };
    this.#root.add(pdf.struct('Figure', { alt: caption }, write));
    pdf.x = x;
    pdf.y = y + height + 4;
    this.text('P', caption, { scale: 0.85, colour: QUIET });
  }

  /** A new page. */
  page(): void {
    this.#pdf.addPage();
  }

  /** Space above a heading, which belongs to the text below it and does not stand at the foot of a page. */
  space(): void {
    this.#pdf.moveDown(0.5);
    if (this.#pdf.y > this.#bottom - this.#size * 5) this.#pdf.addPage();
  }

  end(): void {
    this.#root.end();
  }

  get #bottom(): number {
    return this.#pdf.page.height - MARGIN;
  }

  /** A text on one line. What is white at an end that another piece follows stays. */
  #printable(text: string, font: keyof Fonts, hasBefore = false, hasBehind = false): string {
    const line = `${hasBefore && /^\s/.test(text) ? ' ' : ''}${oneLine(text)}${hasBehind && /\s$/.test(text) ? ' ' : ''}`;
    const { printable, isWhole } = printableText(line, this.#fonts[font]);
    this.isWhole &&= isWhole;
    return printable;
  }
}

/** A text with the characters that the font lacks, or that nobody would see, as their numbers: `[U+65E5 U+672C]`. */
function printableText(text: string, font: Font): { readonly printable: string; readonly isWhole: boolean } {
  let [printable, isWhole, inBrackets] = ['', true, false];
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0)!;
    if (font.hasGlyphForCodePoint(code) && !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(character)) {
      printable += inBrackets ? `]${character}` : character;
      inBrackets = false;
      continue;
    }
    printable += `${inBrackets ? ' ' : '['}U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    [isWhole, inBrackets] = [false, true];
  }
  return { printable: inBrackets ? `${printable}]` : printable, isWhole };
}
