/** Where many users are made at once; for menus and commands of other features. */
export const importPath = '/users/import'
