import { useState } from 'react'
import { useAnswer } from '#src/console/query.ts'
import { AppButton, TextButton } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { listRoles } from '../../roles/contract.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import type { ImportReport } from '../contract.ts'
import { ImportChoices } from './choices.tsx'
import { download, sample } from './download.ts'
import { Checked, Made } from './report.tsx'
import type { Source } from './source.ts'
import { SourcePicker } from './source-picker.tsx'
import { useImport, type Choices, type Import } from './use-import.ts'
import classes from './import.module.css'

const none: Choices = { site: null, roles: [], emailFrom: '', domain: '', createGroups: false, allOrNothing: false }

/** `/users/import`: bulk create. Choose or paste, check, see what is wrong, create (BULK-6). */
export function ImportPage() {
  const { can } = useMe()
  if (!can('users.create')) return <NotAllowed page="Bulk create" permission="users.create" />
  return <BulkCreate />
}

function BulkCreate() {
  const [source, setSource] = useState<Source | null>(null)
  const [choices, setChoices] = useChoices()
  const work = useImport()
  const choose = (next: Source | null) => {
    setSource(next)
    work.forget()
  }
  const again = () => choose(null)
  return (
    <div className={classes.page}>
      <PageHeader
        title="Bulk create"
        subtitle={
          <>
            Up to 100,000 rows of CSV: Switchvox, FreePBX, Microsoft Entra, our own export, or your own columns.{' '}
            <TextButton onClick={() => download('sample.csv', sample)}>Download a sample</TextButton>
          </>
        }
      />
      {work.made ? (
        <Made report={work.made} onAgain={again} />
      ) : (
        <>
          <section aria-labelledby="source" className={classes.section}>
            <h2 id="source">The people</h2>
            <SourcePicker source={source} onSource={choose} />
          </section>
          <section aria-labelledby="choices" className={classes.section}>
            <h2 id="choices">What they become</h2>
            <ImportChoices choices={choices} onChange={setChoices} checked={work.checked} />
          </section>
          {work.problem && (
            <Banner kind="danger" urgent>
              {work.problem}
            </Banner>
          )}
          <Actions source={source} choices={choices} work={work} />
          {work.checked && <Checked report={work.checked} />}
        </>
      )}
    </div>
  )
}

/** Most people who are imported are agents, so that role stands there at first where it may be given. */
function useChoices() {
  const [choices, setChoices] = useState<Choices | null>(null)
  const agent = useAnswer(listRoles, {}).data?.answer.items.find(
    ({ builtIn, grantable }) => builtIn === 'agent' && grantable,
  )
  const shown = choices ?? { ...none, roles: agent ? [String(agent.id)] : [] }
  return [shown, (change: Partial<Choices>) => setChoices({ ...shown, ...change })] as const
}

/** A check answers for what was checked; after another choice it is asked again. */
function Actions({ source, choices, work }: { source: Source | null; choices: Choices; work: Import }) {
  const [answered, setAnswered] = useState('')
  const asked = JSON.stringify(choices)
  const stale = answered !== asked
  const checked = stale ? null : work.checked
  const ready = source !== null && checked !== null && (checked.wouldMake ?? 0) > 0
  const check = () => {
    if (!source) return
    setAnswered(asked)
    void work.check(source, choices)
  }
  return (
    <div className={classes.actions}>
      <AppButton
        look={ready ? 'secondary' : 'primary'}
        busy={work.busy === 'checking'}
        disabledWhy={source ? undefined : 'Choose a file or paste rows first.'}
        onClick={check}
      >
        {work.checked ? 'Check again' : 'Check first'}
      </AppButton>
      {ready && (
        <AppButton look="primary" busy={work.busy === 'making'} onClick={() => void work.make(source, choices)}>
          {sayCreate(checked)}
        </AppButton>
      )}
      {work.checked && stale && <span className="rc-muted">The choices changed: check again.</span>}
      {checked && !ready && <span className="rc-muted">{whyNobody(checked, choices)}</span>}
      <AppLink to="/users">Back to the list</AppLink>
    </div>
  )
}

const sayCreate = ({ wouldMake = 0, refused }: ImportReport): string =>
  refused > 0
    ? `Create ${formatNumber(wouldMake)}, leave ${formatNumber(refused)}`
    : `Create ${plural(wouldMake, 'user')}`

const whyNobody = ({ rows, refused }: ImportReport, { allOrNothing }: Choices): string =>
  allOrNothing && refused < rows
    ? `All or nothing: mend ${plural(refused, 'row')} first, or take the tick away.`
    : 'No row can go in yet.'
