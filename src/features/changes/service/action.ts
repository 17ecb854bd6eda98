/**
 * What an action is to the engine. A new action is one of these; the same functions serve a set of one and a batch of
 * thousands: every statement takes the whole set.
 */
import type * as z from 'zod/mini'
import type { Permission } from '../../../contract/permissions.ts'
import type { Context, Origin } from '../../../server/context.ts'
import type { Expression, Trx } from '../../../server/database/database.ts'
import type { PersonChange } from '../../history/service/record.ts'
import type { EndReason } from '../../sessions/contract.ts'
import type { ActionContract, Effects, Refusal } from '../contract.ts'
import type { Impact, Sums } from '../contract/plans.ts'

export type Judgement = Refusal | 'already'

/** What every action has, whether it is the same for everybody or a row of its own for each. */
type Common<P> = {
  readonly contract: ActionContract<string, z.ZodMiniType<P>>
  /** Refuses parameters that the actor may not give, before anybody is looked at; throws a declared problem. */
  readonly admit?: (ctx: Context, params: P) => Promise<void>
  /** What goes with it, as sums over a set of people: a subquery of their ids (BULK-2). */
  readonly impact?: (
    ctx: Context,
    params: P,
    ids: Expression<unknown>,
  ) => Partial<Record<keyof Sums, Expression<number>>>
  /** What goes with it and is more than a number; asked once for the plan. */
  readonly foresee?: (ctx: Context, params: P, ids: Expression<unknown>) => Promise<Partial<Impact>>
  /** Where it depends on the parameters; unless told, what the contract says (BULK-2). */
  readonly isDestructive?: (params: P) => boolean
  /** Could leave the tenant without an administrator; then one lock is taken and the end is checked (SPEC 4.6). */
  readonly lowersAdministrators?: true
  /** Ends the sessions of whoever it changes: their open pages are told why. */
  readonly endsSessions?: EndReason
  /** What it does is out of our hands at once, such as a mail: for many it waits a little before it begins, and can be stopped (CONSOLE 4.3). */
  readonly leavesBuilding?: true
  /** What somebody may do changes with it: their open pages ask again. */
  readonly changesRights?: true
  /**
   * What takes it back. `before-values`: the values of history are put back where nothing newer changed them.
   * `nothing`: what it did leaves the building or is a secret, and is named instead.
   */
  readonly inverse: 'before-values' | 'nothing'
}

export type Action<P = unknown> = Common<P> & {
  /**
   * Who is already so and who is refused, as SQL over the person `p` of the table `users`: null for who will change.
   * Scope and "holds more than you" are the engine's own and not repeated here.
   */
  readonly judge: (ctx: Context, params: P) => Expression<Judgement | null>
  /** Changes the set, whose rows are locked, and says what changed of each person, effects included. */
  readonly apply: (ctx: Context, trx: Trx, ids: readonly string[], params: P) => Promise<PersonChange[]>
  /** Is done to people who are deleted, and says `already` of the others. Nobody else's action reaches them. */
  readonly reachesDeleted?: true
  /** Comes before many are judged, outside of the snapshot in which they are. */
  readonly beforeMany?: (ctx: Context) => Promise<unknown>
}

/** What came of each of a set that was treated. */
export type Treated = {
  readonly changed: PersonChange[]
  readonly already: string[]
  readonly refused: Map<string, Refusal>
  /** Asked for and out of sight: deleted, of another tenant, outside the scope. */
  readonly unseen: string[]
}

export type StagedName = { readonly name: string; readonly username: string | null }

/**
 * A row for each person, staged by the feature before it is planned, of people who may not be there yet: an import. Its
 * rows are judged when they are staged, and once more by `treat`, which sees to every rule by itself.
 */
export type StagedAction<P = unknown> = Common<P> & {
  /** Rows of `user_id` and `judgement`, the latter as an `Action` judges. */
  readonly people: (ctx: Context, params: P) => Expression<unknown>
  /** Does what the rows of these people say, but for those who are refused by now; whoever is there is locked. */
  readonly treat: (ctx: Context, trx: Trx, ids: readonly string[], params: P) => Promise<Treated>
  /** How people are called who are not there, or not in sight, by their ids. */
  readonly names: (ctx: Context, params: P, ids: readonly string[]) => Promise<ReadonlyMap<string, StagedName>>
  /** Everybody in one transaction, or nobody. */
  readonly allOrNothing?: (params: P) => boolean
  /** These parameters end nobody's session, though others may. */
  readonly endsNoSession?: (params: P) => boolean
  /** Through which door history says that it came. */
  readonly via: Origin['via']
}

/** What history kept of one person and one field. */
export type Kept = { readonly userId: string; readonly was: unknown; readonly is: unknown; readonly effects: Effects }

/** How one field of history is put back: the feature that owns the field says it, and undo is made of these (BULK-4). */
export type PutBack = {
  readonly field: string
  /** What changing the field takes: to put it back takes no less. */
  readonly permission: Permission
  /** Who is refused, over the person `p`, the value to be put back and the one that stands there now, both JSON. */
  readonly refuse?: (
    ctx: Context,
    was: Expression<unknown>,
    is: Expression<unknown>,
  ) => readonly (readonly [Expression<boolean>, Refusal])[]
  /**
   * What goes with it and is more than a number, as of an action. `kept` are rows of `user_id`, `was`, `became` and `effects`: what
   * history has of everybody who is put back in this field.
   */
  readonly foresee?: (ctx: Context, kept: Expression<unknown>) => Promise<Partial<Impact>>
  /** Puts the values back for a set, whose rows are locked; answers what went with it, where anything did. */
  readonly apply: (ctx: Context, trx: Trx, people: readonly Kept[]) => Promise<ReadonlyMap<string, Effects>>
  readonly endsSessions?: EndReason
  readonly changesRights?: true
}

/** Several fields of a person that are put back at once, and refused to nobody. */
export type PutBackTogether = {
  readonly fields: readonly string[]
  /** What changing them takes. */
  readonly permission: Permission
  /** By field: what it was before the job, and what it is after it. */
  readonly apply: (
    ctx: Context,
    trx: Trx,
    people: readonly {
      readonly userId: string
      readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>
    }[],
  ) => Promise<void>
}

/** Every action and every field that can be put back, handed to the engine at the start. */
export type Catalogue = {
  readonly actions: readonly AnyAction[]
  readonly staged: readonly AnyStagedAction[]
  /** Done while the one who asked reads what comes of it, and by no job: what they make is for that reader's eyes alone. */
  readonly handed?: readonly AnyAction[]
  readonly putBacks: readonly (PutBack | PutBackTogether)[]
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is kept by name is parsed by the schema of its own contract
type AnyParams = any
/** Actions of any shape of parameters, as catalogues, plans and edits hold them: each knows its own. */
export type AnyAction = Action<AnyParams>
export type AnyStagedAction = StagedAction<AnyParams>
export type Deed<P = unknown> = Action<P> | StagedAction<P>
export type AnyDeed = Deed<AnyParams>
export const isStaged = <P>(deed: Deed<P>): deed is StagedAction<P> => 'treat' in deed

/** Two words for an action that is the same for everybody it is done to. */
export const defineAction = <P>(action: Action<P>): Action<P> => action
