import type { ServedPlatform } from './served/platform.ts';

/** A file is offered to a union that may file for its worker, as far as is known. */
export async function offerFile(served: ServedPlatform, token: string): Promise<void> {
  const rows = await served.asOwner(
    `select v.anchor_id as file, u.code as own, o.code as other, (select count(*)::int from archive_file_step x where x.file_id = v.anchor_id) as steps
     from archive_file_version v join stewardship k on k.anchor_id = v.anchor_id and k.superseded_in is null and k.valid_to is null
     join trade_union u on u.id = k.union_id
     join trade_union_version n on n.anchor_id = u.id and n.kind = 'EMPLOYER' and n.superseded_in is null
     join trade_union_version ov on ov.kind = 'EMPLOYER' and ov.anchor_id <> u.id and ov.superseded_in is null and ov.region = n.region
     join trade_union o on o.id = ov.anchor_id
     where v.superseded_in is null and v.valid_to is null and v.state = 'RECORDED' limit 20`,
  );
  const take = 'mutation ($input: ArchiveTakeFileStepInput!) { takeFilingStep(input: $input) { problems { code } } }';
  const refused: unknown[] = [];
  for (const { file: fileId, own: union, other: to, steps: afterStep } of rows) {
    const input = { fileId, union, to, afterStep, act: 'TRANSFER', on: '2026-06-30', document: '=1+1' };
    const { data } = await served.ask(take, { token, variables: { input } });
    const { problems } = (data as { readonly takeFilingStep: { readonly problems: readonly unknown[] } })
      .takeFilingStep;
    if (problems.length === 0) return;
    refused.push(problems);
  }
  throw new Error(`no file could be offered: ${JSON.stringify(refused)}`);
}
