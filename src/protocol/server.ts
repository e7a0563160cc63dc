/** How the speech API is served. */
export interface ServerOptions {
  /** Address or name to listen on. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Further names by which clients may call this machine, in the Host header. */
  readonly allowedHosts: readonly string[];
  /** What clients have to show; everyone on this machine may speak if left out. */
  readonly token?: string;
  /** How many readings one address may ask for in ten seconds; 100 if left out. */
  readonly rateLimit?: number;
}

/** Where it is served, or why not, in a sentence for people. */
export type ServerState = { readonly url: string } | { readonly problem: string };
