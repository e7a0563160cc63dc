import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { proxyFetch } from '../../../src/models/proxyFetch.js';
import { FileServer } from './support/fileServer.js';

describe('proxyFetch', () => {
  const variables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
  const before = new Map(variables.map((name) => [name, process.env[name]]));
  let server: FileServer;
  let proxy: Server;
  let tunnels: string[];

  beforeEach(async () => {
    for (const name of variables) Reflect.deleteProperty(process.env, name);
    server = new FileServer();
    server.files.set('file', Buffer.from('content'));
    await server.start();
    tunnels = [];
    // Whatever host is asked for, the tunnel leads to the server.
    proxy = createServer((_, response) => response.writeHead(405).end()).on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      const target = connect(server.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        target.pipe(socket).pipe(target);
      });
      socket.on('error', () => target.destroy());
      target.on('error', () => socket.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
  });

  afterEach(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await server.stop();
    proxy.closeAllConnections();
    proxy.close();
  });

  const get = async (url: string): Promise<string> => {
    const response = await proxyFetch()(url, { headers: {}, signal: new AbortController().signal });
    return text(response.body!);
  };
  const proxyUrl = (): string => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  it('goes through the proxy of the environment', async () => {
    process.env.HTTP_PROXY = proxyUrl();
    assert.equal(await get('http://models.invalid/file'), 'content');
    assert.deepEqual(tunnels, ['models.invalid:80']);
  });

  it('tunnels protected connections through the proxy', async () => {
    process.env.HTTPS_PROXY = proxyUrl();
    // Behind the tunnel is no TLS: that the handshake was tried there is what matters.
    await assert.rejects(get('https://models.invalid/file'));
    assert.deepEqual(tunnels, ['models.invalid:443']);
  });

  it('goes around the proxy where NO_PROXY says so', async () => {
    process.env.HTTP_PROXY = proxyUrl();
    process.env.NO_PROXY = 'localhost,127.0.0.1';
    assert.equal(await get(`${server.url}file`), 'content');
    assert.deepEqual(tunnels, []);
  });
});
