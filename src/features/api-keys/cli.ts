/** `rollcall api-key create`: a key for a machine, made where there is no console at hand. */
import { permissionNames, type Permission } from '../../contract/permissions.ts'
import { exit, tenantOption, UsageError, type Command } from '../../server/command-line/command.ts'
import { handIn } from '../tenants/service.ts'
import { createApiKey } from './contract.ts'
import { createKey } from './service.ts'

const create: Command = {
  name: 'api-key create',
  says: 'Make an API key and print its token, once.',
  options: {
    tenant: tenantOption,
    name: { value: 'NAME', says: 'What it is for; nobody else has this name.', required: true },
    permissions: { value: 'LIST', says: 'What it may do: names of permissions, by comma.', required: true },
    addresses: {
      value: 'LIST',
      says: 'From where it is served: addresses or networks, by comma; from everywhere unless told.',
    },
    expires: { value: 'INSTANT', says: 'Until when it is good, like 2027-01-31T00:00:00Z; for good unless told.' },
  },
  more: [`Permissions: ${permissionNames.join(', ')}.`],
  async run(given, { open, terminal }) {
    const names = given
      .text('permissions')!
      .split(',')
      .map((name) => name.trim())
    const unknown = names.find((name) => !permissionNames.includes(name as Permission))
    if (unknown !== undefined) throw new UsageError(`There is no permission “${unknown}”.`)
    const wanted = createApiKey.body!.safeParse({
      name: given.text('name'),
      permissions: names,
      expiresAt: given.text('expires'),
      addresses: given.text('addresses')?.split(','),
    })
    if (!wanted.success) throw new UsageError(wanted.error.issues[0]!.message)
    const ctx = await handIn((await open()).parts, given.text('tenant')!)
    const { key, token } = await createKey(ctx, wanted.data)
    terminal.answer({ key, token }, [token])
    terminal.say(`The key “${key.name}” is made. Its token is not shown again.`)
    return exit.done
  },
}

export const apiKeyCommands: readonly Command[] = [create]
