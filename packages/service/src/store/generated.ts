/** A column that the database fills where a new row has none, in the form that the query builder reads. */
export interface Generated<Value> {
  readonly __select__: Value;
  readonly __insert__: Value | undefined;
  readonly __update__: Value;
}
