import { useEffect, useRef, useState } from 'preact/hooks';

/** The width that a chart has, pixels of ordinary screens. Text keeps its size on a small screen, and grows with all text on a very large one. */
export function useWidth(initial = 640) {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const measure = () => {
      const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      setWidth((before) => (box.clientWidth > 0 ? Math.round(box.clientWidth / scale) : before));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return { element, width };
}
