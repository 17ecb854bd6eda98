import { invalidRequest } from '../../../contract/problem.ts'
import type { Context } from '../../../server/context.ts'
import { definition, type FieldName, type FieldValues } from '../fields/catalogue.ts'

/** A field of a module that is off is refused like one that does not exist (FACE-5: absent, not null). */
export function refuseAbsentModules(ctx: Pick<Context, 'modules'>, values: Partial<FieldValues>): void {
  const absent = (Object.keys(values) as FieldName[]).filter((name) => {
    const { module } = definition(name)
    return module !== undefined && !ctx.modules.includes(module)
  })
  const errors = absent.map((name) => ({
    pointer: `#/${name}`,
    code: 'unknown-field',
    message: `There is no “${name}” here. Take it out.`,
  }))
  if (errors.length > 0) throw invalidRequest({ detail: errors[0]!.message, errors })
}
