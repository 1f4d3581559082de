import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  documents: 'src/*.ts',
  generates: {
    'src/gql/': {
      preset: 'client',
      config: {
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          Date: 'string',
          DateTime: 'string',
          Month: 'string',
          // Yuan and decimals are texts, so that nothing is rounded.
          Yuan: 'string',
          Decimal: 'string',
          DivisionCode: 'string',
          Revision: 'number',
          JSON: 'unknown',
        },
      },
    },
  },
};

export default config;
