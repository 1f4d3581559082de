import { registerHooks } from 'node:module';
import { type Layer, without } from './layers.ts';

/** Loaded before bangfu by `--import`: the layers that `BENCH_WITHOUT` names are off. */
const layers = (process.env['BENCH_WITHOUT'] ?? '').split(',') as readonly Layer[];
registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (!url.includes('/dist/src/') || loaded.source === undefined) return loaded;
    const source =
      typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
    return { ...loaded, source: without(layers, url, source) };
  },
});
