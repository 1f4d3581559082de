import { type GraphQLField, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { type Action, ACTIONS, isAllowed, isAllowedByKey, type Party, PERMISSIONS } from '../access/permissions.ts';
import { SENSITIVITIES } from '../access/sensitivity.codes.ts';
import { ROLES } from '../access/staff.codes.ts';
import { effectivePolicy } from '../graph/policy/field-policy.ts';
import type { PolicyExtensions } from '../graph/policy/policy.ts';

const PARTIES: Readonly<Record<Party, string>> = { ...ROLES, WORKER: '职工本人' };

const HEAD = `# 权限 / Permissions

由 \`npm run schema\` 从权限表（\`src/access/permissions.ts\`）和图的结构打印，不要手改。
Printed by \`npm run schema\` from the one table of permissions and the schema: do not edit.

授权在某工会及其全部下级有效：现由其中任一工会建档的家庭可见，职工只能看到本人的家庭。数据不存在与无权查看时，回答相同。
A grant covers a union and all unions under it: its holder sees the households whose steward is one of them today. A worker
sees their own household. Data that does not exist and data that you may not see get the same answer.
`;

const FIELDS = `## 字段与操作 / Fields and operations

\`INHERIT\`：此字段属于已获准的回答。\`*\`：在任何工会都无此权限者得到 FORBIDDEN，其余操作对其返回空。查看敏感字段还须写明本次用途，否则显示为掩码或空。
\`INHERIT\`: the field is part of an answer that was already allowed. \`*\`: readers who have this right nowhere get
FORBIDDEN; other operations find nothing for them. Sensitive fields also require a purpose; without it they are masked or
withheld.
`;

/** Makes the page of permissions: the actions of each role, and the action that each field and operation requires. */
export function permissionsPage(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => type instanceof GraphQLObjectType)
    .filter(({ name }) => !name.startsWith('_'))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return [HEAD, actionsTable(), sensitivityTable(), FIELDS, ...types.map(typeTable)].join('\n');
}

const BY_KEY = `\`key\`：仅限本次请求逐一指名者（人员用令牌、家庭用档案编号）及所属内容，须经其本人登记的网关并写明用途，次数有上限；不得列表、筛选、检索、导出。
\`key\`: only what a request names by key (a person by token, a household by file number) and what belongs to that, through
the gateway that the login is registered with, for a purpose, and within limits; no list, filter, search or file of a list.
`;

function actionsTable(): string {
  const parties = Object.keys(PARTIES) as Party[];
  const rows = ACTIONS.map((action) => {
    const { zh, en } = PERMISSIONS[action];
    return [`\`${action}\``, zh, en, ...parties.map((party) => mark(party, action))];
  });
  const head = ['操作 / Action', '内容', 'What', ...parties.map((party) => `${PARTIES[party]} \`${party}\``)];
  return `## 角色与操作 / Roles and actions\n\n${table(head, rows)}\n${BY_KEY}`;
}

function mark(party: Party, action: Action): string {
  if (isAllowed(party, action)) return '✓';
  return isAllowedByKey(party, action) ? '`key`' : '';
}

function sensitivityTable(): string {
  const rows = Object.entries(SENSITIVITIES).map(([kind, action]) => [`\`${kind}\``, `\`${action}\``]);
  return `## 敏感信息 / Sensitive values\n\n${table(['类别 / Kind', '见原文须有 / Unmasked by'], rows)}`;
}

function typeTable(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).sort((one, other) => (one.name < other.name ? -1 : 1));
  const rows = fields.map((field) => permissionRow(type, field));
  return `### ${type.name}\n\n${table(['字段 / Field', '须有 / Needs', '敏感 / Sensitive'], rows)}`;
}

function permissionRow(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): readonly string[] {
  const { required, sensitivity } = field.extensions as PolicyExtensions;
  const policy = effectivePolicy(type, field) ?? '?';
  const needs = required === true ? `${policy} *` : policy;
  return [`\`${type.name}.${field.name}\``, needs, sensitivity ?? ''];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [head, head.map(() => '---'), ...rows].map(line).join('');
}
