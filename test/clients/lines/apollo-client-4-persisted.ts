import { type ApolloLink, HttpLink } from '@apollo/client';
import { createPersistedQueryLink } from '@apollo/client/link/persisted-queries';

export function makeLink(url: string, token: string): ApolloLink {
  const http = new HttpLink({ uri: url, headers: { authorization: `Bearer ${token}` } });
  return createPersistedQueryLink({ sha256 }).concat(http);
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
