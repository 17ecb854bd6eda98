/** `rollcall addresses off`: the way back in for whoever runs the server, when a list keeps out those who could mend it. */
import { transaction } from '../../server/context.ts'
import { exit, tenantOption, type Command } from '../../server/command-line/command.ts'
import { changeSet, newRun } from '../changes/service/run.ts'
import { handIn } from '../tenants/service.ts'
import { findByNames } from '../users/service/by-name.ts'
import { setAddressListAction } from '../users/service/settings.ts'
import { stopEnforcing } from './service.ts'

const off: Command = {
  name: 'addresses off',
  says: 'Let people in from everywhere again: a whole tenant, or one user.',
  options: {
    tenant: tenantOption,
    user: { value: 'NAME', says: 'One user alone: a username, an e-mail or an id.' },
  },
  more: ['Of a tenant, no list is asked until somebody switches them on again in Settings, Security and sessions.'],
  async run(given, { open, terminal }) {
    const ctx = await handIn((await open()).parts, given.text('tenant')!)
    const name = given.text('user')
    if (name === undefined) {
      const changed = await stopEnforcing(ctx)
      const says = changed ? 'No address list of this tenant is asked any more.' : 'No address list was asked already.'
      terminal.answer({ tenant: given.text('tenant'), changed }, [says])
      return exit.done
    }
    const ids = await findByNames(ctx, [name])
    const params = { useAddressList: false }
    const run = newRun(setAddressListAction.contract.name, params)
    const { changed } = await transaction(ctx, (trx) => changeSet(ctx, trx, setAddressListAction, ids, params, run))
    const says = changed.length > 0 ? 'may sign in from everywhere now.' : 'was served from everywhere already.'
    terminal.answer({ user: name, changed: changed.length > 0 }, [`${name} ${says}`])
    return exit.done
  },
}

export const addressCommands: readonly Command[] = [off]
