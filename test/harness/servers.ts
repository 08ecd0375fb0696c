/** Filled in by the test runner (`wtr-servers.ts`): the addresses of the mock and the demo site of this run. */
export declare const mockUrl: string;
export declare const siteUrl: string;
