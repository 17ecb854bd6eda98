import { Tabs } from '#src/console/kit/tabs.tsx'

type LeadTabsProps = { at: 'all' | 'unassigned' | 'callbacks' }

/** The pages of leads: everybody's, nobody's, and what was promised to them. */
export const LeadTabs = ({ at }: LeadTabsProps) => (
  <Tabs
    label="Leads and callbacks"
    tabs={[
      { label: 'All leads', to: '/leads', active: at === 'all' },
      { label: 'Unassigned', to: '/leads', search: { user: 'nobody' }, active: at === 'unassigned' },
      { label: 'Callbacks', to: '/leads/callbacks', active: at === 'callbacks' },
    ]}
  />
)
