/** How long a piece of work may last before the browser may paint and hear people (ms). */
export const SLICE_MS = 8;

/** Lets the browser paint and hear people between two pieces of work. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
