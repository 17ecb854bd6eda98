/**
 * Which columns hold secrets, told by their heading alone, in the languages that templates come in. When in doubt a
 * column is one: a column that is not read can be typed in again, a password that was shown cannot be taken back.
 */
const ANYWHERE =
  /passw|passphrase|passcode|secret|token|hash|psswd|pwd|kennwort|contrase|mot ?de ?passe|wachtwoord|salasana|lösenord|adgangskode|jelszó|şifre|пароль|密码|密碼|パスワード|비밀번호/iu
/** Ends of words: `phone_pass`, `DeskphoneWebPass`, `SysPIN`. */
const AT_END = /(?:pass|pin|otp|psk|pw)$/iu
const WHOLE = /^(?:senha|parole|hasło|heslo|credentials?)$/iu

/** Attributes of directories that only speak of a password: when it was locked, when it changed. */
const ABOUT_ONE = /^(?:pwd|password|nsAccount)(?:Account)?(?:Locked|Lockout)(?:Time|Duration)?$/iu

export function isSecret(heading: string): boolean {
  const text = heading.normalize('NFKC').trim()
  if (ABOUT_ONE.test(text)) return false
  const words = text.split(/(?<=\p{Ll})(?=\p{Lu})|[^\p{L}\p{N}]+/u)
  return ANYWHERE.test(text) || words.some((word) => AT_END.test(word)) || WHOLE.test(text)
}
