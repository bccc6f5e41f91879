/**
 * `work`, so that it runs once at a time: whoever asks while it runs gets the answer of one more run after it, which began after
 * they asked. A page that is told of ten events asks for its data twice, not ten times.
 */
export function again(work) {
  let running = null;
  let next = null;
  const run = () => {
    running = Promise.resolve(work()).finally(() => (running = null));
    return running;
  };
  return () => {
    if (!running) return run();
    next ??= running.then(
      () => ((next = null), run()),
      () => ((next = null), run()),
    );
    return next;
  };
}
