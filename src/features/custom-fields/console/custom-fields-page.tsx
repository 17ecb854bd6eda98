import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { DotsIcon, PlusIcon } from '#src/console/kit/icons.ts'
import { Menu } from '#src/console/kit/menu.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { editCustomField, listCustomFields, type CustomField } from '../contract.ts'
import { NewFieldForm, RenameFieldForm } from './field-form.tsx'
import { typeWords } from './words.ts'
import classes from '#src/console/kit/settings.module.css'

/** `/settings/fields`: what this tenant keeps of its people beyond the fields that everybody has. */
export function CustomFieldsPage() {
  return useMe().can('tenant.manage') ? <Fields /> : <NotAllowed page="Custom fields" permission="tenant.manage" />
}

type Doing = 'new' | CustomField | null

function Fields() {
  const mayManage = useMe().reach('tenant.manage')?.everywhere === true
  const { data, error, refetch } = useAnswer(listCustomFields, { query: { archived: 'yes' } })
  const [doing, setDoing] = useState<Doing>(null)
  const [done, setDone] = useState<{ id: number; word: string }>()
  const [problem, setProblem] = useState<string>()
  const fields = data?.answer.items ?? []
  const finish = (id: number, word: string) => {
    setDone({ id, word })
    setDoing(null)
  }
  const archive = async (field: CustomField, archived: boolean) => {
    const ask = { params: { id: String(field.id) }, body: { archived } }
    const outcome = await call(editCustomField, ask, { ifMatch: etagOf(field) })
    await queryClient.invalidateQueries({ queryKey: keyOf(listCustomFields) })
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    if (outcome.ok) finish(field.id, archived ? 'Archived' : 'Back')
  }
  const create = mayManage && (
    <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setDoing('new')}>
      New field
    </AppButton>
  )
  // The newest version of what is being renamed: somebody else may have been faster.
  const renamed = doing !== 'new' ? fields.find(({ id }) => id === doing?.id) : undefined
  return (
    <div className={classes.page}>
      <PageHeader
        title="Custom fields"
        documentTitle="Custom fields · Settings"
        count={data && fields.length}
        actions={fields.length > 0 && create}
      />
      {problem && (
        <Banner kind="warning" urgent onDismiss={() => setProblem(undefined)}>
          {problem}
        </Banner>
      )}
      <NotYet what="the custom fields" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && fields.length === 0 && (
        <EmptyState title="No custom fields yet" actions={create}>
          Each stands in the profile of every user: a cost centre, a badge, a size of shirt.
        </EmptyState>
      )}
      {fields.length > 0 && (
        <PlainTable
          caption="Custom fields, by name"
          columns={columnsOf(mayManage, setDoing, (field, archived) => void archive(field, archived))}
          rows={fields}
          idOf={({ id }) => id}
          done={done}
        />
      )}
      <Drawer opened={doing === 'new'} onClose={() => setDoing(null)} title="New field">
        <NewFieldForm onDone={finish} />
      </Drawer>
      <Drawer opened={renamed !== undefined} onClose={() => setDoing(null)} title={`Rename ${renamed?.label ?? ''}`}>
        {renamed && <RenameFieldForm key={renamed.id} field={renamed} onDone={finish} />}
      </Drawer>
    </div>
  )
}

function columnsOf(
  mayManage: boolean,
  rename: (field: CustomField) => void,
  archive: (field: CustomField, archived: boolean) => void,
): PlainColumn<CustomField>[] {
  const menu = (field: CustomField) => (
    <Menu
      label={`Actions for ${field.label}`}
      target={<IconButton label={`Actions for ${field.label}`} icon={<DotsIcon size={16} />} aria-haspopup="menu" />}
      groups={[
        {
          items: [
            { label: 'Rename', onSelect: () => rename(field) },
            field.archived
              ? { label: 'Bring back', onSelect: () => archive(field, false) }
              : { label: 'Archive', onSelect: () => archive(field, true) },
          ],
        },
      ]}
    />
  )
  const name = (field: CustomField) => (
    <>
      <bdi>{field.label}</bdi> {field.archived && <Label>Archived</Label>}
    </>
  )
  return [
    { label: 'Name', cell: name },
    { label: 'Holds', cell: ({ type }) => typeWords[type] },
    { label: 'Key in files and the API', wide: true, cell: ({ key }) => <bdi dir="ltr">{key}</bdi> },
    ...(mayManage ? [{ label: 'Actions', hiddenLabel: true, cell: menu }] : []),
  ]
}
