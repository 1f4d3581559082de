import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance } from 'fastify';
import { findServed } from './served.ts';

/** Shorter bodies are sent as they are. */
const LEAST_BYTES = 1024;

/** Brotli at its usual level for files takes ten times as long as this one, and saves little more. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const ENCODERS: Readonly<Record<string, (body: string) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, BROTLI),
  gzip: (body) => promisify(gzip)(body),
};

/** Compresses whole texts for clients that accept it; what is sent as a stream has its own form. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, body) => {
    if (typeof body !== 'string' || Buffer.byteLength(body) < LEAST_BYTES) return body;
    // Another body takes the place of this one.
    if (findServed(request).failure !== null) return body;
    reply.header('vary', [reply.getHeader('vary') ?? [], 'accept-encoding'].flat().join(', '));
    const encoding = negotiate((request.headers['accept-encoding'] ?? 'identity').toLowerCase(), Object.keys(ENCODERS));
    const encoder = ENCODERS[encoding ?? ''];
    if (encoder === undefined) return body;
    reply.header('content-encoding', encoding).removeHeader('content-length');
    return encoder(body);
  });
}
