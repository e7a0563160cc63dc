import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server may do to whoever downloads from it. */
export interface Manners {
  /** Cut the connection after so many bytes of an answer. */
  cutAfterBytes?: number;
  /** Go silent after so many bytes of an answer. */
  stallAfterBytes?: number;
  /** Send everything whatever range was asked for. */
  ignoreRange?: boolean;
  /** Pause between blocks of 16 KiB. */
  paceMs?: number;
  status?: number;
}

const blockBytes = 16_384;

/** A web server on loopback that serves files from memory, as badly as it is told. */
export class FileServer {
  readonly files = new Map<string, Uint8Array>();
  /** Path and range of every request, in order. */
  readonly requests: { readonly path: string; readonly range: string | undefined }[] = [];
  manners: Manners = {};
  port = 0;
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy());
  });

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** With a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').slice(1);
    const { range } = request.headers;
    this.requests.push({ path, range });
    const { cutAfterBytes = Infinity, stallAfterBytes = Infinity, ignoreRange, paceMs, status } = this.manners;
    if (path.startsWith('moved/')) {
      response.writeHead(302, { location: `/${path.slice('moved/'.length)}` }).end();
      return;
    }
    const file = this.files.get(path);
    if (!file || status !== undefined) {
      response.writeHead(status ?? 404).end();
      return;
    }
    const from = ignoreRange ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    if (from >= file.length) {
      response.writeHead(416).end();
      return;
    }
    const headers = { 'content-length': file.length - from };
    if (from === 0) response.writeHead(200, headers);
    else response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` });
    for (let sent = 0; from + sent < file.length;) {
      const bytes = Math.min(blockBytes, cutAfterBytes - sent, stallAfterBytes - sent, file.length - from - sent);
      if (bytes > 0)
        await new Promise((resolve) => response.write(file.subarray(from + sent, from + sent + bytes), resolve));
      sent += bytes;
      if (sent >= cutAfterBytes) response.destroy();
      if (sent >= cutAfterBytes || sent >= stallAfterBytes) return;
      if (paceMs !== undefined) await new Promise((resolve) => setTimeout(resolve, paceMs));
    }
    response.end();
  }
}
