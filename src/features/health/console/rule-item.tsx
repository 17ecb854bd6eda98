import { AppButton, ButtonLink, IconButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { DotsIcon } from '#src/console/kit/icons.ts'
import { Menu } from '#src/console/kit/menu.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { countHealthRule, type HealthRule, type Mend } from '../contract.ts'
import { listOf } from './people-of-view.ts'
import { Sparkline } from './sparkline.tsx'
import classes from './health.module.css'

export const severityWords = { high: 'High', medium: 'Medium', low: 'Low' } as const

export type RuleItemProps = {
  rule: HealthRule
  mayManage: boolean
  busy: boolean
  onMend: (mend: Mend) => void
  onEdit: () => void
  onSwitch: () => void
  onDelete: () => void
}

/** One rule: how many it finds now among whom one may see, since when, and what mends it. */
export function RuleItem({ rule, mayManage, busy, onMend, onEdit, onSwitch, onDelete }: RuleItemProps) {
  const { data, error } = useAnswer(countHealthRule, { params: { id: rule.id } }, { enabled: rule.enabled })
  const found = data?.answer.found
  const well = found !== undefined && found <= rule.allowed
  return (
    <li className={classes.rule}>
      <Found rule={rule} found={found} well={well} problem={error?.message} />
      <div className={classes.what}>
        <h3>
          <bdi>{rule.name}</bdi>
        </h3>
        {rule.why && <p className="rc-muted">{rule.why}</p>}
        <Marks rule={rule} />
        {found !== undefined && found > 0 && (
          <Doing {...{ rule, found, well, busy, onMend }} roles={data?.answer.roles} />
        )}
      </div>
      <div className={classes.side}>
        {mayManage && (
          <div className={classes.menu}>
            <RuleMenu {...{ rule, onEdit, onSwitch, onDelete }} />
          </div>
        )}
        {rule.enabled && rule.trend && <Sparkline points={rule.trend} what={rule.name} />}
      </div>
    </li>
  )
}

type FoundProps = { rule: HealthRule; found: number | undefined; well: boolean; problem: string | undefined }

function Found({ rule, found, well, problem }: FoundProps) {
  if (!rule.enabled) return <span className="rc-muted">Off</span>
  if (problem !== undefined) return <span role="alert">Not counted: {problem}</span>
  if (found === undefined) return <span className={classes.found} aria-busy="true" aria-label="Counting" />
  return (
    <span className={classes.found} data-well={well || undefined} data-severity={well ? undefined : rule.severity}>
      {formatNumber(found)}
      {well && <span className="rc-hidden-text"> – in order</span>}
    </span>
  )
}

type DoingProps = Pick<RuleItemProps, 'rule' | 'busy' | 'onMend'> & {
  found: number
  well: boolean
  roles: readonly { id: number; name: string }[] | undefined
}

/** The list of just these people, the plans that mend it, and where it is settled for those who come. */
const Doing = ({ rule, found, well, busy, onMend, roles = [] }: DoingProps) => (
  <div className={classes.doing}>
    {rule.people && (
      <ButtonLink small to="/users" search={listOf(rule.people)}>
        Show {plural(found, 'user')}
      </ButtonLink>
    )}
    {!well &&
      rule.mends.map((mend) => (
        <AppButton key={mend.action} small busy={busy} onClick={() => onMend(mend)}>
          {mend.label}
        </AppButton>
      ))}
    {rule.id === 'administrators-without-two-step' && <AppLink to="/roles">Require it of their role</AppLink>}
    {roles.map(({ id, name }) => (
      <AppLink key={id} to={`/roles/${id}`}>
        <bdi>{name}</bdi>
      </AppLink>
    ))}
  </div>
)

const Marks = ({ rule: { severity, allowed, owner } }: { rule: HealthRule }) => (
  <div className={classes.marks}>
    <Label>{severityWords[severity]}</Label>
    {allowed > 0 && <span className="rc-muted">Up to {formatNumber(allowed)} are in order</span>}
    {owner && (
      <span className="rc-muted">
        Owner:{' '}
        <AppLink to={`/users/${owner.id}`}>
          <bdi>{owner.name}</bdi>
        </AppLink>
      </span>
    )}
  </div>
)

const RuleMenu = ({
  rule,
  onEdit,
  onSwitch,
  onDelete,
}: Pick<RuleItemProps, 'rule' | 'onEdit' | 'onSwitch' | 'onDelete'>) => (
  <Menu
    label={`Actions for ${rule.name}`}
    target={<IconButton label={`Actions for ${rule.name}`} icon={<DotsIcon size={16} />} aria-haspopup="menu" />}
    groups={[
      {
        items: [
          { label: rule.readyMade ? 'Owner and severity…' : 'Edit…', onSelect: onEdit },
          { label: rule.enabled ? 'Switch off' : 'Switch on', onSelect: onSwitch },
        ],
      },
      { items: [!rule.readyMade && { label: 'Delete', danger: true, onSelect: onDelete }] },
    ]}
  />
)
