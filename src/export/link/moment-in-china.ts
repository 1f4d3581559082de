const CHINA_MILLISECONDS = 8 * 3600 * 1000;

/** Prints an instant, in milliseconds since 1970, as the clocks in China show it. */
export function momentInChina(milliseconds: number): string {
  return new Date(milliseconds + CHINA_MILLISECONDS).toISOString().replace('Z', '+08:00');
}
