import { useEffect, useState } from 'preact/hooks';
import type { PictureSource, Shown } from '../../pictures/sources.ts';

/** A picture that was asked for. The one before stays until it is there. */
export interface Asked {
  readonly shown?: Shown | undefined;
  /** Why there is none. */
  readonly error?: Error | undefined;
}

/** Time without another step before a picture is asked for, milliseconds: whoever scrubs passes many. */
const STILL_MS = 80;

/** The picture of a source at a time. */
export function usePicture(source: PictureSource | undefined, time: number): Asked {
  const [asked, setAsked] = useState<Asked & { readonly key?: string | undefined }>({});
  useEffect(() => {
    if (source === undefined) return;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      source.at(time, gone.signal).then(
        (shown) => !gone.signal.aborted && setAsked({ key: source.key, shown }),
        (error: Error) => !gone.signal.aborted && setAsked({ key: source.key, error }),
      );
    }, STILL_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [source, time]);
  return source !== undefined && asked.key === source.key ? asked : {};
}
