import { useEffect, useRef, useState } from 'preact/hooks';

/** The width that a chart has, pixels. Text keeps its size whatever the screen is. */
export function useWidth(initial = 640) {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const measure = () => setWidth((before) => (box.clientWidth > 0 ? box.clientWidth : before));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return { element, width };
}
