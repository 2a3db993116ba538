import { residentBytes } from './memory-limit.js';

const LOOK_EVERY_MS = 250;

/**
 * Looks four times a second at how much memory a process takes, and calls `exceeded` once when that is more than the limit.
 * The answer ends it.
 */
export function watchMemory(pid: number, limitBytes: number, exceeded: (bytes: number) => void): () => void {
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    const bytes = await residentBytes(pid);
    isLooking = false;
    if (bytes === undefined || bytes <= limitBytes || isOver) return;
    stop();
    exceeded(bytes);
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  let isOver = false;
  const stop = () => {
    isOver = true;
    clearInterval(timer);
  };
  return stop;
}
