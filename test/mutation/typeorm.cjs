// The pure core reads the declarations of tables, which make entities for TypeORM's tools: no mutant needs TypeORM itself,
// which would take most of the time that the modules take to load.
function made() {
  return undefined;
}
module.exports = { EntitySchema: made, EntitySchemaOptions: made };
