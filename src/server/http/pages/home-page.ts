import type { ShownDocument } from './documents.ts';
import { contentPolicy, page, type Page } from './page.ts';

/** The path under which the project's documents are served. */
export const DOCUMENTS = '/documents/';

const STYLE = `
  :root { color-scheme: light dark; --line: #c9ced6; --ink: #1c2430; --soft: #5a6677; --paper: #fbfaf7; --mark: #a4262c; }
  @media (prefers-color-scheme: dark) {
    :root { --line: #3b4450; --ink: #e8eaed; --soft: #9aa5b4; --paper: #16191e; --mark: #ef8f8f; }
  }
  body {
    margin: 0 auto; max-width: 46rem; padding: 3rem 1.5rem; background: var(--paper); color: var(--ink);
    font: 1rem/1.65 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif;
  }
  h1 { font-size: 2.2rem; margin: 0; } h1 small { color: var(--soft); font-weight: 400; font-size: 1.1rem; }
  h2 { font-size: 1.1rem; margin: 2.4rem 0 0.6rem; border-bottom: 2px solid var(--mark); padding-bottom: 0.2rem; }
  p { margin: 0.5rem 0; } [lang='en'] { color: var(--soft); }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.8rem 0.45rem 0; border-bottom: 1px solid var(--line); }
  th { white-space: nowrap; font-weight: 600; }
  a { color: var(--mark); }
  pre { overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; padding: 0.8rem 1rem; }
  code, pre { font-family: ui-monospace, 'Cascadia Mono', Consolas, monospace; font-size: 0.9rem; }
  @media print {
    body { max-width: none; padding: 0; background: none; color: #000; } [lang='en'] { color: #333; }
    a::after { content: ' (' attr(href) ')'; } pre { white-space: pre-wrap; }
  }
`;

/** `/`: introduces the platform and links to its other pages. */
export function homePage(production: boolean, documents: readonly ShownDocument[]): Page {
  return {
    htmlAt: (origin) => page({ title: '帮扶 bangfu', style: STYLE, body: body(production, documents, origin) }),
    policy: contentPolicy({ styles: [STYLE] }),
  };
}

function body(production: boolean, documents: readonly ShownDocument[], origin: string): string {
  return `
<header>
  <h1>帮扶 <small>bangfu</small></h1>
  <p>工会在此管理困难职工档案、判定帮扶资格并核算帮扶资金；全部数据可通过一个带类型的图（GraphQL，可并入联邦图）查询。</p>
  <p lang="en">Here trade unions keep the archives of workers in difficulty, decide who is eligible and why, and account for
    the relief money. You query all of it as one typed graph (GraphQL, ready for federation).</p>
</header>
<h2>为谁而设 <span lang="en">Who it is for</span></h2>
<table>${USERS.map((user) => row(production ? user : withQuery(user))).join('')}</table>
<h2>从哪里开始 <span lang="en">Where to start</span></h2>
<table>${addresses(production).map(row).join('')}</table>
<h2>怎样查询 <span lang="en">How to query</span></h2>
<p>每个请求须在请求头 <code>Authorization: Bearer …</code> 中携带令牌。使用示例数据时，启动后控制台会打印每种角色的令牌，也可用
  <code>npm run --silent token -- --role finance --union 410502</code> 取得；正式环境的令牌由身份提供方签发。
  无权查看的数据与不存在的数据一样，返回 <code>null</code>。</p>
<p lang="en">Every request carries a token in its header <code>Authorization: Bearer …</code>. With sample data, the platform
  prints a token for each role when it starts, and the command above prints one; in production the identity provider
  issues the tokens. Data that you are not allowed to see is <code>null</code>, as is data that does not exist.</p>
<pre><code>curl -s ${origin}/graphql \\
  -H 'content-type: application/json' -H "authorization: Bearer $TOKEN" \\
  -d '{"query": "{ households(first: 5) { totalCount } }"}'</code></pre>
<h2>文档 <span lang="en">Documents</span></h2>
<ul>${documents.map(documentLine).join('')}</ul>
`;
}

interface User extends Row {
  /** The name of the user's GraphiQL page; `role` and `union` select a sample token that may run its query. */
  readonly query: string;
  readonly role: string;
  readonly union: string;
}

interface Row {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
}

const USERS: readonly User[] = [
  {
    name: '统计看板 / dashboard',
    ...{ query: 'dashboard', role: 'statistician', union: '410502' },
    zh: '按认定结果、类别、致困原因、地区统计户数，按来源与项目统计金额，可回看任何一天',
    en: 'You count households by outcome, category, cause and region, and money by source and aid type, as of any day',
  },
  {
    name: '财务人员 / finance',
    ...{ query: 'finance', role: 'finance', union: '410502' },
    zh: '实名制汇总表：逐人逐项，分级小计，与发放记录一分不差',
    en: 'You get the real-name summary table, person by person, whose totals match the payments to the fen',
  },
  {
    name: '社会救助系统 / partner system',
    ...{ query: 'partner', role: 'partner', union: '410500' },
    zh: '在联邦图中对接本人、家庭与救助记录，不泄露无关信息',
    en: 'You match persons, households and relief records in one federated query, which reveals nothing that you do not need',
  },
];

function addresses(production: boolean): readonly Row[] {
  const graphiql = {
    name: link('/graphiql'),
    zh: '在浏览器中浏览全图、编写并执行查询（Headers 一栏填令牌）',
    en: 'You read the schema, and write and run queries; put the token into the tab “Headers”',
  };
  return [
    ...(production ? [] : [graphiql]),
    { name: '<code>/graphql</code>', zh: '图的地址（POST）', en: 'The address of the graph (POST)' },
    { name: link('/healthz'), zh: '进程是否存活', en: 'Whether the process is alive' },
    {
      name: link('/readyz'),
      zh: '能否应答（数据库是否可用）',
      en: 'Whether the platform can answer, that is, whether its database is available',
    },
    { name: link('/metrics'), zh: '运行指标（Prometheus 格式）', en: 'Metrics in the format of Prometheus' },
  ];
}

/** Adds a link to the user's first query in GraphiQL, and the command that prints a token for it. */
function withQuery({ name, zh, en, query, role, union }: User): Row {
  const token = `<code>npm run --silent token -- --role ${role} --union ${union}</code>`;
  return {
    name,
    zh: `${zh}。<br>${link(`/graphiql/${query}`)} 打开第一个查询；${token} 打印可执行该查询的示例令牌。`,
    en: `${en}. The link opens a first query; the command prints a sample token that may run it.`,
  };
}

function documentLine({ path, title }: ShownDocument): string {
  const words = title === '' ? '' : `：${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}`;
  return `<li><a href="${DOCUMENTS}${path}"><code>${path}</code></a>${words}</li>`;
}

function link(path: string): string {
  return `<a href="${path}">${path}</a>`;
}

function row({ name, zh, en }: Row): string {
  return `<tr><th scope="row">${name}</th><td>${zh}<br><span lang="en">${en}</span></td></tr>`;
}
