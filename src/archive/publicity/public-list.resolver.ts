import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Needs } from '../../graph/policy/policy.ts';
import type { ArchiveFileNode } from '../reading/archive-file.loader.ts';
import { ArchiveFile } from '../reading/archive-file.type.ts';
import { loadPublicListPath } from './public-list.loader.ts';

@Resolver(() => ArchiveFile)
export class PublicListResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      '公示名单地址（第七、十五条）。The address of the public list on which the file is today, relative to that of the graph: a page for the notice board and the union’s own site, which shows name, unit and category without an account; `null` while the file is on none.',
  })
  @Needs('READ_HISTORY')
  publicListUrl(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return loadPublicListPath(context, file);
  }
}
