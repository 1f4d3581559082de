/**
 * Sets one volume or paper as PDF in a process of its own: reads it as JSON, and writes the bytes, or as JSON to the error output
 * what cannot be printed. Typesetting blocks its thread for seconds, and does not give its memory back.
 */
import { buffer } from 'node:stream/consumers';
import type { PrintRequest } from './print.ts';
import { setPaper } from './set-paper.ts';
import { setVolume } from './set-volume.ts';

const request = JSON.parse((await buffer(process.stdin)).toString()) as PrintRequest;
const result = 'volume' in request ? setVolume(request.volume) : setPaper(request.paper);
if ('pdf' in result) process.stdout.write(result.pdf);
else process.stderr.write(JSON.stringify(result.unprintable));
