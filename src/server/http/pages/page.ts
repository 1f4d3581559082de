import { createHash } from 'node:crypto';

export interface Page {
  /** The HTML of the page, for an origin such as `http://127.0.0.1:4000`. */
  readonly htmlAt: (origin: string) => string;
  readonly policy: ContentPolicy;
}

/** The header `content-security-policy`, by its directives. */
export type ContentPolicy = Readonly<Record<string, readonly string[]>>;

/** Makes a self-contained page, which loads no other files. */
export function page({
  title,
  style,
  body,
}: {
  readonly title: string;
  readonly style: string;
  readonly body: string;
}) {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>${body}</body>
</html>
`;
}

/** A policy that allows only the page's inline styles and scripts, and the sources in `more`. */
export function contentPolicy(
  { styles = [], scripts = [] }: { readonly styles?: readonly string[]; readonly scripts?: readonly string[] },
  more: ContentPolicy = {},
): ContentPolicy {
  const allowed: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'style-src': styles.map(scriptHash),
    'script-src': scripts.map(scriptHash),
  };
  for (const [directive, sources] of Object.entries(more)) {
    allowed[directive] = [...(allowed[directive] ?? []), ...sources];
  }
  return Object.fromEntries(Object.entries(allowed).filter(([, sources]) => sources.length > 0));
}

function scriptHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
