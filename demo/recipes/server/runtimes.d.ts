/** APIs of Bun and Deno in the recipes, for the type check of this repository; the runtimes bring their own types. */
declare const Bun: {
  serve(options: {
    port: number;
    maxRequestBodySize: number;
    idleTimeout: number;
    fetch: (request: Request) => Promise<Response>;
  }): { stop(): Promise<void> };
};

declare const Deno: {
  env: { get(name: string): string | undefined };
  serve(
    options: { port: number },
    handler: (request: Request) => Promise<Response>,
  ): { shutdown(): Promise<void> };
  addSignalListener(signal: 'SIGTERM', listener: () => void): void;
};
