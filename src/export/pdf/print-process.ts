/**
 * Sets one volume as PDF in a process of its own: reads it as JSON, and writes the bytes, or as JSON to the error output what
 * cannot be printed. Typesetting blocks its thread for seconds, and does not give its memory back.
 */
import { buffer } from 'node:stream/consumers';
import { setVolume } from './set-volume.ts';
import type { PrintedVolume } from './volume.ts';

const volume = JSON.parse((await buffer(process.stdin)).toString()) as PrintedVolume;
const result = setVolume(volume);
if ('pdf' in result) process.stdout.write(result.pdf);
else process.stderr.write(JSON.stringify(result.unprintable));
