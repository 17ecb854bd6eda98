/** What a value of a field that a tenant defines for itself must be, asked by the server and by imports alike. */
import { isDay } from '../contract/filters.ts'

const fits = (type: string, value: string | number | boolean): boolean => {
  if (type === 'number') return typeof value === 'number'
  if (type === 'yes_no') return typeof value === 'boolean'
  return typeof value === 'string' && (type !== 'date' || (/^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value)))
}

/** Why the value is none of the field with this key and type (`customFieldTypes`); null where it is. */
export const typeFault = (key: string, type: string, value: string | number | boolean): string | null =>
  fits(type, value) ? null : `The custom field “${key}” takes ${type === 'yes_no' ? 'true or false' : `a ${type}`}.`
