import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { Hint } from '#src/console/kit/hint.tsx'
import { PlusIcon } from '#src/console/kit/icons.ts'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { SecretOnce } from '#src/console/kit/secret-once.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { TimeText, useNow } from '#src/console/kit/time-text.tsx'
import { useAnswer } from '#src/console/query.ts'
import { permissions } from '#src/contract/permissions.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listApiKeys } from '../contract.ts'
import { EditKeyForm } from './edit-key-form.tsx'
import { EndKeyDialog } from './end-key-dialog.tsx'
import { NewKeyForm, type MadeKey } from './new-key-form.tsx'
import classes from '#src/console/kit/settings.module.css'

type ApiKey = MadeKey['key']

/** `/settings/api-keys`: keys for machines. */
export function ApiKeysPage() {
  const allowed = useMe().reach('api-keys.manage')?.everywhere === true
  const { data, error, refetch } = useAnswer(listApiKeys, {}, { enabled: allowed })
  const [creating, setCreating] = useState(false)
  const [made, setMade] = useState<MadeKey>()
  const [ending, setEnding] = useState<ApiKey>()
  const [editing, setEditing] = useState<ApiKey>()
  if (!allowed) return <NotAllowed page="API keys" permission="api-keys.manage" />
  const keys = data?.answer.items ?? []
  const create = (
    <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setCreating(true)}>
      New API key
    </AppButton>
  )
  return (
    <div className={classes.page}>
      <PageHeader
        title="API keys"
        documentTitle="API keys · Settings"
        count={data && keys.length}
        subtitle="For the programs around you. A key may never do more than whoever made it."
        actions={keys.length > 0 && create}
      />
      <NotYet what="the keys" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && keys.length === 0 && (
        <EmptyState title="No API keys yet" actions={create}>
          A program sends its key with each request, and may do what you choose.
        </EmptyState>
      )}
      {keys.length > 0 && <KeyTable keys={keys} onEdit={setEditing} onEnd={setEnding} />}
      <Drawer opened={creating} onClose={() => setCreating(false)} title="New API key" size={560}>
        <NewKeyForm
          onCreated={(key) => {
            setCreating(false)
            setMade(key)
          }}
        />
      </Drawer>
      <Drawer
        opened={editing !== undefined}
        onClose={() => setEditing(undefined)}
        title={`Edit ${editing?.name ?? ''}`}
      >
        {editing && <EditKeyForm key={editing.id} apiKey={editing} onDone={() => setEditing(undefined)} />}
      </Drawer>
      {made && <MadeKeyOnce made={made} onClose={() => setMade(undefined)} />}
      {ending && <EndKeyDialog apiKey={ending} onClose={() => setEnding(undefined)} />}
    </div>
  )
}

const MadeKeyOnce = ({ made: { key, token }, onClose }: { made: MadeKey; onClose: () => void }) => (
  <SecretOnce title={`Key of ${key.name}`} secret={token} what="key" onClose={onClose}>
    <p>
      Send it in the header <code>Authorization: Bearer …</code>
      {key.expiresAt && (
        <>
          . It works until <TimeText at={key.expiresAt} exact />
        </>
      )}
      .
    </p>
  </SecretOnce>
)

type KeyTableProps = { keys: readonly ApiKey[]; onEdit: (key: ApiKey) => void; onEnd: (key: ApiKey) => void }

function KeyTable({ keys, onEdit, onEnd }: KeyTableProps) {
  const now = useNow()
  const isOver = ({ expiresAt }: ApiKey) => expiresAt !== null && new Date(expiresAt) <= now
  const allows = (key: ApiKey) => (
    <Hint text={key.permissions.map((permission) => permissions[permission].says).join('; ')}>
      <span tabIndex={0}>{plural(key.permissions.length, 'thing')}</span>
    </Hint>
  )
  const columns: PlainColumn<ApiKey>[] = [
    {
      label: 'Name',
      cell: (key) => (
        <>
          <bdi>{key.name}</bdi> {isOver(key) && <Label>Expired</Label>}
        </>
      ),
    },
    { label: 'Allows', wide: true, cell: allows },
    { label: 'Made by', wide: true, cell: ({ createdBy }) => <bdi>{createdBy}</bdi> },
    { label: 'Made', wide: true, cell: ({ createdAt }) => <TimeText at={createdAt} unfocusable /> },
    {
      label: 'Last used',
      wide: true,
      cell: ({ lastUsedAt, lastUsedFrom }) =>
        lastUsedAt ? (
          <>
            <TimeText at={lastUsedAt} unfocusable />{' '}
            {lastUsedFrom && (
              <>
                from <bdi dir="ltr">{lastUsedFrom}</bdi>
              </>
            )}
          </>
        ) : (
          'never'
        ),
    },
    {
      label: 'Served from',
      wide: true,
      cell: ({ addresses }) => (addresses.length > 0 ? <bdi dir="ltr">{addresses.join(', ')}</bdi> : 'everywhere'),
    },
    {
      label: 'Works until',
      wide: true,
      cell: ({ expiresAt }) => (expiresAt ? <TimeText at={expiresAt} exact unfocusable /> : 'it is ended'),
    },
    {
      label: 'End',
      hiddenLabel: true,
      cell: (key) => (
        <>
          <AppButton small onClick={() => onEdit(key)}>
            Edit<span className="rc-hidden-text"> {key.name}</span>…
          </AppButton>{' '}
          <AppButton small onClick={() => onEnd(key)}>
            End<span className="rc-hidden-text"> {key.name}</span>…
          </AppButton>
        </>
      ),
    },
  ]
  return <PlainTable caption="API keys, by name" columns={columns} rows={keys} idOf={({ id }) => id} />
}
