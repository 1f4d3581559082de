import { instant, key, table, text } from '../../database/table.ts';

/** The links that were used, until they expire. */
export const usedLinkTable = table('used_link', { nonce: key(text), expiresAt: instant });
