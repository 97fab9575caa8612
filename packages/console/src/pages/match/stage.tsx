import { useEffect, useRef } from 'preact/hooks';
import { type Area, cornersOf, cropAt, type Moment, WHOLE, within } from '../../facts/moments.ts';
import { clock } from '../../facts/time.ts';
import { drawRegistered } from '../../pictures/register.ts';
import { say } from '../../words.ts';
import type { Asked } from './use-picture.ts';

/** How two frames are shown. */
export const VIEWS = ['side', 'swipe', 'difference', 'blink'] as const;
/** One of {@link VIEWS}. */
export type View = (typeof VIEWS)[number];

/** Pixels in a row of what is drawn. */
const WIDTH = 640;

interface Frames {
  readonly moment: Moment;
  readonly copy: Asked;
  readonly reference: Asked;
  /** Where the picture lies in the reference's frame, without bars. */
  readonly referenceArea?: Area | undefined;
}

/** The copy's frame and the reference's, each with where the found geometry lies in it. */
export function SideBySide({ moment, copy, reference, referenceArea = WHOLE }: Frames) {
  const part = within(cropAt(moment.segment, moment.copy), referenceArea);
  const { left, top, right, bottom } = part;
  return (
    <div class="frames">
      <Frame label={say('copy')} time={moment.copy} asked={copy} corners={cornersOf(moment.segment)} />
      <Frame
        label={say('reference')}
        time={moment.reference}
        asked={reference}
        corners={[
          { x: left, y: top },
          { x: right, y: top },
          { x: right, y: bottom },
          { x: left, y: bottom },
        ]}
      />
    </div>
  );
}

function Frame({
  label,
  time,
  asked,
  corners,
}: {
  readonly label: string;
  readonly time: number;
  readonly asked: Asked;
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}) {
  const bitmap = asked.shown?.bitmap;
  const canvas = useDrawn(bitmap, (context, { width, height }) => bitmap !== undefined && context.drawImage(bitmap, 0, 0, width, height), [
    bitmap,
  ]);
  const words = say('frames.at', { what: label, time: clock(time, true) });
  return (
    <figure class="stack">
      <div class="picture-box">
        {bitmap === undefined && asked.error !== undefined ? (
          <p class="no-picture">{say('frames.none')}</p>
        ) : (
          <canvas ref={canvas} role="img" aria-label={words} />
        )}
        {bitmap !== undefined && (
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
          </svg>
        )}
      </div>
      <figcaption>{words}</figcaption>
    </figure>
  );
}

/** Both frames one over the other, the copy's put where the reference shows the same. */
export function Overlaid({
  view,
  share,
  isCopyOn,
  ...frames
}: Frames & {
  readonly view: Exclude<View, 'side'>;
  /** Of `swipe`: the share of the width that the copy has, 0 to 1. */
  readonly share: number;
  /** Of `blink`: whether the copy is shown. */
  readonly isCopyOn: boolean;
}) {
  const { moment, referenceArea = WHOLE } = frames;
  const [copy, reference] = [frames.copy.shown?.bitmap, frames.reference.shown?.bitmap];
  const canvas = useDrawn(
    reference ?? copy,
    (context, { width, height }) => {
      if (copy === undefined || reference === undefined) return;
      const part = within(cropAt(moment.segment, moment.copy), referenceArea);
      if (view !== 'difference') context.drawImage(reference, 0, 0, width, height);
      context.save();
      context.beginPath();
      if (view === 'swipe') context.rect(0, 0, share * width, height);
      else if (view === 'blink') context.rect(0, 0, isCopyOn ? width : 0, height);
      else context.rect(part.left * width, part.top * height, (part.right - part.left) * width, (part.bottom - part.top) * height);
      context.clip();
      if (view === 'difference') {
        context.filter = 'grayscale(1)';
        context.drawImage(reference, 0, 0, width, height);
        context.globalCompositeOperation = 'difference';
      }
      drawRegistered(context, copy, moment, part, { width, height });
      context.restore();
    },
    [copy, reference, moment, referenceArea, view, share, isCopyOn],
  );
  const words = say(`frames.${view}.label`, { copy: clock(moment.copy, true), reference: clock(moment.reference, true) });
  return (
    <figure class="stack">
      <div class="picture-box">
        <canvas ref={canvas} role="img" aria-label={words} class={view} />
      </div>
      <figcaption>{view === 'blink' ? `${say(isCopyOn ? 'copy' : 'reference')} · ${words}` : words}</figcaption>
    </figure>
  );
}

/** A canvas of the shape of a picture, drawn anew when one of some values changes. */
function useDrawn(
  like: ImageBitmap | undefined,
  draw: (context: CanvasRenderingContext2D, size: { readonly width: number; readonly height: number }) => void,
  values: readonly unknown[],
) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined || canvas.current === null) return;
    const height = like === undefined ? (WIDTH * 9) / 16 : Math.max(1, Math.round((WIDTH * like.height) / like.width));
    canvas.current.width = WIDTH;
    canvas.current.height = height;
    draw(context, { width: WIDTH, height });
  }, values);
  return canvas;
}
