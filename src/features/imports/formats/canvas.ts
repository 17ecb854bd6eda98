import { readLastNameFirst, readWholeName, to } from './cells.ts'
import { hasAll, type Format } from './format.ts'

/** Canvas, users of a student information system (SIS). */
export const canvas: Format = {
  name: 'canvas',
  label: 'Canvas users',
  matches: hasAll('user_id', 'login_id', 'status'),
  reads: {
    user_id: to('externalId'),
    login_id: to('username'),
    first_name: to('firstName'),
    last_name: to('lastName'),
    full_name: (text, row) => row.keep('whole', text),
    sortable_name: (text, row) => row.keep('sortable', text),
    email: to('email'),
    status: (text, row) => {
      if (/^deleted$/i.test(text))
        row.refuseColumn('operation', 'The row deletes somebody, which an import does not do. Take the row out.')
      else row.set('active', /^suspended$/i.test(text) ? 'no' : text)
    },
  },
  ignores: ['integration_id', 'short_name'],
  finish: (row) => {
    if (row.values.firstName || row.values.lastName) return
    if (row.kept('sortable') !== '') readLastNameFirst(row.kept('sortable'), row)
    else readWholeName(row.kept('whole'), row)
  },
}
