import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { ServiceError } from '../errors.js';
import { newId } from '../ids.js';
import { PROBLEM_TYPE, toProblem } from './problem.js';

/** For the answer to be read; a client that then keeps its side of the connection open is cut off. */
const READ_MS = 1_000;

/** Answers what is not HTTP at all, or came too slowly, before there is a request that the app could see. */
export function answerClientError(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  answerAndClose(explain(error), socket);
}

/** Answers a request whose body comes too slowly to wait for it, and closes the connection. */
export function answerTimeout(socket: Socket): void {
  answerAndClose(timeout(), socket);
}

function answerAndClose(told: ServiceError, socket: Socket): void {
  const body = JSON.stringify(toProblem(told, newId('request')));
  socket.end(
    `HTTP/1.1 ${told.status} ${STATUS_CODES[told.status]}\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), READ_MS).unref();
}

function explain({ code }: ConnectionError): ServiceError {
  if (code === 'HPE_HEADER_OVERFLOW') return new ServiceError(431, 'headers_too_large', 'The headers are too large.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return timeout();
  return new ServiceError(400, 'malformed_request', 'This is not valid HTTP.');
}

function timeout(): ServiceError {
  return new ServiceError(408, 'request_timeout', 'The request took too long to arrive.');
}
