import { useEffect, useState } from 'react'
import type { FieldProps } from './field.ts'
import { TextField } from './text-field.tsx'

type Phones = typeof import('libphonenumber-js/min')
type Country = import('libphonenumber-js/min').CountryCode

export type PhoneFieldProps = FieldProps & {
  /** E.164, or what was typed as long as it is not a number: the form's check then says so, and nothing is lost. */
  value: string
  onChange: (value: string) => void
  /** ISO 3166 code with which national numbers are read: the site's. */
  country?: string
}

let phones: Promise<Phones> | undefined
const fetchPhones = () => (phones ??= import('libphonenumber-js/min'))

/** Takes a number in any form and shows it internationally once one leaves it. */
export function PhoneField({ value, onChange, country, onBlur, ...field }: PhoneFieldProps) {
  const [lib, setLib] = useState<Phones>()
  const [typed, setTyped] = useState<string>()
  useEffect(() => {
    if (value !== '') void fetchPhones().then(setLib)
  }, [value])
  const read = (text: string) =>
    lib?.parsePhoneNumberFromString(text, { defaultCountry: country as Country | undefined, extract: false })
  const number = read(typed ?? value)
  const land = number?.country ?? country
  // The library may have come after the field was left.
  const late = typed === undefined && number?.isPossible() && number.number !== value ? number.number : undefined
  useEffect(() => {
    if (late !== undefined) onChange(late)
  }, [late, onChange])
  return (
    <TextField
      {...field}
      type="tel"
      inputMode="tel"
      ltr
      value={typed ?? (number?.isPossible() ? number.formatInternational() : value)}
      onChange={(text) => {
        void fetchPhones().then(setLib)
        setTyped(text)
        const parsed = read(text)
        onChange(parsed?.isPossible() ? parsed.number : text)
      }}
      onBlur={(event) => {
        // The library may have come after the last key.
        const parsed = typed === undefined ? undefined : read(typed)
        if (parsed?.isPossible()) onChange(parsed.number)
        setTyped(undefined)
        onBlur?.(event)
      }}
      leading={
        land && (
          <span className="rc-nowrap" title={land}>
            {drawsFlags() && `${flagOf(land)} `}
            {land}
          </span>
        )
      }
      leadingWidth={land ? (drawsFlags() ? 60 : 40) : undefined}
    />
  )
}

/** The two letters as regional indicators: a flag where the system draws them. */
const flagOf = (country: string) =>
  String.fromCodePoint(...[...country].map((letter) => 0x1f1a5 + letter.charCodeAt(0)))

let flags: boolean | undefined

/** Whether this system draws flags: where it does not, two boxes or letters would stand before the code. */
function drawsFlags(): boolean {
  flags ??= (() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 24, height: 24 })
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) return false
    context.font = '20px sans-serif'
    context.fillText(flagOf('LV'), 0, 20)
    const { data } = context.getImageData(0, 0, 24, 24)
    // Text is drawn black; only a picture has colours.
    return data.some((value, index) => index % 4 === 0 && Math.abs(value - (data[index + 1] ?? 0)) > 40)
  })()
  return flags
}
