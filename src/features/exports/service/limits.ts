/** How far the roles of a person reach, in the words of a file. */
import { writeRoles } from '../../users/fields/lists.ts'
import type { Things } from '../sql/names.ts'

/** Answers limited roles by their ids, as they stand in a list, from what a row says: `3:1,2:;4::7` are the sites or desks of each. */
export function limitsReader({ sites, groups, roles }: Things): (limits: string) => ReadonlyMap<number, Buffer> {
  const [ofSite, ofDesk, ofRole] = [sites, groups, roles].map((things) => new Map(things.map((t) => [t.id, t.name])))
  const names = (ids: string, of: ReadonlyMap<number, string> | undefined) =>
    ids === '' ? null : ids.split(',').map((id) => of?.get(Number(id)) ?? `#${id}`)
  return (limits) => {
    const entries = limits.split(';').map((each): [number, Buffer] => {
      const [id, site = '', desk = ''] = each.split(':')
      const grant = {
        name: ofRole?.get(Number(id)) ?? `#${id}`,
        sites: names(site, ofSite),
        desks: names(desk, ofDesk),
      }
      return [Number(id), Buffer.from(writeRoles([grant]))]
    })
    return new Map(entries)
  }
}
