import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { useGo } from '#src/console/routing.tsx'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { editRole, listRoles, type Role } from '../contract.ts'

/** Puts a role away that nobody holds. */
export function ArchiveRole({ role }: { role: Role }) {
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const archive = async () => {
    setBusy(true)
    const ask = { params: { id: String(role.id) }, body: { archived: true as const } }
    const outcome = await call(editRole, ask, { ifMatch: etagOf(role) })
    setBusy(false)
    if (!outcome.ok) return setProblem(sayProblem(outcome.document))
    await queryClient.invalidateQueries({ queryKey: keyOf(listRoles) })
    announce(`Archived ${role.name}`)
    go('/roles')
  }
  return (
    <>
      <AppButton
        disabledWhy={role.holders > 0 ? 'Somebody holds it. Give them another role first.' : undefined}
        onClick={() => setAsking(true)}
      >
        Archive…
      </AppButton>
      <Dialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Archive the role ${role.name}?`}
        consequence="It can be given to nobody any more."
        stays="The change log keeps its name. It cannot be brought back; a new role of that name can be made."
        confirm="Archive role"
        onConfirm={() => void archive()}
        busy={busy}
        problem={problem}
      />
    </>
  )
}
