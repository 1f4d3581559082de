import type { Socket } from 'node:net';
import { errorCode } from '../../../kernel/error-code.ts';
import { graphError } from '../../../graph/error.ts';

const STATUS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Answers a malformed or late HTTP request, and ends the connection. */
export function answerBadConnection(error: Error, socket: Socket): void {
  if (errorCode(error) === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS[errorCode(error) ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({ errors: [graphError('BAD_REQUEST').toJSON()] });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
