import {
  type ASTVisitor,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { type Fault, invalid } from '../../graph/limits.ts';

const MOST_FAULTS = 10;

/** Validates documents that are within the size limits by graphql-js's rules; reports the rule and nodes of faults. */
export function documentRules(
  schema: GraphQLSchema,
  introspection: boolean,
): (document: DocumentNode) => GraphQLError | undefined {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  return (document) => {
    const faults: Fault[] = [];
    const noting = rules.map((rule) => notingRule(rule, (fault) => faults.push(fault)));
    validate(schema, document, noting, { maxErrors: MOST_FAULTS, hideSuggestions: true });
    return faults.length === 0 ? undefined : invalid(faults.slice(0, MOST_FAULTS));
  };
}

/** Wraps a rule so that each fault is noted with the rule's name. */
function notingRule(rule: ValidationRule, note: (fault: Fault) => void): (context: ValidationContext) => ASTVisitor {
  const name = rule.name.replace(/(Custom)?Rule$/, '');
  return (context) =>
    rule(
      Object.create(context, {
        reportError: {
          value: (error: GraphQLError) => {
            note({ rule: name, nodes: error.nodes ?? [] });
            context.reportError(error);
          },
        },
      }) as ValidationContext,
    );
}
